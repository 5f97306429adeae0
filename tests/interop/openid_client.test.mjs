// npm's openid-client, a certified relying party, against everything it can ask for.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { CompactEncrypt, decodeJwt, importJWK, SignJWT } from 'jose';
import * as oidc from 'openid-client';
import { startStand } from '../support/stand.mjs';
import { answerTo, callback } from './people.mjs';
import { importClient, keyPair, publicJwk } from './clients.mjs';

let stand;
const [files, archive] = ['https://akten.example/', 'https://archiv.example/']; // resource servers

before(async () => {
    stand = await startStand({
        portal: false,
        config: {
            oidc: { implicit: true, dynamic_registration: 'open', request_uri: true, resources: [files, archive] },
        },
    });
    await stand.addDemoAccount();
});

after(() => stand?.stop());

const insecure = { execute: [oidc.allowInsecureRequests] }; // the stand has no TLS, and is on localhost

/** Registers a client and lets the library discover the provider for it; by its secret unless told otherwise. */
async function discover(metadata, authentication) {
    const client = await importClient(stand, metadata);
    const own = { ...metadata, client_id: client.client_id, client_secret: client.client_secret };
    const how = authentication ?? oidc.ClientSecretBasic(client.client_secret);
    const config = await oidc.discovery(new URL(stand.issuer), client.client_id, own, how, insecure);
    return { config, client };
}

/** One request with everything the library checks afterwards. */
async function newRequest(more = {}) {
    const pkceCodeVerifier = oidc.randomPKCECodeVerifier();
    const checks = { pkceCodeVerifier, expectedState: oidc.randomState(), expectedNonce: oidc.randomNonce() };
    const parameters = {
        ...{ redirect_uri: callback, scope: 'openid email profile offline_access' },
        ...{ code_challenge: await oidc.calculatePKCECodeChallenge(pkceCodeVerifier), code_challenge_method: 'S256' },
        ...{ state: checks.expectedState, nonce: checks.expectedNonce },
        ...more,
    };
    return { parameters, checks };
}

async function signIn(config, more = {}, options = undefined) {
    const { parameters, checks } = await newRequest(more);
    const answer = await answerTo(oidc.buildAuthorizationUrl(config, parameters));
    return oidc.authorizationCodeGrant(config, answer, checks, undefined, options);
}

test('code flow, userinfo, refresh, introspection, revocation', async () => {
    const { config } = await discover({});
    const tokens = await signIn(config);
    const { sub } = tokens.claims();
    const person = await oidc.fetchUserInfo(config, tokens.access_token, sub);
    assert.equal(person.email_verified, true);
    const fresh = await oidc.refreshTokenGrant(config, tokens.refresh_token);
    assert.equal(fresh.claims().sub, sub);
    assert.equal(fresh.claims().sid, tokens.claims().sid);
    assert.equal(fresh.claims().auth_time, tokens.claims().auth_time);
    const seen = await oidc.tokenIntrospection(config, fresh.access_token);
    assert.equal(seen.active, true);
    assert.equal(seen.sub, sub);
    await oidc.tokenRevocation(config, fresh.refresh_token);
    await assert.rejects(oidc.refreshTokenGrant(config, fresh.refresh_token), { error: 'invalid_grant' });
    assert.equal((await oidc.tokenIntrospection(config, fresh.access_token)).active, false);
});

for (const [name, authentication, metadata] of [
    ['client_secret_basic', (secret) => oidc.ClientSecretBasic(secret), {}],
    ['client_secret_post', (secret) => oidc.ClientSecretPost(secret), {}],
    ['client_secret_jwt', (secret) => oidc.ClientSecretJwt(secret), { token_endpoint_auth_signing_alg: 'HS256' }],
])
    test(`the client authenticates with ${name}`, async () => {
        const client = await importClient(stand, { ...metadata, token_endpoint_auth_method: name });
        const config = await oidc.discovery(
            ...[new URL(stand.issuer), client.client_id, client, authentication(client.client_secret), insecure],
        );
        assert.ok((await signIn(config)).id_token);
    });

for (const alg of ['ES256', 'PS256', 'RS256', 'EdDSA'])
    test(`the client authenticates with private_key_jwt and ${alg}`, async () => {
        const key = await keyPair(alg);
        const { config } = await discover(
            { token_endpoint_auth_method: 'private_key_jwt', jwks: { keys: [await publicJwk(key, alg)] } },
            oidc.PrivateKeyJwt({ key: key.privateKey, kid: alg }),
        );
        assert.ok((await signIn(config)).id_token);
    });

test('a pushed request, with DPoP-bound tokens', async () => {
    const { config } = await discover({ require_pushed_authorization_requests: true, dpop_bound_access_tokens: true });
    const DPoP = oidc.getDPoPHandle(config, await oidc.randomDPoPKeyPair('ES256'));
    const { parameters, checks } = await newRequest();
    const address = await oidc.buildAuthorizationUrlWithPAR(config, parameters, { DPoP });
    assert.deepEqual([...address.searchParams.keys()].sort(), ['client_id', 'request_uri']);
    const answer = await answerTo(address);
    const tokens = await oidc.authorizationCodeGrant(config, answer, checks, undefined, { DPoP });
    assert.equal(tokens.token_type, 'dpop');
    await oidc.fetchUserInfo(config, tokens.access_token, tokens.claims().sub, { DPoP });
    const fresh = await oidc.refreshTokenGrant(config, tokens.refresh_token, undefined, { DPoP });
    assert.equal(fresh.token_type, 'dpop');
    await assert.rejects(oidc.fetchUserInfo(config, fresh.access_token, tokens.claims().sub), { status: 401 });
});

test('a signed request object (JAR)', async () => {
    const key = await keyPair('ES256');
    const { config } = await discover({
        ...{ jwks: { keys: [await publicJwk(key, 'ES256')] }, request_object_signing_alg: 'ES256' },
        require_signed_request_object: true,
    });
    const { parameters, checks } = await newRequest();
    const signing = { key: key.privateKey, kid: 'ES256' };
    const address = await oidc.buildAuthorizationUrlWithJAR(config, parameters, signing);
    assert.ok((await oidc.authorizationCodeGrant(config, await answerTo(address), checks)).id_token);
});

test('a signed answer (JARM)', async () => {
    const { config } = await discover({ authorization_signed_response_alg: 'ES256' });
    oidc.useJwtResponseMode(config);
    const tokens = await signIn(config);
    assert.ok(tokens.id_token);
});

test('code id_token, with c_hash', async () => {
    const { config } = await discover({
        ...{ response_types: ['code id_token'], grant_types: ['authorization_code', 'implicit', 'refresh_token'] },
        redirect_uris: ['https://localhost:9/callback'],
    });
    oidc.useCodeIdTokenResponseType(config);
    const { parameters, checks } = await newRequest({ redirect_uri: 'https://localhost:9/callback' });
    const address = oidc.buildAuthorizationUrl(config, parameters);
    const answer = await answerTo(address, undefined, 'https://localhost:9/callback');
    assert.match(answer.hash, /id_token=/);
    assert.ok((await oidc.authorizationCodeGrant(config, answer, checks)).access_token);
});

test('id_token alone', async () => {
    const { config } = await discover({
        ...{ response_types: ['id_token'], grant_types: ['implicit'] },
        redirect_uris: ['https://localhost:9/callback'],
    });
    oidc.useIdTokenResponseType(config);
    const nonce = oidc.randomNonce();
    const address = oidc.buildAuthorizationUrl(config, {
        ...{ redirect_uri: 'https://localhost:9/callback', scope: 'openid email', nonce },
    });
    const answer = await answerTo(address, undefined, 'https://localhost:9/callback');
    const claims = await oidc.implicitAuthentication(config, answer, nonce);
    assert.ok(claims.email); // without an access token the claims of the scopes stand in the ID token
});

test('an ID token encrypted to the client', async () => {
    const key = await keyPair('RSA-OAEP-256');
    const { config } = await discover({
        ...{ id_token_encrypted_response_alg: 'RSA-OAEP-256', id_token_encrypted_response_enc: 'A256GCM' },
        jwks: { keys: [await publicJwk(key, 'RSA-OAEP-256', 'enc')] },
    });
    oidc.enableDecryptingResponses(config, ['A256GCM'], { key: key.privateKey, alg: 'RSA-OAEP-256', kid: 'RSA-OAEP-256' });
    const tokens = await signIn(config);
    assert.equal(tokens.id_token.split('.').length, 5);
    assert.ok(tokens.claims().sub);
});

test('userinfo as a signed JWT', async () => {
    const { config } = await discover({ userinfo_signed_response_alg: 'ES256' });
    const tokens = await signIn(config);
    const person = await oidc.fetchUserInfo(config, tokens.access_token, tokens.claims().sub);
    assert.ok(person.email);
});

test('claims asked for by name reach userinfo and ID token', async () => {
    const { config } = await discover({});
    const claims = JSON.stringify({ userinfo: { email: { essential: true } }, id_token: { email: null, acr: null } });
    const tokens = await signIn(config, { scope: 'openid', claims });
    assert.ok(tokens.claims().email);
    const person = await oidc.fetchUserInfo(config, tokens.access_token, tokens.claims().sub);
    assert.ok(person.email);
    assert.equal(person.name, undefined);
});

test('pairwise subjects differ between sectors and agree within one client', async () => {
    const pairwise = { subject_type: 'pairwise' };
    const [first, second] = await Promise.all([
        discover({ ...pairwise, redirect_uris: [callback] }),
        discover({ ...pairwise, redirect_uris: ['http://127.0.0.1:9/callback'] }),
    ]);
    const own = (await signIn(first.config)).claims().sub;
    assert.equal((await signIn(first.config)).claims().sub, own);
    const { parameters, checks } = await newRequest({ redirect_uri: 'http://127.0.0.1:9/callback' });
    const address = oidc.buildAuthorizationUrl(second.config, parameters);
    const answer = await answerTo(address, undefined, 'http://127.0.0.1:9/callback');
    const other = (await oidc.authorizationCodeGrant(second.config, answer, checks)).claims().sub;
    assert.notEqual(other, own);
});

test('client credentials', async () => {
    const { config } = await discover({ grant_types: ['client_credentials'], redirect_uris: [], response_types: [] });
    const tokens = await oidc.clientCredentialsGrant(config);
    assert.ok(tokens.access_token);
    assert.equal(tokens.refresh_token, undefined);
});

test('token exchange: a resource server asks another in the name of the person', async () => {
    const { config } = await discover({});
    const { config: service } = await discover({
        ...{ client_id: files, grant_types: ['urn:ietf:params:oauth:grant-type:token-exchange'] },
        ...{ redirect_uris: [], response_types: [], zugang_exchange_resources: [archive] },
    });
    const type = 'urn:ietf:params:oauth:token-type:access_token';
    const exchange = (token, more) =>
        oidc.genericGrantRequest(service, 'urn:ietf:params:oauth:grant-type:token-exchange', {
            ...{ subject_token: token, subject_token_type: type, resource: archive, scope: 'email', ...more },
        });
    const { parameters, checks } = await newRequest({ resource: files });
    const answer = await answerTo(oidc.buildAuthorizationUrl(config, parameters));
    const tokens = await oidc.authorizationCodeGrant(config, answer, checks, { resource: files });
    const exchanged = await exchange(tokens.access_token);
    assert.equal(exchanged.issued_token_type, type);
    assert.equal(exchanged.refresh_token, undefined);
    const [former, claims] = [decodeJwt(tokens.access_token), decodeJwt(exchanged.access_token)];
    assert.deepEqual([claims.sub, claims.aud, claims.scope], [former.sub, archive, 'email']);
    assert.deepEqual([claims.client_id, claims.act], [files, { sub: files }]);
    assert.ok(claims.exp <= former.exp);
    await assert.rejects(exchange(tokens.access_token, { resource: stand.issuer }), { error: 'invalid_target' });
    await assert.rejects(exchange(tokens.access_token, { scope: 'customer' }), { error: 'invalid_scope' });
    const unnamed = await signIn(config); // came to nobody but this server
    await assert.rejects(exchange(unnamed.access_token), { error: 'invalid_request' });
    await oidc.tokenRevocation(config, tokens.refresh_token);
    assert.equal((await oidc.tokenIntrospection(service, exchanged.access_token)).active, false); // one grant
    await assert.rejects(exchange(tokens.access_token), { error: 'invalid_request' });
});

test('dynamic registration', async () => {
    const metadata = { redirect_uris: [callback], client_name: 'Angemeldet', token_endpoint_auth_method: 'client_secret_post' };
    const options = { ...insecure };
    const config = await oidc.dynamicClientRegistration(new URL(stand.issuer), metadata, undefined, options);
    const { client_id } = config.clientMetadata();
    assert.ok(client_id);
    const { parameters } = await newRequest();
    const address = oidc.buildAuthorizationUrl(config, parameters);
    assert.match(String(address), new RegExp(`client_id=${encodeURIComponent(client_id)}`));
});

for (const [kty, alg] of [['EC', 'ECDH-ES'], ['EC', 'ECDH-ES+A256KW'], ['RSA', 'RSA-OAEP-256'], ['RSA', 'RSA-OAEP']])
    test(`a request object signed and then encrypted by jose with ${alg}`, async () => {
        const key = await keyPair('ES256');
        const { config, client } = await discover({
            ...{ jwks: { keys: [await publicJwk(key, 'ES256')] }, request_object_signing_alg: 'ES256' },
        });
        const { parameters, checks } = await newRequest();
        const signed = await new SignJWT({ ...parameters, client_id: client.client_id, response_type: 'code' })
            .setProtectedHeader({ alg: 'ES256', kid: 'ES256', typ: 'oauth-authz-req+jwt' })
            .setIssuer(client.client_id)
            .setAudience(stand.issuer)
            .setIssuedAt()
            .setExpirationTime('5 minutes')
            .sign(key.privateKey);
        const { keys } = await (await fetch(config.serverMetadata().jwks_uri)).json();
        const own = keys.find((one) => one.use === 'enc' && one.kty === kty);
        const request = await new CompactEncrypt(new TextEncoder().encode(signed))
            .setProtectedHeader({ alg, enc: 'A256GCM', kid: own.kid, cty: 'JWT' })
            .encrypt(await importJWK(own, alg));
        const address = new URL(config.serverMetadata().authorization_endpoint);
        address.search = new URLSearchParams({ client_id: client.client_id, request });
        assert.ok((await oidc.authorizationCodeGrant(config, await answerTo(address), checks)).id_token);
    });
