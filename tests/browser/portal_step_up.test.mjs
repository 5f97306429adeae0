// The portal asks for a passkey where it matters: inside the running session, and only for what is missing.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { takePictures } from './browser.mjs';
import { addAccount, arrive, level, press, toNotice } from './passkey_steps.mjs';
import { setScene } from './scene.mjs';
import { expectPage } from './steps.mjs';

const scene = setScene();

/** At the portal with a password alone, asked to confirm with a passkey. */
async function askForMore(name) {
    const { page } = await arrive(scene, ['phone']);
    await toNotice(page, scene.stand, await addAccount(scene.stand, name));
    await page.click('[name="later"]');
    await expectPage(page, 'portal');
    await page.goto(`${scene.stand.portal}/bankverbindung`);
    assert.equal(await page.getAttribute('[data-acr]', 'data-acr'), level.password);
    await takePictures(page, 'portal-step-up');
    await page.click('[data-link="step-up"]');
    await expectPage(page, 'choose-factor');
    return page;
}

test('who has no passkey yet makes one, and comes back to where it was asked for', async () => {
    const page = await askForMore('max.bank');
    await page.click('main a[href^="/setup/passkey"]');
    await expectPage(page, 'setup-passkey');
    await press(page);
    await page.waitForSelector('main[data-page="recovery-codes"], main[data-page="portal-section"]');
    if ((await page.getAttribute('main', 'data-page')) === 'recovery-codes') await page.click('[name="later"]');
    await expectPage(page, 'portal-section');
    assert.match(page.url(), /\/bankverbindung$/);
    assert.match(await page.getAttribute('[data-acr]', 'data-acr'), /^phrh?$/);
});

test('who would rather not stays signed in, and nothing has changed', async () => {
    const page = await askForMore('max.lieber-nicht');
    await page.click('[name="cancel"]');
    await expectPage(page, 'portal-error');
    assert.equal(await page.getAttribute('main', 'data-error'), 'access_denied');
    await page.goto(`${scene.stand.portal}/bankverbindung`);
    assert.equal(await page.getAttribute('[data-acr]', 'data-acr'), level.password);
});
