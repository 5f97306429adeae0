// Authenticator apps: set up with the QR code as a camera reads it, and without JavaScript with the key typed by hand.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { takePictures } from './browser.mjs';
import { setScene } from './scene.mjs';
import { expectMessage, expectPage, openSignIn, password, signIn } from './steps.mjs';

const scene = setScene();
const run = promisify(execFile);

/** A confirmed account nobody has signed in to. */
async function addAccount(email) {
    const words = ['account', 'add', '--email', email, '--verified', '--password-stdin'];
    await scene.stand.zugang(words, { input: `${password}\n` });
}

/** What a camera in front of the screen reads. */
async function scan(page) {
    const picture = join(scene.stand.folder, 'qr.png');
    await page.screenshot({ path: picture, fullPage: true });
    return (await run('zbarimg', ['--raw', '-q', picture])).stdout.trim();
}

/** What an app with this key shows now, or `later` seconds later. */
async function codeOf(key, later = 0) {
    const now = Math.floor(Date.now() / 1000) + later;
    const words = ['--totp', '--base32', `--now=@${now}`, key.replaceAll(' ', '')];
    return (await run('oathtool', words)).stdout.trim();
}

async function toSetUp(page, email) {
    await openSignIn(page, scene.stand);
    await signIn(page, email);
    await expectPage(page, 'choose-factor');
    await page.click('main a[href^="/setup/totp"]');
    await expectPage(page, 'setup-totp');
}

async function typeCode(page, code) {
    await page.fill('[name="code"]', code);
    await page.click('button[name="action"][value="confirm"]');
}

test('a person scans the QR code, is told of a wrong code, and signs in with the app', async () => {
    const { page, context } = await scene.visit();
    const email = 'max.mustermann+qr@example.org';
    await addAccount(email);
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await toSetUp(page, email);
    await takePictures(page, 'setup-totp');

    const address = new URL(await scan(page));
    assert.equal(address.protocol, 'otpauth:');
    assert.equal(decodeURIComponent(address.pathname), `/localhost:${email}`);
    assert.equal(address.searchParams.get('issuer'), 'localhost');
    const key = address.searchParams.get('secret');
    assert.equal((await page.textContent('#key')).replaceAll(' ', ''), key);
    assert.equal(await page.getAttribute('main a[href^="otpauth:"]', 'href'), address.href);
    await page.click('[data-copy]');
    await page.waitForFunction(() => document.querySelector('[data-copy]').textContent === 'Kopiert');
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), key);

    await typeCode(page, await codeOf(key, 300));
    await expectMessage(page, 'totp_clock_ahead');
    await takePictures(page, 'setup-totp-drift');
    assert.equal(new URL(await scan(page)).searchParams.get('secret'), key, 'the key is still the same');
    await page.fill('[name="name"]', 'Mein Telefon');
    await typeCode(page, await codeOf(key));
    await page.waitForSelector('main:not([data-page="setup-totp"])');

    const other = await scene.visit();
    await openSignIn(other.page, scene.stand);
    await signIn(other.page, email);
    await expectPage(other.page, 'totp');
    await takePictures(other.page, 'totp');
    await typeCode(other.page, await codeOf(key, -300));
    await expectMessage(other.page, 'totp_clock_behind');
    await takePictures(other.page, 'totp-old');
    scene.stand.moveClock(30); // the code that confirmed the app is used up
    await typeCode(other.page, await codeOf(key, 30));
    await expectPage(other.page, 'portal');
    scene.stand.moveClock(0);
});

test('without JavaScript the key is typed by hand, and the code may have Arabic digits', async () => {
    const { page } = await scene.visit({ javaScript: false, dark: true });
    const email = 'erika.musterfrau+plain@example.org';
    await addAccount(email);
    await toSetUp(page, email);
    await takePictures(page, 'setup-totp-plain');
    const former = await page.textContent('#key');
    await page.click('button[name="action"][value="new_key"]');
    await expectMessage(page, 'totp_new_key');
    const key = await page.textContent('#key');
    assert.match(key, /^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/);
    assert.notEqual(key, former);
    assert.equal(await page.isVisible('[data-copy]'), false);
    const scanned = new URL(await scan(page)).searchParams.get('secret');
    assert.equal(scanned, key.replaceAll(' ', ''), 'a camera reads the code in dark surroundings, too');

    const arabic = (await codeOf(key)).replace(/\d/g, (digit) => '٠١٢٣٤٥٦٧٨٩'[digit]);
    await typeCode(page, arabic);
    await expectPage(page, 'recovery-codes');
});
