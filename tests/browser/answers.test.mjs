// Answers: what reaches a client, and how, in a real browser: tokens in a fragment, a form, a JWT; and what a person is
// asked before.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { jwtVerify, createRemoteJWKSet } from 'jose';
import { demo } from '../support/stand.mjs';
import { takePictures } from './browser.mjs';
import { setScene } from './scene.mjs';
import { expectPage, signIn } from './steps.mjs';

const resource = 'https://dienst.example/antraege';
const scene = setScene({
    demoAccount: true,
    portal: false,
    config: { oidc: { implicit: true, resources: [resource], authorization_details_types: ['antrag'] } },
});
const challenge = 'x'.repeat(43);
const types = ['code', 'id_token', 'id_token token', 'code id_token', 'code token', 'code id_token token'];

/** The client: a page behind https, which the browser is given without a network; it keeps what was posted to it. */
const client = { address: 'https://dienst.example/callback', posted: [] };
let registered;

/** A person with a browser, once the clients are there (hooks of one file do not wait for one another). */
async function visit(options) {
    registered ??= addClients();
    await registered;
    const visitor = await scene.visit(options);
    const devtools = await visitor.context.newCDPSession(visitor.page); // its Fetch sees redirects too, unlike route()
    await devtools.send('Fetch.enable', { patterns: [{ urlPattern: 'https://dienst.example/*' }] });
    devtools.on('Fetch.requestPaused', ({ requestId, request: asked }) => {
        if (asked.method === 'POST') client.posted.push(Object.fromEntries(new URLSearchParams(asked.postData)));
        const body = btoa('<!doctype html><title>Dienst</title><main data-page="client">Dienst');
        const responseHeaders = [{ name: 'Content-Type', value: 'text/html' }];
        devtools.send('Fetch.fulfillRequest', { requestId, responseCode: 200, responseHeaders, body }).catch(unlessGone);
    });
    return visitor;
}

/** A request still paused when its page was closed (the browser looks for an icon by itself) needs no answer. */
function unlessGone(error) {
    if (!error.message.includes('has been closed')) throw error;
}

async function addClients() {
    await scene.stand.zugang(['client', 'import', '-'], { input: JSON.stringify([metadata('dienst'), metadata('trusted', true)]) });
    await scene.stand.addClient('app', [
        ...['--type', 'native', '--auth', 'none', '--name', 'App', '--trusted', '--scope', 'openid'],
        ...['--redirect-uri', 'com.example.app:/callback'],
    ]);
}

function metadata(id, trusted = false) {
    return {
        ...{ client_id: id, client_name: 'Antragsdienst', redirect_uris: [client.address], zugang_trusted: trusted },
        ...{ scope: 'openid email profile', response_types: types, grant_types: ['authorization_code', 'implicit'] },
        ...{ token_endpoint_auth_method: 'none', application_type: 'web', authorization_details_types: ['antrag'] },
    };
}

function request(changes) {
    const parameters = {
        ...{ client_id: 'trusted', redirect_uri: client.address, response_type: 'code', scope: 'openid email' },
        ...{ state: 'Grüße', nonce: 'n-1', code_challenge: challenge, code_challenge_method: 'S256', ...changes },
    };
    return `${scene.stand.issuer}/oauth2/authorize?${new URLSearchParams(parameters)}`;
}

async function verified(jwt) {
    const keys = createRemoteJWKSet(new URL(`${scene.stand.issuer}/oauth2/jwks`));
    return (await jwtVerify(jwt, keys, { issuer: scene.stand.issuer, audience: 'trusted' })).payload;
}

const inFragment = (page) => Object.fromEntries(new URLSearchParams(new URL(page.url()).hash.slice(1)));
const inQuery = (page) => Object.fromEntries(new URL(page.url()).searchParams);

test('consent names scopes, single claims, deeds and resources; what was allowed is remembered, deeds are not', async () => {
    const { page } = await visit();
    const claims = JSON.stringify({ userinfo: { given_name: null, birthdate: { essential: true } } });
    const details = [{ type: 'antrag', actions: ['lesen', 'ändern'], betrag: { euro: '123,50' }, '<b>': '<script>x</script>' }];
    const wishes = { client_id: 'dienst', claims, resource };
    await page.goto(request({ ...wishes, authorization_details: JSON.stringify(details) }));
    await signIn(page, demo.username, demo.password);
    await expectPage(page, 'consent');
    await takePictures(page, 'consent-details');
    const text = await page.innerText('main');
    for (const part of ['E-Mail-Adresse', 'Vornamen', 'Geburtsdatum', 'antrag', 'lesen', 'ändern', '123,50', '<script>x</script>', resource])
        assert.ok(text.includes(part), `${part} is shown`);
    await page.click('[name="decision"][value="allow"]');
    await expectPage(page, 'client');
    assert.match(inQuery(page).code, /^zgc_/);

    await page.goto(request(wishes));
    await expectPage(page, 'client'); // remembered
    await page.goto(request({ ...wishes, claims: JSON.stringify({ userinfo: { family_name: null } }) }));
    await expectPage(page, 'consent'); // one claim more
    await page.goto(request({ ...wishes, authorization_details: JSON.stringify(details) }));
    await expectPage(page, 'consent'); // a deed is allowed each time
    await page.click('[name="decision"][value="deny"]');
    await expectPage(page, 'client');
    assert.equal(inQuery(page).error, 'access_denied');
});

for (const javaScript of [true, false]) {
    const how = javaScript ? 'with JavaScript' : 'without JavaScript';

    test(`after a sign-in tokens arrive in the fragment, a form or a JWT, ${how}`, async () => {
        const { page } = await visit({ javaScript });
        await page.goto(request({ response_type: 'code id_token token' }));
        await signIn(page, demo.username, demo.password);
        await expectPage(page, 'client');
        const answer = inFragment(page);
        assert.equal(answer.state, 'Grüße');
        assert.match(answer.code, /^zgc_/);
        assert.equal((await verified(answer.id_token)).nonce, 'n-1');
        assert.equal(new URL(page.url()).search, '', 'nothing of it is in the query');

        for (const mode of ['form_post', 'form_post.jwt']) {
            client.posted = [];
            await page.goto(request({ response_type: 'code id_token', response_mode: mode }));
            if (!javaScript) await page.click('main form button');
            await expectPage(page, 'client');
            assert.equal(client.posted.length, 1);
            const [posted] = client.posted;
            const inner = mode === 'form_post' ? posted : await verified(posted.response);
            assert.equal(inner.state, 'Grüße');
            assert.equal((await verified(inner.id_token)).nonce, 'n-1');
        }

        await page.goto(request({ response_mode: 'query.jwt' }));
        await expectPage(page, 'client');
        assert.match((await verified(inQuery(page).response)).code, /^zgc_/);
        await page.goto(request({ response_type: 'id_token', response_mode: 'jwt' }));
        await page.waitForURL(/#response=/);
        assert.match((await verified(inFragment(page).response)).id_token, /^ey/);
    });

    test(`giving up reaches the client through our own page, fragment and form included, ${how}`, async () => {
        const { page } = await visit({ javaScript });
        await page.goto(request({ response_type: 'code id_token' }));
        await page.click('[name="cancel"]');
        await expectPage(page, 'client'); // a meta refresh keeps what stands behind the #
        assert.equal(inFragment(page).error, 'access_denied');
        assert.equal(inFragment(page).state, 'Grüße');

        await page.goto(request({ response_mode: 'fragment.jwt' }));
        await page.click('[name="cancel"]');
        await expectPage(page, 'client');
        assert.equal((await verified(inFragment(page).response)).error, 'access_denied');

        client.posted = [];
        await page.goto(request({ response_mode: 'form_post' }));
        await page.click('[name="cancel"]');
        if (!javaScript) await page.click('main[data-page="form-post"] form button');
        await expectPage(page, 'client');
        assert.equal(client.posted[0].error, 'access_denied');
    });
}

test('an app with a scheme of its own is opened by the page that goes on, which has a link there too', async () => {
    const { page, context } = await visit();
    const asked = [];
    const devtools = await context.newCDPSession(page);
    await devtools.send('Page.enable');
    devtools.on('Page.frameRequestedNavigation', (event) => asked.push(event));
    await page.goto(request({ client_id: 'app', redirect_uri: 'com.example.app:/callback', scope: 'openid' }));
    await page.click('[name="cancel"]');
    await expectPage(page, 'continue');
    const link = await page.getAttribute('main a.button', 'href');
    assert.match(link, /^com\.example\.app:\/callback\?error=access_denied&/);
    const reasons = () => asked.filter((event) => event.url.startsWith('com.example.app:')).map((event) => event.reason);
    for (let tries = 0; tries < 100 && reasons().length === 0; tries += 1) await page.waitForTimeout(100);
    assert.deepEqual(reasons(), ['metaTagRefresh']);
});
