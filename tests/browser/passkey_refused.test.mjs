// What the server refuses at a sign-in with a passkey: answers that are not true, and passkeys that were removed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { takePictures } from './browser.mjs';
import {
    addAccountWithPasskey, arrive, beginTyping, changeOptions, expectTold, press,
} from './passkey_steps.mjs';
import { setScene } from './scene.mjs';
import { expectMessage, expectPage, expectSignedIn, openSignIn, signIn } from './steps.mjs';

const scene = setScene();

const lies = { isBogusSignature: 'signature', isBadUV: 'user verification', isBadUP: 'touch' };

for (const [lie, what] of Object.entries(lies))
    test(`a device that lies about its ${what} is refused, and the passkey still works`, async () => {
        const { page, devices: [device] } = await arrive(scene, ['phone']);
        const email = await addAccountWithPasskey(page, scene.stand, `max.${lie}`);
        await device.lie({ [lie]: true });
        await beginTyping(page, scene.stand);
        await press(page);
        await expectTold(page, 'passkey_refused');
        await device.lie({});
        await press(page);
        await expectSignedIn(page, { email });
    });

/** At the counter: somebody has lost their telephone. */
async function removeByOperator(email) {
    const words = ['--account', email];
    for (const line of (await scene.stand.zugang(['factor', 'list', ...words])).matchAll(/psk_[\w-]+/g))
        await scene.stand.zugang(['factor', 'remove', ...words, line[0]]);
}

test('a passkey that was removed is unknown, and the device forgets it once it cannot come back', async () => {
    const { page, devices: [device] } = await arrive(scene, ['phone']);
    const email = await addAccountWithPasskey(page, scene.stand, 'max.removed');
    await removeByOperator(email);
    await beginTyping(page, scene.stand);
    await press(page);
    await expectTold(page, 'passkey_unknown');
    assert.equal(await device.count(), 1, 'for three days its owner may take the removal back');
});

test('after a password somebody else’s passkey proves nothing', async () => {
    const { page, devices: [device] } = await arrive(scene, ['phone']);
    const email = await addAccountWithPasskey(page, scene.stand, 'max.mine');
    const [mine] = await device.credentials();
    await addAccountWithPasskey(page, scene.stand, 'max.theirs');
    const theirs = (await device.credentials()).find(({ credentialId }) => credentialId !== mine.credentialId);
    await openSignIn(page, scene.stand);
    await signIn(page, email);
    await expectPage(page, 'passkey');
    const id = Buffer.from(theirs.credentialId, 'base64').toString('base64url');
    await changeOptions(page, { allowCredentials: [{ type: 'public-key', id }] });
    await press(page);
    await expectMessage(page, 'passkey_other_account');
    await expectPage(page, 'passkey');
    await takePictures(page, 'passkey-prove-other_account');
    await press(page);
    await expectSignedIn(page, { email });
});
