// Signing in with a passkey, without a name or a password: by the button and by what the browser offers in the name
// field, with every kind of device that holds passkeys.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { takePictures } from './browser.mjs';
import {
    addAccountWithPasskey, arrive, expectProofs, level, press,
} from './passkey_steps.mjs';
import { setScene } from './scene.mjs';
import { expectMessage, expectSignedIn, openSignIn, signOut } from './steps.mjs';

const scene = setScene();

const bound = { acr: level.hardware, amr: ['hwk', 'pop', 'user', 'mfa'] };
const copied = { acr: level.passkey, amr: ['swk', 'pop', 'user', 'mfa'] };
const devices = { phone: bound, usb: bound, other_phone: bound, synced: copied };

for (const [name, { acr, amr }] of Object.entries(devices))
    test(`with the button and ${name} a person is signed in at once, and the service learns how`, async () => {
        const { page, devices: [device] } = await arrive(scene, [name]);
        const email = await addAccountWithPasskey(page, scene.stand, `max.${name}`);
        const [before] = await device.credentials();
        await openSignIn(page, scene.stand);
        await press(page);
        await expectSignedIn(page, { email });
        await expectProofs(page, scene.stand, acr, amr);
        const [after] = await device.credentials();
        assert.equal(after.signCount, before.signCount + 1, 'one touch was enough');
    });

test('the name field offers the passkey, and no second factor is asked for', async () => {
    const { page, devices: [device] } = await arrive(scene, ['phone'], { autofill: true });
    const email = await addAccountWithPasskey(page, scene.stand, 'max.autofill');
    await page.goto(scene.stand.portal);
    await page.click('[data-link="sign-in"]'); // the virtual device picks what the browser offers
    await expectSignedIn(page, { email });
    await expectProofs(page, scene.stand, bound.acr, bound.amr);
    await signOut(page);

    await device.setTouched(false);
    await openSignIn(page, scene.stand);
    await page.fill('[name="username"]', 'halb getippt');
    await takePictures(page, 'passkey-login');
    await device.setTouched(true);
    await press(page); // while the browser still offers it there
    await expectSignedIn(page, { email });
});

test('a passkey that reaches other devices later is still good', async () => {
    const { page, devices: [device] } = await arrive(scene, ['backupLater']);
    const email = await addAccountWithPasskey(page, scene.stand, 'max.backup');
    const [credential] = await device.credentials();
    await device.setBackup(credential, { backupEligibility: true, backupState: true });
    await openSignIn(page, scene.stand);
    await press(page);
    await expectSignedIn(page, { email });
    await expectProofs(page, scene.stand, copied.acr, copied.amr);
});

test('a device put back to earlier days may be a copy: it is refused, and its owner hears of it', async () => {
    const { page, devices: [device] } = await arrive(scene, ['phone']);
    const email = await addAccountWithPasskey(page, scene.stand, 'max.copied');
    const [early] = await device.credentials();
    for (let times = 0; times < 2; ++times) {
        await openSignIn(page, scene.stand);
        await press(page);
        await expectSignedIn(page, { email });
        await signOut(page);
    }
    const { length: mails } = await scene.stand.mails(email);
    await device.setCounter(early, early.signCount);
    await openSignIn(page, scene.stand);
    await press(page);
    await expectMessage(page, 'passkey_copied');
    await takePictures(page, 'passkey-passkey_copied');
    await scene.stand.waitForMail(email, mails + 1);
});

test('who comes back to the page after a long while is given a fresh challenge, and one that is too old is told', async () => {
    const { page } = await arrive(scene, ['phone']);
    const email = await addAccountWithPasskey(page, scene.stand, 'max.slow');
    await page.clock.install();
    await openSignIn(page, scene.stand);
    scene.stand.moveClock(310);
    await page.clock.fastForward('05:10');
    await press(page);
    await expectSignedIn(page, { email });
    await signOut(page);

    await openSignIn(page, scene.stand);
    scene.stand.moveClock(630); // the browser's clock stands still: it knows nothing of it
    await press(page);
    await expectMessage(page, 'passkey_expired');
    await takePictures(page, 'passkey-passkey_expired');
    await press(page);
    await expectSignedIn(page, { email });
    scene.stand.moveClock(0);
});
