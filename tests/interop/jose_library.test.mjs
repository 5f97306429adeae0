// Every signature and every encryption, both ways between the library keys (through jose_tool) and npm's jose.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { after, before, test } from 'node:test';
import { createInterface } from 'node:readline';
import * as jose from 'jose';

const signatures = ['ES256', 'ES384', 'RS256', 'PS256', 'EdDSA'];
const managements = ['RSA-OAEP', 'RSA-OAEP-256', 'ECDH-ES', 'ECDH-ES+A128KW', 'ECDH-ES+A256KW'];
const encryptions = ['A128CBC-HS256', 'A256CBC-HS512', 'A128GCM', 'A256GCM'];
const claims = JSON.stringify({ sub: 'max.mustermann', name: 'Max Müßtermann' });
const bytes = new TextEncoder().encode(claims);

let tool, lines, published;

async function ask(command) {
    tool.stdin.write(`${JSON.stringify(command)}\n`);
    return JSON.parse((await lines.next()).value);
}

const own = (use, kty) => published.keys.find((key) => key.use === use && key.kty === kty);
const familyOf = (alg) => (alg.startsWith('RSA') ? 'RSA' : 'EC');

before(async () => {
    tool = spawn(process.env.ZUGANG_JOSE_TOOL ?? 'build/release/tests/interop/jose_tool', { stdio: ['pipe', 'pipe', 'inherit'] });
    lines = createInterface({ input: tool.stdout })[Symbol.asyncIterator]();
    published = await ask({ do: 'publish' });
});

after(() => tool?.stdin.end());

/** A key pair of jose's, the public half as a client would publish it. */
async function makePair(alg, options = {}) {
    const { publicKey, privateKey } = await jose.generateKeyPair(alg, { extractable: true, ...options });
    return { privateKey, jwk: { ...(await jose.exportJWK(publicKey)), kid: `jose-${alg}` } };
}

test('the published keys go by their thumbprints', async () => {
    assert.equal(published.keys.length, signatures.length + 2);
    for (const key of published.keys) assert.equal(key.kid, await jose.calculateJwkThumbprint(key));
});

for (const alg of signatures) {
    test(`${alg}: jose verifies what keys signs`, async () => {
        const { compact } = await ask({ do: 'sign', alg, payload: claims });
        const { payload, protectedHeader } = await jose.compactVerify(compact, jose.createLocalJWKSet(published));
        assert.equal(new TextDecoder().decode(payload), claims);
        assert.equal(protectedHeader.alg, alg);
    });

    test(`${alg}: keys verifies what jose signs, and not with another key or text`, async () => {
        const { privateKey, jwk } = await makePair(alg);
        const compact = await new jose.CompactSign(bytes).setProtectedHeader({ alg, kid: jwk.kid }).sign(privateKey);
        assert.deepEqual(await ask({ do: 'verify', alg, jwk, compact }), { payload: claims });
        const other = await makePair(alg);
        assert.ok((await ask({ do: 'verify', alg, jwk: other.jwk, compact })).error);
        const [header, , signature] = compact.split('.');
        assert.ok((await ask({ do: 'verify', alg, jwk, compact: `${header}.e30.${signature}` })).error);
    });
}

test('HS256: keys verifies what jose signs, and not with another secret', async () => {
    const secret = 'x'.repeat(32);
    const compact = await new jose.CompactSign(bytes)
        .setProtectedHeader({ alg: 'HS256' })
        .sign(new TextEncoder().encode(secret));
    assert.deepEqual(await ask({ do: 'verify_hmac', secret, compact }), { payload: claims });
    assert.ok((await ask({ do: 'verify_hmac', secret: 'y'.repeat(32), compact })).error);
});

for (const alg of managements)
    for (const enc of encryptions) {
        const curves = familyOf(alg) === 'EC' ? ['P-256', 'P-384'] : [undefined];
        for (const crv of curves)
            test(`${alg} and ${enc}${crv ? ` on ${crv}` : ''}: jose decrypts what keys encrypts`, async () => {
                const { privateKey, jwk } = await makePair(alg, crv ? { crv } : {});
                const { compact } = await ask({ do: 'encrypt', alg, enc, jwk, plaintext: claims });
                const { plaintext, protectedHeader } = await jose.compactDecrypt(compact, privateKey);
                assert.equal(new TextDecoder().decode(plaintext), claims);
                assert.deepEqual([protectedHeader.alg, protectedHeader.enc, protectedHeader.cty], [alg, enc, 'JWT']);
                assert.equal(protectedHeader.kid, jwk.kid);
            });

        test(`${alg} and ${enc}: keys decrypts what jose encrypts, and nothing changed`, async () => {
            const jwk = own('enc', familyOf(alg));
            const compact = await new jose.CompactEncrypt(bytes)
                .setProtectedHeader({ alg, enc, kid: jwk.kid })
                .encrypt(await jose.importJWK(jwk, alg));
            assert.deepEqual(await ask({ do: 'decrypt', compact }), { plaintext: claims });
            const parts = compact.split('.');
            const changed = Buffer.from(parts[3], 'base64url');
            changed[0] ^= 1;
            parts[3] = changed.toString('base64url');
            assert.deepEqual(await ask({ do: 'decrypt', compact: parts.join('.') }), { error: 'the JWE cannot be decrypted' });
        });
    }

for (const alg of managements.filter((each) => familyOf(each) === 'EC'))
    test(`${alg}: the parties jose names are taken into the agreement`, async () => {
        const jwk = own('enc', 'EC');
        const compact = await new jose.CompactEncrypt(bytes)
            .setProtectedHeader({ alg, enc: 'A128GCM' })
            .setKeyManagementParameters({ apu: new TextEncoder().encode('Portal'), apv: new TextEncoder().encode('Zugang') })
            .encrypt(await jose.importJWK(jwk, alg));
        assert.deepEqual(await ask({ do: 'decrypt', compact }), { plaintext: claims });
    });

test('a JWT signed by jose and encrypted by keys comes back nested', async () => {
    const signer = await makePair('ES256');
    const reader = await makePair('RSA-OAEP-256');
    const inner = await new jose.SignJWT({ sub: 'max' }).setProtectedHeader({ alg: 'ES256' }).sign(signer.privateKey);
    const { compact } = await ask({ do: 'encrypt', alg: 'RSA-OAEP-256', enc: 'A256GCM', jwk: reader.jwk, plaintext: inner });
    const { plaintext } = await jose.compactDecrypt(compact, reader.privateKey);
    const { payload } = await jose.jwtVerify(new TextDecoder().decode(plaintext), await jose.importJWK(signer.jwk, 'ES256'));
    assert.equal(payload.sub, 'max');
});
