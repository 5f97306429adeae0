// npm's oauth4webapi, request by request: the FAPI 2.0 profile (pushed requests, private_key_jwt, DPoP, signed answers),
// token exchange, the device grant, and introspection as a JWT.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import * as oauth from 'oauth4webapi';
import { HttpVisitor, pageName } from '../support/http_visitor.mjs';
import { demo, startStand } from '../support/stand.mjs';
import { importClient, keyPair, publicJwk } from './clients.mjs';
import { answerTo } from './people.mjs';

let stand, server;
const callback = 'https://localhost:9/callback';
const plain = { [oauth.allowInsecureRequests]: true }; // the stand has no TLS, and is on localhost

before(async () => {
    stand = await startStand({ portal: false });
    await stand.addDemoAccount();
    const issuer = new URL(stand.issuer);
    server = await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, plain));
});

after(() => stand?.stop());

/** A client that authenticates with a key of its own. */
async function keyClient(metadata) {
    const key = await keyPair('ES256');
    const jwks = { keys: [await publicJwk(key, 'ES256')] };
    const client = await importClient(stand, {
        ...{ token_endpoint_auth_method: 'private_key_jwt', jwks, redirect_uris: [callback] },
        ...metadata,
    });
    return { client, authentication: oauth.PrivateKeyJwt({ key: key.privateKey, kid: 'ES256' }) };
}

test('a FAPI 2.0 client: pushed request, DPoP, signed answer', async () => {
    const { client, authentication } = await keyClient({
        ...{ zugang_profile: 'fapi2', require_pushed_authorization_requests: true, dpop_bound_access_tokens: true },
        authorization_signed_response_alg: 'ES256',
    });
    const DPoP = oauth.DPoP(client, await oauth.generateKeyPair('ES256', { extractable: true }));
    const verifier = oauth.generateRandomCodeVerifier();
    const [state, nonce] = [oauth.generateRandomState(), oauth.generateRandomNonce()];
    const parameters = {
        ...{ response_type: 'code', response_mode: 'jwt', redirect_uri: callback, scope: 'openid email offline_access' },
        ...{ state, nonce, code_challenge: await oauth.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256' },
    };
    const push = () => oauth.pushedAuthorizationRequest(server, client, authentication, parameters, { ...plain, DPoP });
    const pushed = await twice(push, (answer) => oauth.processPushedAuthorizationResponse(server, client, answer));
    assert.ok(pushed.expires_in <= 90);
    const address = new URL(server.authorization_endpoint);
    address.search = new URLSearchParams({ client_id: client.client_id, request_uri: pushed.request_uri });
    const answer = await answerTo(address, undefined, callback);
    assert.deepEqual([...answer.searchParams.keys()], ['response']);
    const checked = await oauth.validateJwtAuthResponse(server, client, answer, state, plain);
    const redeem = () =>
        oauth.authorizationCodeGrantRequest(server, client, authentication, checked, callback, verifier, { ...plain, DPoP });
    const tokens = await twice(redeem, (response) =>
        oauth.processAuthorizationCodeResponse(server, client, response, { expectedNonce: nonce, requireIdToken: true }),
    );
    assert.equal(tokens.token_type, 'dpop');
    const ask = () => oauth.userInfoRequest(server, client, tokens.access_token, { ...plain, DPoP });
    const { sub } = oauth.getValidatedIdTokenClaims(tokens);
    const person = await twice(ask, (response) => oauth.processUserInfoResponse(server, client, sub, response));
    assert.equal(person.email, demo.email);
    // FAPI 2.0: refresh tokens of confidential, sender-constrained clients are not rotated.
    const renew = () =>
        oauth.refreshTokenGrantRequest(server, client, authentication, tokens.refresh_token, { ...plain, DPoP });
    const renewed = await twice(renew, (response) => oauth.processRefreshTokenResponse(server, client, response));
    assert.ok(renewed.access_token);
    assert.ok(renewed.refresh_token === undefined || renewed.refresh_token === tokens.refresh_token);
});

/** Asks again with the nonce the server told, as RFC 9449 §8 wants it. */
async function twice(send, read) {
    try {
        return await read(await send());
    } catch (error) {
        if (!oauth.isDPoPNonceError(error)) throw error;
        return read(await send());
    }
}

async function clientToken(client, authentication, more = {}) {
    const response = await oauth.clientCredentialsGrantRequest(server, client, authentication, more, plain);
    return oauth.processClientCredentialsResponse(server, client, response);
}

test('client credentials, and introspection as a signed JWT', async () => {
    const { client, authentication } = await keyClient({
        ...{ grant_types: ['client_credentials'], redirect_uris: [], response_types: [] },
        introspection_signed_response_alg: 'ES256',
    });
    const { access_token } = await clientToken(client, authentication);
    const asking = { ...plain, requestJwtResponse: true };
    const response = await oauth.introspectionRequest(server, client, authentication, access_token, asking);
    assert.match(response.headers.get('content-type'), /application\/token-introspection\+jwt/);
    const seen = await oauth.processIntrospectionResponse(server, client, response);
    assert.equal(seen.active, true);
    assert.equal(seen.client_id, client.client_id);
});

test('a revoked token is not active any more', async () => {
    const { client, authentication } = await keyClient({
        ...{ grant_types: ['client_credentials'], redirect_uris: [], response_types: [] },
    });
    const { access_token } = await clientToken(client, authentication);
    const revoked = await oauth.revocationRequest(server, client, authentication, access_token, plain);
    await oauth.processRevocationResponse(revoked);
    const response = await oauth.introspectionRequest(server, client, authentication, access_token, plain);
    assert.equal((await oauth.processIntrospectionResponse(server, client, response)).active, false);
});

test('the device grant: code typed in groups, allowed, redeemed once', async () => {
    const client = await importClient(stand, {
        ...{ token_endpoint_auth_method: 'none', zugang_type: 'native', redirect_uris: [], response_types: [] },
        ...{ grant_types: ['urn:ietf:params:oauth:grant-type:device_code'], scope: 'openid email' },
    });
    const none = oauth.None();
    const scope = { scope: 'openid email' };
    const asked = await oauth.deviceAuthorizationRequest(server, client, none, scope, plain);
    const device = await oauth.processDeviceAuthorizationResponse(server, client, asked);
    const poll = async () => {
        const response = await oauth.deviceCodeGrantRequest(server, client, none, device.device_code, plain);
        return oauth.processDeviceCodeResponse(server, client, response);
    };
    await assert.rejects(poll(), { error: 'authorization_pending' });
    await allowDevice(device.verification_uri, device.user_code);
    stand.moveClock(10); // past the interval
    const tokens = await poll();
    assert.ok(oauth.getValidatedIdTokenClaims(tokens).sub);
    stand.moveClock(20);
    await assert.rejects(poll(), (error) => ['invalid_grant', 'expired_token'].includes(error.error));
});

/** What a person does with the code: opens the page, types it, signs in, allows. */
async function allowDevice(address, code) {
    const visitor = new HttpVisitor();
    let page = await visitor.get(address);
    for (let steps = 0; steps < 6; steps += 1) {
        if (page.text.includes('name="password"'))
            page = await visitor.submit(page, 'password', { username: demo.username, password: demo.password });
        else if (page.text.includes('name="decision"')) return visitor.submit(page, 'decision', { decision: 'allow' });
        else page = await visitor.submit(page, 'user_code', { user_code: code });
    }
    throw new Error(`the code was never asked to be allowed, last page ${pageName(page)}`);
}
