// Passkey steps: what a person does with passkeys, on the pages and with the devices in their hand.
import assert from 'node:assert/strict';
import { givePage } from '../support/virtual_authenticator.mjs';
import { takePictures } from './browser.mjs';
import { expectMessage, expectPage, openSignIn, password, signIn, signOut } from './steps.mjs';

const typed = 'max.mustermann@exam';

export const level = { password: 'urn:zugang:acr:password', mfa: 'urn:zugang:acr:mfa', passkey: 'phr', hardware: 'phrh' };

/** A confirmed account nobody has signed in to; its address. */
export async function addAccount(stand, name) {
    const email = `${name}@example.org`;
    const words = ['account', 'add', '--email', email, '--verified', '--password-stdin'];
    await stand.zugang(words, { input: `${password}\n` });
    return email;
}

/**
 * A person with these devices. Without `autofill` their browser does not offer passkeys in the name field; without
 * `upgrade` it refuses at once to make one by itself, as one with a screen does, instead of never answering.
 */
export async function arrive(scene, names, { autofill = false, upgrade = false, ...visitor } = {}) {
    const { page } = await scene.visit(visitor);
    if (!upgrade)
        await page.addInitScript(() => {
            const real = navigator.credentials.create.bind(navigator.credentials);
            navigator.credentials.create = (request) => request.mediation === 'conditional'
                ? Promise.reject(new DOMException('', 'NotAllowedError')) : real(request);
        });
    if (!autofill)
        await page.addInitScript(() => {
            if (window.PublicKeyCredential) PublicKeyCredential.isConditionalMediationAvailable = async () => false;
        });
    return { page, ...(await givePage(page, ...names)) };
}

/** The browser ends every ceremony after so many ms, as after a press on its „Cancel“: it answers the same to both. */
export function endAfter(page, ms) {
    return page.addInitScript((timeout) => {
        for (const kind of ['create', 'get']) {
            const real = navigator.credentials[kind].bind(navigator.credentials);
            navigator.credentials[kind] = (request) =>
                real({ ...request, publicKey: { ...request.publicKey, timeout } });
        }
    }, ms);
}

export function press(page) {
    return page.click('[data-passkey-start]');
}

/** From the portal to the security notice. */
export async function toNotice(page, stand, email) {
    await openSignIn(page, stand);
    await signIn(page, email);
    await expectPage(page, 'choose-factor');
}

/** On the set-up page: gives it a name and has the device make it. */
export async function makePasskey(page, name) {
    await expectPage(page, 'setup-passkey');
    if (name) await page.fill('[name="name"]', name);
    await press(page);
    await page.waitForSelector('main:not([data-page="setup-passkey"])');
}

/** A new account with a passkey on this device, from the notice to the portal and out again; its address. */
export async function addAccountWithPasskey(page, stand, name) {
    const email = await addAccount(stand, name);
    await toNotice(page, stand, email);
    await page.click('main a[href^="/setup/passkey"]');
    await makePasskey(page, 'Mein Telefon');
    await putOffCodes(page);
    await signOut(page);
    return email;
}

/** Recovery codes, where they are offered, may wait. */
export async function putOffCodes(page) {
    await page.waitForSelector('main[data-page="recovery-codes"], main[data-page="portal"]');
    if ((await page.getAttribute('main', 'data-page')) !== 'portal') await page.click('[name="later"]');
    await expectPage(page, 'portal');
}

/** What the ID token says of the sign-in, on the portal. */
export async function proofs(page, stand) {
    await expectPage(page, 'portal');
    await page.goto(`${stand.portal}/profil`);
    const { acr, amr } = JSON.parse(await page.textContent('[data-tokens="id_token"]'));
    await page.goto(stand.portal);
    return { acr, amr };
}

export async function expectProofs(page, stand, acr, amr) {
    assert.deepEqual(await proofs(page, stand), { acr, amr });
}

/** The list of factors, soon after signing in. */
export async function toList(page, stand) {
    await page.goto(`${stand.issuer}/account/factors`);
    await expectPage(page, 'account-factors');
}

export function factorNames(page) {
    return page.locator('.factor-name').allTextContents();
}

/** The portal wants more than usual: { acr_values: … } wishes for it, { claims: … } demands it. */
export async function askFor(page, stand, more) {
    const answer = await page.request.get(`${stand.portal}/sign-in`, { maxRedirects: 0 });
    const address = new URL(answer.headers().location);
    for (const [name, value] of Object.entries(more)) address.searchParams.set(name, value);
    await page.goto(address.href);
}

export function demand(...values) {
    return { claims: JSON.stringify({ id_token: { acr: { essential: true, values } } }) };
}

/** The sign-in page, half filled in. */
export async function beginTyping(page, stand) {
    await openSignIn(page, stand);
    await page.fill('[name="username"]', typed);
}

/** This sentence, once, and what was typed on the sign-in page is still there. */
export async function expectTold(page, code, picture = code) {
    await expectMessage(page, code);
    await expectPage(page, 'login');
    assert.equal(await page.locator('[data-message]').count(), 1);
    assert.equal(await page.inputValue('[name="username"]'), typed);
    assert.equal(await page.isEnabled('[data-passkey-start]'), true);
    await takePictures(page, `passkey-${picture}`);
}

/** What the page asks the browser for, changed. */
export function changeOptions(page, changes) {
    return page.$eval('[data-passkey-options]', (form, wanted) => {
        const options = JSON.parse(form.dataset.passkeyOptions);
        form.dataset.passkeyOptions = JSON.stringify({ ...options, publicKey: { ...options.publicKey, ...wanted } });
    }, changes);
}
