// The app: a native client that comes back over a loopback redirect and stays signed in with a rotating refresh token.
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { demo, root } from '../support/stand.mjs';
import { takePictures } from './browser.mjs';
import { setScene } from './scene.mjs';
import { expectPage, signIn } from './steps.mjs';

const scene = setScene({ demoAccount: true, app: true, portal: false });

test('the app signs in through the browser, stays signed in and signs out', async () => {
    const app = appOf(scene.stand, 'stays');
    const { page } = await scene.visit();
    const { address, ended } = await app.login();
    await page.goto(address);
    await expectPage(page, 'login');
    await takePictures(page, 'login-for-app');
    await signIn(page, demo.username, demo.password);
    await expectPage(page, 'app-signed-in');
    assert.equal(await ended, 0);
    assert.equal(statSync(app.state).mode & 0o777, 0o600, 'only its owner may read the token');

    const seen = new Set([app.refreshToken()]);
    for (let round = 1; round <= 2; round += 1) {
        const person = JSON.parse(await app.run('whoami'));
        assert.equal(person.name, demo.name);
        assert.equal(person.customer_number, demo.customer_number);
        assert.ok(!('email' in person), 'the app did not ask for the address');
        seen.add(app.refreshToken());
        assert.equal(seen.size, round + 1, 'every use gives another refresh token');
    }

    await scene.stand.idp.stop();
    await scene.stand.idp.start();
    assert.equal(JSON.parse(await app.run('whoami')).name, demo.name, 'a restart of the provider changes nothing');

    const goodbye = await app.run('logout');
    assert.ok(!existsSync(app.state));
    await assert.rejects(app.run('whoami'), { code: 1 });
    await page.goto(/http\S+/.exec(goodbye)[0]);
    await expectPage(page, 'logged-out');
    await takePictures(page, 'logged-out');
});

test('cancelling in the browser ends the app without tokens', async () => {
    const app = appOf(scene.stand, 'cancelled');
    const { page } = await scene.visit();
    const { address, ended } = await app.login();
    await page.goto(address);
    await expectPage(page, 'login');
    await page.click('[name="cancel"]');
    await expectPage(page, 'app-cancelled');
    assert.equal(await ended, 1);
    assert.ok(!existsSync(app.state));
});

test('an answer to somebody else’s request does not reach the app', async () => {
    const app = appOf(scene.stand, 'planted');
    const { page } = await scene.visit();
    const { address, ended } = await app.login();
    const redirect = new URL(address).searchParams.get('redirect_uri');
    const planted = await fetch(`${redirect}?code=planted&state=planted`);
    assert.equal(planted.status, 404);
    await page.goto(address);
    await signIn(page, demo.username, demo.password);
    await expectPage(page, 'app-signed-in');
    assert.equal(await ended, 0, 'the true answer still counts');
});

/** The app of a stand, with a state file of its own. */
function appOf(stand, name) {
    const state = stand.path(`${name}.json`);
    const words = (command) => [
        join(root, 'examples/jobcenter_app/app.mjs'),
        ...[command, '--issuer', stand.issuer, '--state', state],
    ];
    return {
        state,
        refreshToken: () => JSON.parse(readFileSync(state, 'utf8')).refresh_token,
        run: async (command) => (await promisify(execFile)(process.execPath, words(command))).stdout,
        /** The address it wants opened, and its exit status once it ends. */
        async login() {
            const child = spawn(process.execPath, words('login'), { stdio: ['ignore', 'pipe', 'inherit'] });
            const ended = once(child, 'exit').then(([status]) => status);
            for await (const line of createInterface({ input: child.stdout }))
                if (line.startsWith('http')) return { address: line, ended };
            throw new Error(`the app printed no address and ended with ${await ended}`);
        },
    };
}
