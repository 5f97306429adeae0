// The list of factors: passkeys and security keys beside each other, added and removed, and what devices learn of it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { takePictures } from './browser.mjs';
import { addAccountWithPasskey, arrive, factorNames, makePasskey, press, toList } from './passkey_steps.mjs';
import { setScene } from './scene.mjs';
import { expectMessage, expectPage, expectSignedIn, openSignIn } from './steps.mjs';

const scene = setScene();

/** Signed in with a new passkey on the device at hand. */
async function signInNew(page, name) {
    const email = await addAccountWithPasskey(page, scene.stand, name);
    await openSignIn(page, scene.stand);
    await press(page);
    await expectSignedIn(page, { email });
    return email;
}

async function addFactor(page, kind) {
    await page.click(`form:has(input[name="kind"][value="${kind}"]) button`);
    await expectPage(page, 'setup-passkey');
}

async function until(holds) {
    const end = Date.now() + 5000;
    while (!(await holds())) assert.ok(Date.now() < end, 'it never came about');
}

test('several passkeys and a security key beside each other; a device that has one is told', async () => {
    const { page, add, devices: [phone] } = await arrive(scene, ['phone']);
    await signInNew(page, 'max.several');
    await toList(page, scene.stand);
    await addFactor(page, 'passkey');
    await press(page);
    await expectMessage(page, 'passkey_exists');
    await takePictures(page, 'setup-passkey_exists');
    assert.equal(await phone.count(), 1);
    await phone.remove();

    const tablet = await add('synced');
    await makePasskey(page, 'Tablet');
    await expectPage(page, 'account-factors');
    await expectMessage(page, 'passkey_added');
    assert.equal(await tablet.count(), 1);
    await tablet.remove();
    const key = await add('u2f_key');
    await addFactor(page, 'security_key');
    await takePictures(page, 'setup-security-key');
    await makePasskey(page, 'Schlüsselbund');
    await expectMessage(page, 'security_key_added');
    await takePictures(page, 'account-factors-many');
    assert.equal(await key.count(), 1);
    assert.deepEqual((await factorNames(page)).sort(), ['Mein Telefon', 'Schlüsselbund', 'Tablet']);
});

test('a removed passkey is taken from the device, and one that stays learns nothing', async () => {
    const { page, add, devices: [phone] } = await arrive(scene, ['phone']);
    const email = await signInNew(page, 'max.signals');
    const stick = await add('usb');
    await phone.setTouched(false);
    await toList(page, scene.stand);
    await addFactor(page, 'passkey');
    await page.$eval('[data-passkey-options]', (form) => { // not on the phone, which is known
        const options = JSON.parse(form.dataset.passkeyOptions);
        options.publicKey.authenticatorSelection.authenticatorAttachment = 'cross-platform';
        form.dataset.passkeyOptions = JSON.stringify(options);
    });
    await makePasskey(page, 'Stick');
    await expectMessage(page, 'passkey_added');
    assert.deepEqual([await phone.count(), await stick.count()], [1, 1]);
    const remove = page.locator('li:has(.factor-name bdi:text-is("Stick")) a[href^="/account/factors/remove"]');
    await remove.click();
    await expectPage(page, 'remove-factor');
    await takePictures(page, 'remove-passkey');
    await page.click('form[action="/account/factors/remove"] button >> nth=0');
    await expectMessage(page, 'passkey_removed');
    await until(async () => (await stick.count()) === 0);
    assert.equal(await phone.count(), 1);
    assert.equal((await phone.credentials())[0].userName, email);
});
