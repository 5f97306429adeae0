// A relying party nobody here wrote: Apache's mod_auth_openidc signs people in with Zugang.
import assert from 'node:assert/strict';
import { chmodSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { freePorts } from '../support/free_ports.mjs';
import { attribute, HttpVisitor, pageName } from '../support/http_visitor.mjs';
import { demo, startStand } from '../support/stand.mjs';
import { startApache } from './apache.mjs';

let stand, apache, address;

before(async () => {
    stand = await startStand({ portal: false });
    await stand.addDemoAccount();
    const [port] = await freePorts(1);
    address = `http://localhost:${port}`;
    const client = await stand.addClient('apache', [
        ...['--type', 'web', '--name', 'Apache', '--trusted', '--scope', 'openid email profile customer'],
        ...['--redirect-uri', `${address}/protected/callback`, '--post-logout-redirect-uri', `${address}/index.html`],
    ]);
    chmodSync(stand.folder, 0o755); // Apache's processes run as somebody else
    apache = await startApache({ folder: stand.folder, port, issuer: stand.issuer, client });
});

after(async () => {
    await apache?.stop();
    await stand?.stop();
});

async function signIn(visitor) {
    const login = await visitor.get(`${address}/protected/`);
    assert.equal(pageName(login), 'login');
    return visitor.submit(login, 'password', { username: demo.username, password: demo.password });
}

test('the protected page is shown after signing in, with the claims of the scopes', async () => {
    const page = await signIn(new HttpVisitor());
    assert.equal(page.status, 200);
    assert.equal(pageName(page), 'protected');
    assert.equal(page.address, `${address}/protected/`);
    const shown = claimsOn(page);
    assert.equal(shown.iss, stand.issuer);
    assert.equal(shown.name, demo.name);
    assert.equal(shown.email, demo.email);
    assert.equal(shown.email_verified, '1'); // how the module writes true
    assert.equal(shown.customer_number, demo.customer_number);
    assert.match(shown.sub, /\S{16,}/);
});

test('the page stays open to the one who signed in and closed to others', async () => {
    const visitor = new HttpVisitor();
    await signIn(visitor);
    assert.equal(pageName(await visitor.get(`${address}/protected/`)), 'protected');
    assert.equal(pageName(await new HttpVisitor().get(`${address}/protected/`)), 'login');
});

test('cancelling is an error at the client and shows nothing', async () => {
    const visitor = new HttpVisitor();
    const login = await visitor.get(`${address}/protected/`);
    const page = await visitor.submit(login, 'cancel', { cancel: '1' });
    assert.notEqual(pageName(page), 'protected');
    assert.ok(page.address.startsWith(`${address}/protected/callback`), page.address);
});

test('signing out at the client ends the session at the provider too', async () => {
    const visitor = new HttpVisitor();
    await signIn(visitor);
    const back = encodeURIComponent(`${address}/index.html`);
    const page = await visitor.get(`${address}/protected/callback?logout=${back}`);
    assert.equal(pageName(page), 'open');
    assert.equal(pageName(await visitor.get(`${address}/protected/`)), 'login');
});

function claimsOn(page) {
    const claims = {};
    for (const [, tag, text] of page.text.matchAll(/(<p data-claim="[^"]*">)([^<]*)<\/p>/g))
        claims[attribute(tag, 'data-claim')] = text;
    return claims;
}
