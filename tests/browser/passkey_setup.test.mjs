// Setting up a passkey from the security notice: its name, what the browser refuses, and what comes after it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { takePictures } from './browser.mjs';
import { addAccount, arrive, endAfter, factorNames, press, putOffCodes, toList, toNotice } from './passkey_steps.mjs';
import { setScene } from './scene.mjs';
import { expectMessage, expectPage, expectSignedIn, keepCodes } from './steps.mjs';

const scene = setScene();

async function toSetUp(page, name) {
    const email = await addAccount(scene.stand, name);
    await toNotice(page, scene.stand, email);
    await page.click('main a[href^="/setup/passkey"]');
    await expectPage(page, 'setup-passkey');
    return email;
}

test('from the notice: the suggested name says what it is, and a passkey of one phone brings recovery codes at once', async () => {
    const { page, devices: [device] } = await arrive(scene, ['phone']);
    const email = await toSetUp(page, 'max.setup');
    await takePictures(page, 'setup-passkey');
    assert.match(await page.inputValue('[name="name"]'), /^Linux, Chrom.*, \d\d\.\d\d\.\d{4}$/);
    await press(page);
    await expectPage(page, 'recovery-codes');
    assert.equal(await page.locator('[data-second-way]').count(), 1);
    await takePictures(page, 'setup-passkey-codes');
    await keepCodes(page);
    await expectSignedIn(page, { email });
    const [credential] = await device.credentials();
    assert.equal(credential.userName, email);
    assert.equal(Buffer.from(credential.userHandle, 'base64').length, 32, 'random, and nobody’s name');
    await toList(page, scene.stand);
    await takePictures(page, 'account-factors-passkey');
    assert.match((await factorNames(page))[0], /^Linux, Chrom/);
});

test('a passkey that its owner has on every device is not told to be on one only', async () => {
    const { page } = await arrive(scene, ['synced']);
    await toSetUp(page, 'max.synced');
    await press(page);
    await expectPage(page, 'recovery-codes');
    assert.equal(await page.locator('[data-second-way]').count(), 0);
    await putOffCodes(page);
});

test('a name that will not do is mended without touching the device again', async () => {
    const { page, devices: [device] } = await arrive(scene, ['phone']);
    await toSetUp(page, 'max.name');
    await page.$eval('[name="name"]', (field) => field.removeAttribute('maxlength'));
    await page.fill('[name="name"]', 'x'.repeat(61));
    await press(page);
    await page.waitForSelector('#name-error');
    await takePictures(page, 'setup-passkey-name');
    await page.fill('[name="name"]', '<b>Mein</b> Telefon');
    await page.click('button[name="action"]');
    await putOffCodes(page);
    assert.equal(await device.count(), 1);
    await toList(page, scene.stand);
    assert.deepEqual(await factorNames(page), ['<b>Mein</b> Telefon']);
});

test('what the browser refuses is told, the name stays, and nothing is saved', async () => {
    const { page, devices: [device] } = await arrive(scene, ['phone'], { dark: true });
    await endAfter(page, 1100);
    const email = await toSetUp(page, 'max.refusals');
    await page.fill('[name="name"]', 'Tante Käthes Telefon');
    const told = async (code) => {
        await press(page);
        await expectMessage(page, code);
        assert.equal(await page.inputValue('[name="name"]'), 'Tante Käthes Telefon');
        await takePictures(page, `setup-${code}-dark`);
    };
    await device.setTouched(false);
    await told('passkey_cancelled');
    await device.setTouched(true);
    await device.setUserVerified(false);
    await told('passkey_device_error');
    await device.setUserVerified(true);
    await press(page);
    await putOffCodes(page);
    await expectSignedIn(page, { email });
    await toList(page, scene.stand);
    assert.deepEqual(await factorNames(page), ['Tante Käthes Telefon']);
});

test('a device without a lock, and a browser without passkeys; an app is offered in their place', async () => {
    const { page } = await arrive(scene, ['phone']);
    await page.addInitScript(() => { // the virtual device always has a lock: the test answers in its place
        navigator.credentials.create = () => Promise.reject(new DOMException('', 'ConstraintError'));
    });
    await toSetUp(page, 'max.lock');
    await press(page);
    await expectMessage(page, 'passkey_no_lock');
    await takePictures(page, 'setup-passkey_no_lock');
    await page.evaluate(() => { delete window.PublicKeyCredential; });
    await press(page);
    await expectMessage(page, 'passkey_unsupported');
    await takePictures(page, 'setup-passkey_unsupported');
    await page.click('main a[href^="/setup/totp"]');
    await expectPage(page, 'setup-totp');
});

test('without JavaScript the page says what is missing and where else to go', async () => {
    const { page } = await scene.visit({ javaScript: false });
    await toSetUp(page, 'max.plain');
    await expectMessage(page, 'passkey_no_script');
    assert.equal(await page.isVisible('[data-passkey-start]'), false);
    await takePictures(page, 'setup-passkey-plain');
    await page.click('main a[href^="/setup/totp"]');
    await expectPage(page, 'setup-totp');
});
