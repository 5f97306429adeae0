// Tokens in foreign eyes: npm's jose verifies ours against the published keys.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createRemoteJWKSet, decodeProtectedHeader, errors, jwtVerify } from 'jose';
import { startStand } from '../support/stand.mjs';
import { callToken, makeClient, obtainTokens } from './client.mjs';

let stand, client, tokens;

before(async () => {
    stand = await startStand({ portal: false });
    await stand.addDemoAccount();
    client = await makeClient(stand, 'verifier');
    tokens = await obtainTokens(client);
});

after(() => stand?.stop());

// A new set each time: it holds the keys it has fetched.
const keys = () => createRemoteJWKSet(new URL(client.metadata.jwks_uri));

test('the ID token verifies, with issuer, audience, nonce and times', async () => {
    const { payload, protectedHeader } = await jwtVerify(tokens.id_token, keys(), {
        ...{ issuer: stand.issuer, audience: client.client_id, algorithms: client.metadata.id_token_signing_alg_values_supported },
        requiredClaims: ['sub', 'iat', 'exp', 'auth_time', 'sid'],
        maxTokenAge: '1 minute',
    });
    assert.ok(protectedHeader.kid);
    assert.equal(payload.nonce, tokens.nonce);
});

test('the access token verifies as RFC 9068 wants it', async () => {
    const { payload } = await jwtVerify(tokens.access_token, keys(), {
        ...{ issuer: stand.issuer, typ: 'at+jwt' },
        requiredClaims: ['sub', 'aud', 'client_id', 'iat', 'exp', 'jti'],
    });
    assert.equal(payload.client_id, client.client_id);
});

test('a token changed in one place does not verify', async () => {
    for (const token of [tokens.id_token, tokens.access_token]) {
        const [header, payload, signature] = token.split('.');
        const claims = JSON.parse(Buffer.from(payload, 'base64url'));
        const changed = Buffer.from(JSON.stringify({ ...claims, sub: 'somebody-else' })).toString('base64url');
        await assert.rejects(jwtVerify(`${header}.${changed}.${signature}`, keys()), errors.JWSSignatureVerificationFailed);
    }
});

test('the published keys are public and have distinct names', async () => {
    const { keys: published } = await (await fetch(client.metadata.jwks_uri)).json();
    for (const key of published)
        for (const secret of ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k', 'oth']) assert.ok(!(secret in key), `${secret} in ${key.kid}`);
    assert.equal(new Set(published.map((key) => key.kid)).size, published.length);
});

test('a refreshed ID token keeps subject and time of sign-in', async () => {
    const refreshed = await callToken(client, { grant_type: 'refresh_token', refresh_token: tokens.refresh_token });
    assert.notEqual(refreshed.refresh_token, tokens.refresh_token);
    const options = { issuer: stand.issuer, audience: client.client_id };
    const { payload: before } = await jwtVerify(tokens.id_token, keys(), options);
    const { payload: now } = await jwtVerify(refreshed.id_token, keys(), options);
    assert.equal(now.sub, before.sub);
    assert.equal(now.auth_time, before.auth_time);
});

test('userinfo speaks of the same person as the ID token', async () => {
    const { payload } = await jwtVerify(tokens.id_token, keys());
    const response = await fetch(client.metadata.userinfo_endpoint, {
        headers: { Authorization: `Bearer ${(await obtainTokens(client)).access_token}` },
    });
    assert.equal((await response.json()).sub, payload.sub);
});

test('after a rotation new tokens carry another key, and old ones still verify', async () => {
    await stand.zugang(['key', 'rotate', '--now']);
    await stand.idp.stop();
    await stand.idp.start();
    const fresh = await obtainTokens(client);
    assert.notEqual(decodeProtectedHeader(fresh.id_token).kid, decodeProtectedHeader(tokens.id_token).kid);
    for (const token of [fresh.id_token, tokens.id_token]) await jwtVerify(token, keys(), { issuer: stand.issuer });
});
