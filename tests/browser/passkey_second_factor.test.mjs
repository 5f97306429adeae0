// Security keys and passkeys after the password, and services that demand more than was proved.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { takePictures } from './browser.mjs';
import {
    addAccount, addAccountWithPasskey, arrive, askFor, demand, endAfter, expectProofs, level, makePasskey, press,
    putOffCodes, toNotice,
} from './passkey_steps.mjs';
import { setScene } from './scene.mjs';
import { expectMessage, expectPage, expectSignedIn, keepCodes, openSignIn, signIn, signOut, typeCode } from './steps.mjs';

const scene = setScene();
const withPasskey = ['hwk', 'pop', 'user', 'mfa'];
const withKey = ['pwd', 'hwk', 'pop', 'user', 'mfa'];

/** A new account with a security key; its address and recovery codes. */
async function addAccountWithKey(page, name) {
    const email = await addAccount(scene.stand, name);
    await toNotice(page, scene.stand, email);
    await page.goto((await page.getAttribute('main a[href*="kind=security_key"]', 'href')).replace(/^\//, `${scene.stand.issuer}/`));
    await makePasskey(page, 'Schlüsselbund');
    const codes = await keepCodes(page);
    await expectSignedIn(page, { email });
    return { email, codes };
}

for (const name of ['u2f_key', 'plain_key'])
    test(`a ${name} after the password, cancelled once; a recovery code does as well`, async () => {
        const { page, devices: [device] } = await arrive(scene, [name]);
        await endAfter(page, 1100);
        const { email, codes } = await addAccountWithKey(page, `max.${name}`);
        await expectProofs(page, scene.stand, level.hardware, withKey);
        await signOut(page);

        await openSignIn(page, scene.stand);
        await signIn(page, email);
        await expectPage(page, 'passkey');
        await takePictures(page, 'passkey-prove');
        await device.setTouched(false);
        await press(page);
        await expectMessage(page, 'passkey_cancelled');
        await takePictures(page, 'passkey-prove-cancelled');
        await device.setTouched(true);
        await press(page);
        await expectSignedIn(page, { email });
        await expectProofs(page, scene.stand, level.hardware, withKey);
        await signOut(page);

        await device.remove();
        await openSignIn(page, scene.stand);
        await signIn(page, email);
        await page.click('main a[href^="/login/recovery-code"]');
        await typeCode(page, codes[0]);
        await expectPage(page, 'recovery-code-used');
    });

test('a security key does not sign in without the password', async () => {
    const { page } = await arrive(scene, ['u2f_key']);
    await addAccountWithKey(page, 'max.key_alone');
    await signOut(page);
    await openSignIn(page, scene.stand);
    await press(page);
    await expectMessage(page, 'passkey_none_here');
});

test('a passkey after the password: on a page of its own, without JavaScript a sentence and other ways', async () => {
    const { page } = await arrive(scene, ['phone'], { dark: true });
    const email = await addAccountWithPasskey(page, scene.stand, 'max.after_password');
    await openSignIn(page, scene.stand);
    await signIn(page, email);
    await expectPage(page, 'passkey');
    await takePictures(page, 'passkey-prove-dark');
    await press(page);
    await expectSignedIn(page, { email });

    const { page: plain } = await scene.visit({ javaScript: false });
    await openSignIn(plain, scene.stand);
    await signIn(plain, email);
    await expectPage(plain, 'passkey');
    await expectMessage(plain, 'passkey_no_script');
    assert.equal(await plain.isVisible('[data-passkey-start]'), false);
    await takePictures(plain, 'passkey-prove-plain');
    await plain.click('[name="cancel"]');
    await expectPage(plain, 'portal-error');
});

test('a service that demands phr is content with a passkey, and has one set up where there is none', async () => {
    const { page, devices: [phone] } = await arrive(scene, ['phone']);
    const email = await addAccount(scene.stand, 'max.demand');
    await askFor(page, scene.stand, demand(level.passkey));
    await expectPage(page, 'login');
    await signIn(page, email);
    await expectPage(page, 'choose-factor');
    assert.equal(await page.locator('[data-wanted="passkey"]').count(), 1);
    assert.equal(await page.locator('main a[href^="/setup/totp"]').count(), 0, 'a code would not do');
    await takePictures(page, 'choose-factor-passkey');
    await page.click('main a[href^="/setup/passkey"]');
    await makePasskey(page);
    await putOffCodes(page);
    assert.equal(await phone.count(), 1);
    await askFor(page, scene.stand, demand(level.hardware));
    await expectProofs(page, scene.stand, level.hardware, ['pwd', ...withPasskey]);
});
