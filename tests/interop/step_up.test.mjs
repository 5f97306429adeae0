// Stronger and fresher sign-ins inside a running session (OIDC Core §5.5.1.1, RFC 9470), with npm's openid-client.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import * as oidc from 'openid-client';
import { HttpVisitor, pageName } from '../support/http_visitor.mjs';
import { demo, startStand } from '../support/stand.mjs';
import { importClient } from './clients.mjs';
import { answerTo, callback, setUpApp } from './people.mjs';

const [passwordLevel, mfaLevel] = ['urn:zugang:acr:password', 'urn:zugang:acr:mfa'];
const foreignLevel = 'urn:example:acr:elsewhere';
const essential = (...values) => ({ claims: JSON.stringify({ id_token: { acr: { essential: true, values } } }) });
const typed = { username: demo.username, password: demo.password };
let stand, config;

before(async () => {
    stand = await startStand({ portal: false });
    await stand.addDemoAccount();
    const client = await importClient(stand, {});
    const how = [oidc.ClientSecretBasic(client.client_secret), { execute: [oidc.allowInsecureRequests] }];
    config = await oidc.discovery(new URL(stand.issuer), client.client_id, client, ...how);
});

after(() => stand?.stop());

async function newRequest(more) {
    const pkceCodeVerifier = oidc.randomPKCECodeVerifier();
    const checks = { pkceCodeVerifier, expectedState: oidc.randomState(), expectedNonce: oidc.randomNonce() };
    const address = oidc.buildAuthorizationUrl(config, {
        ...{ redirect_uri: callback, scope: 'openid', state: checks.expectedState, nonce: checks.expectedNonce },
        ...{ code_challenge: await oidc.calculatePKCECodeChallenge(pkceCodeVerifier), code_challenge_method: 'S256' },
        ...more,
    });
    return { address: address.href, checks };
}

/** The ID token's claims, once the library is content with the answer. */
async function claimsOf({ address }, checks) {
    return (await oidc.authorizationCodeGrant(config, new URL(address), checks)).claims();
}

function assertProved(claims, level) {
    assert.equal(claims.acr, level);
    assert.deepEqual(claims.amr, level === mfaLevel ? ['pwd', 'otp', 'mfa'] : ['pwd']);
}

test('the metadata names the levels', () => {
    assert.deepEqual(config.serverMetadata().acr_values_supported, [passwordLevel, mfaLevel, 'phr', 'phrh']);
});

test('a level nobody reaches here: wished for it is answered honestly, demanded it is refused', async () => {
    const visitor = new HttpVisitor();
    const wish = await newRequest({ acr_values: foreignLevel });
    assertProved(await claimsOf({ address: (await answerTo(wish.address, visitor)).href }, wish.checks), passwordLevel);
    const demand = await newRequest(essential(foreignLevel));
    const refused = await visitor.get(demand.address, callback);
    await assert.rejects(claimsOf(refused, demand.checks), { error: 'unmet_authentication_requirements' });
});

test('a session of a password alone is asked for what is missing, and nothing else', async () => {
    const [visitor, elsewhere] = [new HttpVisitor(), new HttpVisitor()];
    for (const somebody of [visitor, elsewhere]) {
        const plain = await newRequest({});
        const answer = await answerTo(plain.address, somebody);
        assertProved(await claimsOf({ address: answer.href }, plain.checks), passwordLevel);
    }

    const first = await newRequest(essential(foreignLevel, mfaLevel));
    const notice = await visitor.get(first.address, callback);
    assert.equal(pageName(notice), 'choose-factor');
    const { app, answer } = await setUpApp(visitor, notice);
    assertProved(await claimsOf(answer, first.checks), mfaLevel);

    stand.moveClock(60); // its first code is used up
    const second = await newRequest({ acr_values: mfaLevel });
    const asked = await elsewhere.get(second.address, callback);
    assert.equal(pageName(asked), 'totp', 'the password was proved in that session');
    const done = await elsewhere.submit(asked, 'code', { code: app.code(60) }, callback);
    assertProved(await claimsOf(done, second.checks), mfaLevel);

    stand.moveClock(120);
    const fresh = await newRequest({ max_age: '30' });
    const login = await elsewhere.get(fresh.address, callback);
    assert.equal(pageName(login), 'login');
    const code = await elsewhere.submit(login, 'password', typed, callback);
    assert.equal(pageName(code), 'totp');
    const again = await claimsOf(await elsewhere.submit(code, 'code', { code: app.code(120) }, callback), fresh.checks);
    assertProved(again, mfaLevel);
    assert.ok(again.auth_time > Date.now() / 1000 + 100, 'the age counts from this sign-in');
});
