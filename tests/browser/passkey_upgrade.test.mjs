// A passkey in passing, after password and code (mediation "conditional").
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Authenticator } from '../support/authenticator.mjs';
import { takePictures } from './browser.mjs';
import { addAccount, arrive, expectProofs, level, press, putOffCodes, toNotice } from './passkey_steps.mjs';
import { setScene } from './scene.mjs';
import { expectPage, expectSignedIn, openSignIn, signOut, typeCode } from './steps.mjs';

const scene = setScene();

// Chromium without a password manager says that it can make a passkey by itself, and then never does: the test asks its
// virtual device in its place.
test('who types password and code gets a passkey in passing, and uses it at the next sign-in', async () => {
    const { page, devices: [device] } = await arrive(scene, ['synced'], { upgrade: true });
    await page.addInitScript(() => {
        const real = navigator.credentials.create.bind(navigator.credentials);
        navigator.credentials.create = ({ mediation, ...request }) =>
            mediation === 'conditional' ? real(request) : Promise.reject(new DOMException('', 'NotAllowedError'));
    });
    const email = await addAccount(scene.stand, 'max.upgrade');
    await toNotice(page, scene.stand, email);
    await page.click('main a[href^="/setup/totp"]');
    const app = new Authenticator(await page.textContent('#key'));
    await typeCode(page, app.code());
    await putOffCodes(page);
    await expectProofs(page, scene.stand, level.mfa, ['pwd', 'otp', 'mfa']);
    assert.equal(await device.count(), 1);
    await signOut(page);
    await openSignIn(page, scene.stand);
    await press(page);
    await expectSignedIn(page, { email });
    await expectProofs(page, scene.stand, level.passkey, ['swk', 'pop', 'user', 'mfa']);
});

test('a browser that says it could, and makes none, holds nobody up', async () => {
    const { page, devices: [device] } = await arrive(scene, ['phone'], { upgrade: true });
    const email = await addAccount(scene.stand, 'max.no_upgrade');
    await toNotice(page, scene.stand, email);
    await page.click('main a[href^="/setup/totp"]');
    await typeCode(page, new Authenticator(await page.textContent('#key')).code());
    await expectPage(page, 'recovery-codes');
    await page.click('[name="later"]');
    await expectPage(page, 'passkey-upgrade');
    await takePictures(page, 'passkey-upgrade');
    await expectSignedIn(page, { email });
    assert.equal(await device.count(), 0);
});
