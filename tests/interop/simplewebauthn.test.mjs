// Our verifier of passkeys and npm's @simplewebauthn/server over the same ceremonies (ceremony_tool): every format and
// algorithm, each with one thing changed, and those of a real browser. Where the two differ stands here, one by one, with
// the reason.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { SettingsService, verifyAuthenticationResponse, verifyRegistrationResponse } from '@simplewebauthn/server';

const expected = {
    expectedOrigin: ['https://konto.example.org', 'android:apk-key-hash:c29tZWJvZHk'],
    expectedRPID: 'konto.example.org',
};
const supportedAlgorithmIDs = [-8, -7, -35, -36, -257];

const accepted = /^accepted$/;
const certified = '(packed|fido-u2f|tpm|android-key|apple)';

/**
 * Each row: which ceremonies, and what the other says of them. A row of which one ceremony finds both of one mind fails
 * the test, so a row goes when its reason goes.
 */
const disagreements = [
    // Client data. §7.1 step 10 and §7.2 step 13: it must not come from a frame of another site unless that is wanted.
    // The other looks at crossOrigin nowhere, and at topOrigin only in assertions.
    { of: /^(registration|assertion): [^,]+, a frame of another site$/, theirs: accepted },
    { of: /^registration: [^,]+, a page of another site around it$/, theirs: accepted },
    { of: /^recorded registration, (un)?verified: framed$/, theirs: accepted },

    { of: /^(registration|assertion): [^,]+, a frame told in words$/, theirs: accepted },
    { of: /^(registration|assertion): [^,]+, a page around it that is a number$/, theirs: accepted },
    // Of two members with one name two readers take two. The other takes what JavaScript does, the last.
    { of: /^(registration|assertion): [^,]+, two origins$/, theirs: accepted },

    // Authenticator data. §6.1 reserves two bits; whoever sets them means something that we would not have checked.
    { of: /, the (first|second) reserved flag$/, theirs: accepted },
    // §6.1: extensions are a map. The other takes any CBOR.
    { of: /, extensions that are no map$/, theirs: accepted },

    // The credential's id. §7.1 step 25: at most 1023 bytes; and none is nobody's. The other counts no bytes.
    { of: /, an (empty id|id of 1024 bytes) in the data$/, except: /^registration: fido-u2f/, theirs: accepted },
    { of: /, an id of 1024 bytes$/, theirs: accepted },
    // The browser takes the id from the data. The other never compares the two; its caller stores the one in the data.
    { of: /, the id of another answer$/, theirs: accepted },
    { of: /, another id in the data than in the answer$/, except: /^registration: fido-u2f/, theirs: accepted },

    // The credential's key. The other reads it at the first sign-in, if no statement makes it do so at registration:
    // one could register a key that never signs in, or one that others can sign with.
    { of: /^registration: (none|packed), ES256 on the wrong curve$/, theirs: accepted },
    { of: /^registration: (none|packed), (a point that is not on the curve|the point at infinity)$/, theirs: accepted },
    { of: /^registration: (none|packed), a (coordinate too short|key of another type)$/, theirs: accepted },
    { of: /^registration: (none|packed), a key without its second coordinate$/, theirs: accepted },
    { of: /^registration: (none|packed), RSA with (1024 bits|the exponent 1)$/, theirs: accepted },

    // Statements in general. The other takes only the hash from alg, and the rest from the key (§8.2 step 3: alg is that
    // of the key; §8.2 to §8.4: the signature is checked with alg).
    { of: /^registration: (self|packed|tpm|android-key), another alg$/, theirs: accepted },
    // §8.7: an empty map. To the other anything without a size is empty.
    { of: /^registration: none, a statement that is no map$/, theirs: accepted },
    // x5c holds certificates, not certificates and something else.
    { of: new RegExp(`^registration: ${certified}, a byte after the certificate$`), theirs: accepted },
    // §8.2.1 and §8.3.1: Basic Constraints are there and say CA false. To the other their absence says so too.
    { of: /^registration: (packed|tpm), no basic constraints$/, theirs: accepted },
    // §8.2.1: the extension with the AAGUID is not critical.
    { of: /^registration: packed, an AAGUID marked critical$/, theirs: accepted },

    // packed, android-key: the other reads no certificate on P-521 and none of Ed25519.
    { of: /^registration: packed, [^,]+ by ES512$/, theirs: /namedCurve 1\.3\.132\.0\.35/ },
    { of: /^registration: packed, [^,]+ by EdDSA$/, theirs: /algorithm ID 1\.3\.101\.112/ },
    { of: /^registration: android-key, ES512 by ES256$/, theirs: /namedCurve 1\.3\.132\.0\.35/ },
    // It compares an RSA key as if it were a point.
    { of: /^registration: android-key, RS256 (\(3072\) )?by ES256$/, theirs: /does not equal leaf cert/ },

    // fido-u2f. §8.6 step 4: the key's coordinates have 32 bytes.
    { of: /^registration: fido-u2f, a credential on another curve$/, theirs: accepted },

    // tpm. certInfo is one structure, to its last byte.
    { of: /^registration: tpm, a byte after the information$/, theirs: accepted },
    // The other knows the manufacturers of the day it was published. A list grows old, and the root is what vouches: we
    // want the number to be one.
    { of: /^registration: tpm, a manufacturer on no list$/, theirs: /Could not match TPM manufacturer/ },

    // android-key. §8.4 step 5: made in the keystore, to sign. The other looks at allApplications only.
    { of: /^registration: android-key, (an imported key|a key of unknown origin)$/, theirs: accepted },
    { of: /^registration: android-key, a key (that decrypts|without purpose)$/, theirs: accepted },
    // The extension is read strictly. The other's reader drops what it does not know, and never looks at the origin.
    { of: /^registration: android-key, a key description with a member too many$/, theirs: accepted },
    { of: /^registration: android-key, an origin of (nine bytes|no byte)$/, theirs: accepted },
    // The other wants the root itself at the end of the chain; §8.4 asks for a chain to it.
    { of: /^registration: android-key, no root in the chain$/, theirs: /not a known root certificate/ },

    // Assertions. §7.2 step 6: the user handle is the account's, and where nobody was named it is there. The other
    // leaves it to its caller.
    { of: /^assertion: [^,]+, (another|an empty|no) user handle$/, theirs: accepted },
    // §7.2 step 19: eligibility for backup stays what it was at registration. The other is not told what it was.
    { of: /^assertion: [^,]+, eligible for backup, unlike at registration$/, theirs: accepted },
    { of: /^assertion: [^,]+, no longer eligible for backup$/, theirs: accepted },
    // §7.2 step 5: the credential is the one of the answer's id. The other trusts its caller to have looked it up so.
    { of: /^assertion: [^,]+, another credential's id$/, theirs: accepted },
    // A signature is one DER structure; the other drops what follows it.
    { of: /^assertion: ES(256|384|512), a signature with a byte more$/, theirs: accepted },
];

let ceremonies;

function trust(root) {
    for (const identifier of ['packed', 'fido-u2f', 'tpm', 'android-key', 'apple'])
        SettingsService.setRootCertificates({ identifier, certificates: root ? [root] : [] });
}

async function askOther({ challenge, root, registration, assertion, credential, mustVerify = true }) {
    const options = { ...expected, expectedChallenge: challenge, requireUserVerification: mustVerify };
    try {
        if (registration) trust(root);
        const { verified } = registration
            ? await verifyRegistrationResponse({ ...options, response: registration, supportedAlgorithmIDs })
            : await verifyAuthenticationResponse({
                  ...options,
                  response: assertion,
                  credential: { ...credential, publicKey: Buffer.from(credential.publicKey, 'base64url'), counter: 0 },
              });
        return { accepts: verified, why: verified ? 'accepted' : 'the signature' };
    } catch (error) {
        return { accepts: false, why: `${error.message} ${error.cause?.message ?? ''}` };
    }
}

const isOf = ({ of, except }, name) => of.test(name) && !except?.test(name);

before(async () => {
    const tool = process.env.ZUGANG_CEREMONY_TOOL ?? 'build/release/tests/interop/ceremony_tool';
    const recordings = fileURLToPath(new URL('../webauthn/browser_vectors', import.meta.url));
    const lines = execFileSync(tool, [recordings], { encoding: 'utf8', maxBuffer: 1 << 28 }).trimEnd().split('\n');
    ceremonies = [];
    for (const line of lines) {
        const ceremony = JSON.parse(line);
        const other = await askOther(ceremony);
        ceremonies.push({ ...ceremony, other, agrees: other.accepts === (ceremony.verdict === 'accepted') });
    }
});

test('genuine ceremonies of every format and algorithm are among them, and many that are not', () => {
    const count = (accepted) => ceremonies.filter(({ verdict }) => (verdict === 'accepted') === accepted).length;
    assert.ok(count(true) > 60, `${count(true)} accepted`);
    assert.ok(count(false) > 400, `${count(false)} refused`);
    assert.ok(ceremonies.filter(({ name }) => name.startsWith('recorded')).length > 60);
    assert.equal(new Set(ceremonies.map(({ name }) => name)).size, ceremonies.length);
});

test('both verifiers say the same but where a reason stands here', () => {
    const isExplained = ({ name }) => disagreements.some((row) => isOf(row, name));
    const unexplained = ceremonies.filter((each) => !each.agrees && !isExplained(each));
    const told = unexplained.map(({ name, verdict, other }) => `${name}: ours ${verdict}, theirs ${other.why}`);
    assert.deepEqual(told, []);
});

for (const row of disagreements)
    test(`they differ: ${row.of.source}`, () => {
        const those = ceremonies.filter(({ name }) => isOf(row, name));
        assert.ok(those.length > 0, 'no such ceremony');
        assert.deepEqual(those.filter(({ agrees }) => agrees).map(({ name }) => name), [], 'here both say the same');
        for (const { name, other } of those) assert.match(other.why, row.theirs, name);
    });
