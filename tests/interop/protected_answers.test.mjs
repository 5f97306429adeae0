// Answers for one client alone, in foreign eyes: npm's jose decrypts and verifies what the client registered.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { compactDecrypt, createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import { startStand } from '../support/stand.mjs';
import { importClient, keyPair, publicJwk } from './clients.mjs';
import { callToken, obtainTokens } from './client.mjs';
import { answerTo, callback } from './people.mjs';

let stand, metadata;

before(async () => {
    stand = await startStand({ portal: false });
    await stand.addDemoAccount();
    metadata = await (await fetch(`${stand.issuer}/.well-known/openid-configuration`)).json();
});

after(() => stand?.stop());

const answers = ['id_token', 'userinfo', 'introspection', 'authorization'];
const kinds = [
    { alg: 'RSA-OAEP', enc: 'A128CBC-HS256', sign: 'RS256' },
    { alg: 'RSA-OAEP-256', enc: 'A256GCM', sign: 'ES256' },
    { alg: 'ECDH-ES', enc: 'A128GCM', sign: 'ES256' },
    { alg: 'ECDH-ES+A128KW', enc: 'A256CBC-HS512', sign: 'EdDSA' },
    { alg: 'ECDH-ES+A256KW', enc: 'A256GCM', sign: 'ES256' },
];

/** A client that wants everything signed with `sign` and encrypted to a key of its own. */
async function shieldedClient({ alg, enc, sign }) {
    const key = await keyPair(alg);
    const wishes = answers.flatMap((name) => [
        [`${name}_signed_response_alg`, sign],
        [`${name}_encrypted_response_alg`, alg],
        [`${name}_encrypted_response_enc`, enc],
    ]);
    const registered = { ...Object.fromEntries(wishes), jwks: { keys: [await publicJwk(key, alg, 'enc')] } };
    const client = await importClient(stand, registered);
    return { ...client, metadata, key: key.privateKey, kind: { alg, enc, sign } };
}

/** The claims in a JWE around a JWS of ours, both checked. */
async function opened(jwe, client, expected = {}) {
    const { plaintext, protectedHeader } = await compactDecrypt(jwe, client.key);
    assert.equal(protectedHeader.alg, client.kind.alg);
    assert.equal(protectedHeader.enc, client.kind.enc);
    assert.equal(protectedHeader.kid, client.kind.alg);
    assert.equal(protectedHeader.cty, 'JWT');
    const jws = new TextDecoder().decode(plaintext);
    const keys = createRemoteJWKSet(new URL(metadata.jwks_uri));
    const options = { issuer: stand.issuer, audience: client.client_id, algorithms: [client.kind.sign], ...expected };
    return (await jwtVerify(jws, keys, options)).payload;
}

function introspect(client, token) {
    const name = `${client.client_id}:${client.client_secret}`;
    return fetch(metadata.introspection_endpoint, {
        method: 'POST',
        headers: {
            Authorization: `Basic ${Buffer.from(name).toString('base64')}`,
            Accept: 'application/token-introspection+jwt',
        },
        body: new URLSearchParams({ token }),
    });
}

for (const kind of kinds)
    test(`${kind.alg} and ${kind.enc} around ${kind.sign}: ID token, userinfo, introspection`, async () => {
        const client = await shieldedClient(kind);
        const tokens = await obtainTokens(client);
        const person = await opened(tokens.id_token, client, { requiredClaims: ['sub', 'iat', 'exp', 'auth_time', 'sid'] });
        assert.equal(person.nonce, tokens.nonce);

        const authorization = { headers: { Authorization: `Bearer ${tokens.access_token}` } };
        const info = await fetch(metadata.userinfo_endpoint, authorization);
        assert.equal(info.headers.get('content-type'), 'application/jwt');
        const claims = await opened(await info.text(), client);
        assert.equal(claims.sub, person.sub);
        assert.equal(claims.email_verified, true);

        const answer = await introspect(client, tokens.access_token);
        assert.equal(answer.headers.get('content-type'), 'application/token-introspection+jwt');
        const told = await opened(await answer.text(), client, { typ: 'token-introspection+jwt' });
        assert.equal(told.token_introspection.active, true);
        assert.equal(told.token_introspection.sub, person.sub);

        const fresh = await callToken(client, { grant_type: 'refresh_token', refresh_token: tokens.refresh_token });
        assert.equal((await opened(fresh.id_token, client)).sid, person.sid);
    });

test('a response in a JWT (JARM), signed and encrypted', async () => {
    const client = await shieldedClient(kinds[1]);
    const request = new URL(metadata.authorization_endpoint);
    request.search = new URLSearchParams({
        ...{ response_type: 'code', client_id: client.client_id, redirect_uri: callback, scope: 'openid' },
        ...{ state: 'a state', response_mode: 'jwt', code_challenge_method: 'S256' },
        code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    });
    const answer = await answerTo(request);
    assert.deepEqual([...answer.searchParams.keys()], ['response']);
    const response = await opened(answer.searchParams.get('response'), client, { requiredClaims: ['exp'] });
    assert.equal(response.state, 'a state');
    assert.match(response.code, /^zgc_/);
});

test('signed alone, userinfo and introspection are plain JWS', async () => {
    const client = { ...(await importClient(stand, { userinfo_signed_response_alg: 'ES256' })), metadata };
    const tokens = await obtainTokens(client);
    const keys = createRemoteJWKSet(new URL(metadata.jwks_uri));
    const expected = { issuer: stand.issuer, audience: client.client_id };
    const authorization = { headers: { Authorization: `Bearer ${tokens.access_token}` } };
    const info = await (await fetch(metadata.userinfo_endpoint, authorization)).text();
    assert.equal((await jwtVerify(info, keys, expected)).payload.email_verified, true);
    assert.equal(decodeProtectedHeader(info).typ, undefined); // or it would pass for an ID token
    const told = await (await introspect(client, tokens.access_token)).text();
    const { payload } = await jwtVerify(told, keys, { ...expected, typ: 'token-introspection+jwt' });
    assert.equal(payload.token_introspection.client_id, client.client_id);
});
