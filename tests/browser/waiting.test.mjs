// Too many wrong passwords: the wait in words, and the mailed link that lets this browser in meanwhile.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { takePictures } from './browser.mjs';
import { setScene } from './scene.mjs';
import {
    confirm, expectMessage, expectPage, mailedLink, openSignIn, register, signIn,
} from './steps.mjs';

const scene = setScene();

/** Somebody with a confirmed account, at the page that tells them to wait. */
async function keptWaiting(email, visitor) {
    const person = await scene.visit(visitor);
    const { page } = person;
    await openSignIn(page, scene.stand);
    await register(page, email);
    await page.goto(await mailedLink(scene.stand, email));
    await confirm(page);
    await openSignIn(page, scene.stand);
    for (let tries = 1; tries <= 5; ++tries) {
        await Promise.all([page.waitForEvent('load'), signIn(page, email, `falsch Nummer ${tries}`)]);
        await expectMessage(page, 'wrong_credentials');
    }
    await signIn(page, email, 'noch einmal falsch');
    await expectMessage(page, 'too_many_attempts');
    return person;
}

for (const javaScript of [true, false])
    test(`a mailed link lets this browser in while others wait, JavaScript ${javaScript}`, async () => {
        const email = `warten-${javaScript}@example.org`;
        const { page } = await keptWaiting(email, { javaScript, dark: !javaScript });
        const name = javaScript ? '' : '-dark';
        assert.equal(await page.inputValue('input[name="username"]:not([type="hidden"])'), email);
        await takePictures(page, `login-waiting${name}`);
        await page.click('form[action^="/login/unlock"] button');
        await expectPage(page, 'unlock-sent');
        await takePictures(page, `unlock-sent${name}`);
        await page.goto(await mailedLink(scene.stand, email, 2, 'unlock-device'));
        await expectPage(page, 'unlock-device');
        await takePictures(page, `unlock-device${name}`);
        await page.click('form[action="/link/unlock-device"] button');
        await expectMessage(page, 'device_admitted');
        await takePictures(page, `unlock-device-done${name}`);
        await page.click('main a[href^="/login"]');
        await signIn(page, email);
        await expectPage(page, 'choose-factor');
    });
