// Session management and front-channel logout as a client's page sees them, in a real browser.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, test } from 'node:test';
import { demo } from '../support/stand.mjs';
import { setScene } from './scene.mjs';
import { expectPage, signIn } from './steps.mjs';

const scene = setScene({ demoAccount: true });

/** A client's server: its callback, a page that frames the provider's, and the address the provider loads at sign-out. */
const client = { loaded: [] };

async function openClient() {
    if (client.server) return;
    client.server = createServer((request, response) => {
        const address = new URL(request.url, client.origin);
        if (address.pathname === '/out') client.loaded.push(address.searchParams);
        response.setHeader('Content-Type', 'text/html; charset=utf-8');
        response.end(`<!doctype html><title>client</title><link rel="icon" href="data:,">
            <main data-page="client"></main><iframe src="${scene.stand.issuer}/oauth2/check_session"></iframe>`);
    });
    client.server.listen(0, '127.0.0.1');
    await once(client.server, 'listening');
    client.origin = `http://localhost:${client.server.address().port}`;
    await scene.stand.addClient('watcher', [
        ...['--type', 'spa', '--name', 'Wache', '--redirect-uri', `${client.origin}/callback`, '--trusted'],
        ...['--post-logout-redirect-uri', `${client.origin}/bye`, '--frontchannel-logout-uri', `${client.origin}/out`],
        ...['--scope', 'openid'],
    ]);
}
after(() => {
    client.server?.closeAllConnections();
    client.server?.close();
});

for (const javaScript of [true, false]) {
    const how = javaScript ? 'with JavaScript' : 'without JavaScript';

    test(`a sign-out loads the client's address with iss and sid, ${how}`, async () => {
        const { page } = await scene.visit({ javaScript });
        await signInAtClient(page);
        client.loaded = [];
        await page.goto(`${scene.stand.issuer}/logout`);
        await page.click('form[action="/logout"] button');
        await expectPage(page, 'logged-out');
        await waitUntil(() => client.loaded.length === 1);
        assert.equal(client.loaded[0].get('iss'), scene.stand.issuer);
        assert.match(client.loaded[0].get('sid'), /^sid_/);
    });
}

test('the framed page says unchanged while signed in, changed after a sign-out, error to what is no question', async () => {
    const { page, context } = await scene.visit();
    await signInAtClient(page);
    const question = `watcher ${sessionState('watcher', client.origin, await stateCookie(context))}`;
    await page.goto(`${client.origin}/watch`);
    assert.equal(await ask(page, question), 'unchanged');
    assert.equal(await ask(page, question.replace('watcher', 'another')), 'changed');
    assert.equal(await ask(page, `watcher ${sessionState('watcher', 'https://elsewhere.example', await stateCookie(context))}`), 'changed');
    assert.equal(await ask(page, 'nonsense'), 'error');

    const other = await context.newPage();
    await other.goto(`${scene.stand.issuer}/logout`);
    await other.click('form[action="/logout"] button');
    await expectPage(other, 'logged-out');
    assert.equal(await ask(page, question), 'changed');
    assert.equal(await ask(page, `watcher ${sessionState('watcher', client.origin, '')}`), 'unchanged');
});

async function signInAtClient(page) {
    await openClient();
    const request = new URLSearchParams({
        ...{ response_type: 'code', client_id: 'watcher', redirect_uri: `${client.origin}/callback`, state: 'of-a-test' },
        ...{ scope: 'openid', code_challenge_method: 'S256', code_challenge: 'x'.repeat(43) },
    });
    await page.goto(`${scene.stand.issuer}/oauth2/authorize?${request}`);
    await signIn(page, demo.username, demo.password);
    await page.waitForURL(/\/callback\?.*code=.*/);
}

async function stateCookie(context) {
    const cookies = await context.cookies(scene.stand.issuer);
    return cookies.find((cookie) => cookie.name === '__Host-zugang_state').value;
}

/** The formula of the specification, computed a second time. */
function sessionState(clientId, origin, browserState) {
    const salt = 'salt-of-a-test';
    const hash = createHash('sha256').update(`${clientId} ${origin} ${browserState} ${salt}`).digest('base64url');
    return `${hash}.${salt}`;
}

/** What the framed page answers to a message of the client's page. */
function ask(page, question) {
    return page.evaluate(
        ([words, issuer]) =>
            new Promise((resolve) => {
                window.addEventListener('message', (event) => event.origin === issuer && resolve(event.data), { once: true });
                document.querySelector('iframe').contentWindow.postMessage(words, issuer);
            }),
        [question, scene.stand.issuer],
    );
}

async function waitUntil(condition) {
    const end = Date.now() + 10_000;
    while (!condition()) {
        assert.ok(Date.now() < end, 'nothing happened in ten seconds');
        await new Promise((resolve) => setTimeout(resolve, 50));
    }
}
