// npm's @openid/appauth, the library of native apps: loopback redirect on a free port (RFC 8252), PKCE, refresh, revocation.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import appauth from '@openid/appauth';
import { NodeCrypto } from '@openid/appauth/built/node_support/crypto_utils.js';
import { startStand } from '../support/stand.mjs';
import { importClient } from './clients.mjs';
import { answerTo } from './people.mjs';

let stand, configuration, client;

before(async () => {
    stand = await startStand({ portal: false });
    await stand.addDemoAccount();
    client = await importClient(stand, {
        ...{ token_endpoint_auth_method: 'none', zugang_type: 'native', application_type: 'native' },
        redirect_uris: ['http://127.0.0.1/callback', 'com.example.jobcenter:/callback', 'https://app.example/callback'],
    });
    configuration = await appauth.AuthorizationServiceConfiguration.fetchFromIssuer(stand.issuer, new FetchRequestor());
});

after(() => stand?.stop());

class FetchRequestor extends appauth.Requestor {
    async xhr({ url, method, headers, data }) {
        const response = await fetch(url, { method, headers, body: data });
        const text = await response.text();
        if (!response.ok) throw new appauth.AppAuthError(`${response.status}`, text);
        return text === '' ? {} : JSON.parse(text);
    }
}

// The library's own handlers open a browser and listen on a port; here the person is the test itself.
async function signIn(redirect_uri) {
    const handler = new AddressMaker();
    const request = new appauth.AuthorizationRequest(
        {
            ...{ client_id: client.client_id, redirect_uri, scope: 'openid offline_access' },
            ...{ response_type: appauth.AuthorizationRequest.RESPONSE_TYPE_CODE, state: randomBytes(16).toString('hex') },
        },
        handler.crypto,
    );
    await request.setupCodeVerifier();
    const answer = await answerTo(handler.buildRequestUrl(configuration, request), undefined, redirect_uri);
    assert.equal(answer.searchParams.get('state'), request.state);
    return requestTokens({
        ...{ grant_type: appauth.GRANT_TYPE_AUTHORIZATION_CODE, redirect_uri },
        ...{ code: answer.searchParams.get('code'), extras: { code_verifier: request.internal.code_verifier } },
    });
}

/** Makes the address as the library's handlers do. */
class AddressMaker extends appauth.AuthorizationRequestHandler {
    constructor() {
        super(new appauth.BasicQueryStringUtils(), new NodeCrypto());
    }
}

function requestTokens(parameters) {
    const request = new appauth.TokenRequest({ client_id: client.client_id, ...parameters });
    return new appauth.BaseTokenRequestHandler(new FetchRequestor()).performTokenRequest(configuration, request);
}

for (const redirect of ['http://127.0.0.1:49152/callback', 'com.example.jobcenter:/callback', 'https://app.example/callback'])
    test(`an app signs in, its answer sent to ${redirect}`, async () => {
        const tokens = await signIn(redirect);
        assert.ok(tokens.idToken);
        assert.ok(tokens.refreshToken);
    });

test('the app refreshes, and revokes when the person signs out of it', async () => {
    const first = await signIn('http://127.0.0.1:50000/callback');
    const refresh = { grant_type: appauth.GRANT_TYPE_REFRESH_TOKEN, redirect_uri: '' };
    const second = await requestTokens({ ...refresh, refresh_token: first.refreshToken });
    assert.notEqual(second.refreshToken, first.refreshToken);
    const revocation = new appauth.RevokeTokenRequest({
        ...{ token: second.refreshToken, token_type_hint: 'refresh_token', client_id: client.client_id },
    });
    await new appauth.BaseTokenRequestHandler(new FetchRequestor()).performRevokeTokenRequest(configuration, revocation);
    await assert.rejects(requestTokens({ ...refresh, refresh_token: second.refreshToken }), (error) => error.message === '400');
});
