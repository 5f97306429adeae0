// What browsers and devices refuse at a sign-in with a passkey: each has a sentence of its own and a next way, and
// nothing that was typed is lost.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { takePictures } from './browser.mjs';
import {
    addAccountWithPasskey, arrive, beginTyping, changeOptions, endAfter, expectTold, press,
} from './passkey_steps.mjs';
import { setScene } from './scene.mjs';
import { expectSignedIn, openSignIn } from './steps.mjs';

const scene = setScene();

test('a device without a passkey for this server', async () => {
    const { page } = await arrive(scene, ['phone']);
    await beginTyping(page, scene.stand);
    await press(page);
    await expectTold(page, 'passkey_none_here');
});

test('a finger that is not the right one, and the right one after it', async () => {
    const { page, devices: [device] } = await arrive(scene, ['phone'], { dark: true });
    const email = await addAccountWithPasskey(page, scene.stand, 'max.finger');
    await device.setUserVerified(false);
    await beginTyping(page, scene.stand);
    await press(page);
    await expectTold(page, 'passkey_none_here', 'wrong-finger-dark');
    await device.setUserVerified(true);
    await press(page);
    await expectSignedIn(page, { email });
});

test('cancelled after a while: nobody counts it as an error, and the password way is open', async () => {
    const { page, devices: [device] } = await arrive(scene, ['phone']);
    const email = await addAccountWithPasskey(page, scene.stand, 'max.cancel');
    await endAfter(page, 1100);
    await device.setTouched(false);
    await beginTyping(page, scene.stand);
    await press(page);
    await expectTold(page, 'passkey_cancelled');
    await device.setTouched(true);
    await press(page);
    await expectSignedIn(page, { email });
});

test('nobody answers until the time of the ceremony is over', async () => {
    const { page, devices: [device] } = await arrive(scene, ['phone']);
    await device.setTouched(false);
    await beginTyping(page, scene.stand);
    await changeOptions(page, { timeout: 1100 });
    await press(page);
    await expectTold(page, 'passkey_timeout');
});

test('a page under another address', async () => {
    const { page } = await arrive(scene, ['phone']);
    await beginTyping(page, scene.stand);
    await changeOptions(page, { rpId: 'konto.example.org' });
    await press(page);
    await expectTold(page, 'passkey_wrong_address');
});

test('a browser without passkeys', async () => {
    const { page } = await arrive(scene, []);
    await page.addInitScript(() => { delete window.PublicKeyCredential; });
    await beginTyping(page, scene.stand);
    await press(page);
    await expectTold(page, 'passkey_unsupported');
});

const embedded = {
    android: 'Mozilla/5.0 (Linux; Android 14; Pixel 8; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/120.0 Mobile Safari/537.36',
    iphone: 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148',
};

for (const [name, userAgent] of Object.entries(embedded))
    test(`the window of an app on ${name}`, async () => {
        const { page } = await arrive(scene, ['phone'], { userAgent });
        await beginTyping(page, scene.stand);
        await press(page);
        await expectTold(page, 'passkey_embedded', `embedded-${name}`);
    });

// These two the virtual authenticator never answers: the test answers in the browser's place.
for (const [error, code] of Object.entries({ ConstraintError: 'passkey_no_lock', UnknownError: 'passkey_device_error' }))
    test(`a browser that says ${error}`, async () => {
        const { page } = await arrive(scene, ['phone']);
        await page.addInitScript((name) => {
            navigator.credentials.get = () => Promise.reject(new DOMException('', name));
        }, error);
        await beginTyping(page, scene.stand);
        await press(page);
        await expectTold(page, code);
    });

test('without JavaScript there is a sentence and no button', async () => {
    const { page } = await scene.visit({ javaScript: false });
    await openSignIn(page, scene.stand);
    assert.equal(await page.isVisible('[data-passkey-start]'), false);
    assert.match(await page.textContent('main'), /Passkey.*JavaScript/);
    await takePictures(page, 'passkey-plain');
});
