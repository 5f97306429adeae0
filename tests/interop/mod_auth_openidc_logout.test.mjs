// Apache's mod_auth_openidc is told when a session ends at Zugang: by the back channel, by the front channel; and it
// follows when the signing key is replaced.
import assert from 'node:assert/strict';
import { chmodSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { after, before, test } from 'node:test';
import { freePorts } from '../support/free_ports.mjs';
import { HttpVisitor, pageName } from '../support/http_visitor.mjs';
import { demo, startStand } from '../support/stand.mjs';
import { startApache } from './apache.mjs';
import { importClient } from './clients.mjs';

let stand, apache, address;

before(async () => {
    const [port] = await freePorts(1);
    address = `http://localhost:${port}`;
    stand = await startStand({ portal: false, config: { outbound: { allow_private: [`localhost:${port}`] } } });
    await stand.addDemoAccount();
    const client = await importClient(stand, {
        ...{ redirect_uris: [`${address}/protected/callback`], post_logout_redirect_uris: [`${address}/index.html`] },
        backchannel_logout_uri: `${address}/protected/callback?logout=backchannel`,
        backchannel_logout_session_required: true,
        frontchannel_logout_uri: `${address}/protected/callback?logout=get`,
        frontchannel_logout_session_required: true,
    });
    chmodSync(stand.folder, 0o755); // Apache's processes run as somebody else
    apache = await startApache({ folder: stand.folder, port, issuer: stand.issuer, client });
});

after(async () => {
    await apache?.stop();
    await stand?.stop();
});

/** Signs in through Apache; the visitor, who has a session there and at the provider. */
async function signedIn() {
    const visitor = new HttpVisitor();
    const login = await visitor.get(`${address}/protected/`);
    const page = await visitor.submit(login, 'password', { username: demo.username, password: demo.password });
    assert.equal(pageName(page), 'protected');
    return visitor;
}

async function isSignedInAtApache(visitor) {
    return pageName(await visitor.get(`${address}/protected/`)) === 'protected';
}

async function until(reached) {
    const end = Date.now() + 15_000;
    while (!(await reached())) {
        if (Date.now() > end) throw new Error('it did not happen within 15 s');
        await pause(100);
    }
}

test('ending the session by the command line tells Apache through the back channel', async () => {
    const visitor = await signedIn();
    await stand.zugang(['session', 'end-all', '--account', demo.username]);
    await until(async () => !(await isSignedInAtApache(visitor)));
    const deliveries = JSON.parse(await stand.zugang(['--json', 'session', 'deliveries', '--account', demo.username]));
    assert.equal(deliveries.at(-1)?.state ?? deliveries[0].state, 'delivered');
});

test('signing out at the provider loads the front-channel address of Apache', async () => {
    const visitor = await signedIn();
    const ask = await visitor.get(`${stand.issuer}/logout`);
    const done = await visitor.submit(ask, 'csrf', {}, `${stand.issuer}/nowhere`);
    const frame = /<iframe[^>]*src="([^"]*)"/.exec(done.text)?.[1].replaceAll('&amp;', '&');
    assert.ok(frame, done.text);
    const parameters = new URL(frame).searchParams;
    assert.equal(parameters.get('iss'), stand.issuer);
    assert.ok(parameters.get('sid'));
    assert.ok(frame.startsWith(`${address}/protected/callback?logout=get&`));
    await visitor.get(frame);
    assert.equal(await isSignedInAtApache(visitor), false);
});

test('after a change of the signing key people sign in as before', async () => {
    await stand.zugang(['key', 'rotate', '--now']);
    await stand.idp.stop(); // a running server takes the new key up within a minute
    await stand.idp.start();
    const { keys } = await (await fetch(`${stand.issuer}/oauth2/jwks`)).json();
    assert.equal(keys.filter((key) => key.alg === 'ES256').length, 2);
    const visitor = await signedIn();
    assert.ok(await isSignedInAtApache(visitor));
});
