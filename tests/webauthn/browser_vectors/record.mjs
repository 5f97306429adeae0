// Records what a real browser answers, with Chromium's virtual authenticators, for browser_vectors_test.cpp; run by hand:
//     tests/support/run_node tests/webauthn/browser_vectors/record.mjs
// Every run makes other keys; what the test expects stays the same.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { openBrowser } from '../../browser/browser.mjs';
import { givePage } from '../../support/virtual_authenticator.mjs';

const host = 'konto.example.org';
const party = { id: host, name: 'Konto' };
const inAnswers = new Set(['id', 'rawId', 'type', 'response', 'clientExtensionResults', 'authenticatorAttachment']);

const passkey = { attestation: 'none', residentKey: 'required', userVerification: 'required', algorithms: [-8, -7, -257] };
const securityKey = { ...passkey, residentKey: 'discouraged', userVerification: 'discouraged' };
const direct = { attestation: 'direct' };
const wrong = { isBogusSignature: { isBogusSignature: true }, isBadUV: { isBadUV: true }, isBadUP: { isBadUP: true } };

const recordings = {
    phone: { device: 'phone', asks: passkey },
    phone_packed: { device: 'phone', asks: { ...passkey, ...direct, algorithms: [-7] } },
    synced: { device: 'synced', asks: { ...passkey, algorithms: [-7] } },
    backed_up_later: { device: 'backupLater', asks: passkey, then: backUp },
    other_phone: { device: 'other_phone', asks: { ...passkey, algorithms: [-257] } },
    usb_packed_rsa: { device: 'usb', asks: { ...passkey, ...direct, algorithms: [-257] } },
    usb_packed_eddsa: { device: 'usb', asks: { ...passkey, ...direct } },
    plain_key: { device: 'plain_key', asks: securityKey },
    plain_key_packed: { device: 'plain_key', asks: { ...securityKey, ...direct } },
    u2f: { device: 'u2f_key', asks: securityKey },
    u2f_attested: { device: 'u2f_key', asks: { ...securityKey, ...direct } },
    with_extensions: { device: 'usb', asks: { ...passkey, extensions: asksMuch() }, version: 'ctap2_1' },
    framed: { device: 'phone', asks: passkey, top: 'https://portal.example.com' },
    restored: { device: 'phone', asks: passkey, then: restore },
    bogus_signature: { device: 'phone', asks: passkey, then: (device) => device.lie(wrong.isBogusSignature) },
    bad_uv: { device: 'phone', asks: passkey, then: (device) => device.lie(wrong.isBadUV) },
    bad_up: { device: 'phone', asks: passkey, then: (device) => device.lie(wrong.isBadUP) },
    contradicting_backup: { device: 'phone', asks: passkey, changes: { defaultBackupState: true } },
};

function asksMuch() {
    return { credProps: true, minPinLength: true };
}

async function backUp(device) {
    const [credential] = await device.credentials();
    await device.setBackup(credential, { backupEligibility: true, backupState: true });
}

async function restore(device) {
    const [credential] = await device.credentials();
    await device.setCounter(credential, 0);
}

/** In the page: one ceremony; its challenge and what a page sends of the answer. */
async function ceremony({ kind, options }) {
    const random = (length) => crypto.getRandomValues(new Uint8Array(length)).toBase64({ alphabet: 'base64url', omitPadding: true });
    const challenge = random(32);
    const parse = kind === 'create' ? 'parseCreationOptionsFromJSON' : 'parseRequestOptionsFromJSON';
    const publicKey = PublicKeyCredential[parse]({ ...options, challenge });
    const credential = await navigator.credentials[kind]({ publicKey });
    return { challenge, response: credential.toJSON() };
}

function creation({ attestation, residentKey, userVerification, algorithms, extensions }, userHandle) {
    return {
        rp: party,
        user: { id: userHandle, name: 'max.mustermann@example.org', displayName: 'Max Mustermann' },
        pubKeyCredParams: algorithms.map((alg) => ({ type: 'public-key', alg })),
        authenticatorSelection: { residentKey, requireResidentKey: residentKey === 'required', userVerification },
        attestation,
        ...(extensions ? { extensions } : {}),
    };
}

async function openPage(context, top) {
    const page = await context.newPage();
    const allowed = 'publickey-credentials-get *; publickey-credentials-create *';
    await page.route('**/*', (route) => route.fulfill({
        contentType: 'text/html',
        body: top && route.request().url().startsWith(top)
            ? `<!doctype html><iframe src="https://${host}/" allow="${allowed}"></iframe>`
            : '<!doctype html>',
    }));
    await page.goto(top ? `${top}/` : `https://${host}/`);
    return { page, frame: top ? page.frames()[1] : page.mainFrame() };
}

async function record(context, { device: name, asks, changes = {}, version, then = async () => {}, top }) {
    const { page, frame } = await openPage(context, top);
    const { add } = await givePage(page);
    const device = await add(name, { ...changes, ...(version ? { ctap2Version: version, hasMinPinLength: true } : {}) });
    const userHandle = Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64url');
    const registration = await frame.evaluate(ceremony, { kind: 'create', options: creation(asks, userHandle) });
    const { id } = registration.response;
    const options = {
        rpId: host,
        userVerification: asks.userVerification,
        allowCredentials: asks.residentKey === 'required' ? [] : [{ type: 'public-key', id }],
    };
    const assertions = [await frame.evaluate(ceremony, { kind: 'get', options })];
    await then(device);
    assertions.push(await frame.evaluate(ceremony, { kind: 'get', options }));
    await page.close();
    for (const { response } of [registration, ...assertions])
        for (const member of Object.keys(response)) if (!inAnswers.has(member)) throw new Error(`${member} is new`);
    return { rp_id: host, origin: `https://${host}`, top_origin: top ?? '', user_handle: userHandle, registration, assertions };
}

const browser = await openBrowser();
const context = await browser.newContext();
for (const [name, how] of Object.entries(recordings)) {
    const made = await record(context, how);
    const file = fileURLToPath(new URL(`${name}.json`, import.meta.url));
    writeFileSync(file, `${JSON.stringify({ browser: `Chromium ${browser.version()}`, ...made }, null, 1)}\n`);
}
await browser.close();
