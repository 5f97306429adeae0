// The main way: a person comes from the portal, registers, confirms, signs in, and signs out.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { takePictures } from './browser.mjs';
import { setScene } from './scene.mjs';
import {
    confirm, expectPage, expectSignedIn, openMailedLink, openSignIn, password, putOffNotice, register, signIn, signOut,
} from './steps.mjs';

const scene = setScene();

for (const javaScript of [true, false]) {
    const how = javaScript ? 'with JavaScript' : 'without JavaScript';
    const email = `max.mustermann+${javaScript ? 'js' : 'plain'}@example.org`;

    test(`a person registers, confirms, signs in, sees the portal and signs out, ${how}`, async () => {
        const { page } = await scene.visit({ javaScript });
        const picture = (name) => takePictures(page, javaScript ? name : `${name}-plain`);

        await page.goto(scene.stand.portal);
        await picture('portal-signed-out');
        await openSignIn(page, scene.stand);
        await picture('login');
        await register(page, email);
        await picture('register-sent');
        await openMailedLink(page, scene.stand, email);
        await picture('confirm-email');
        await confirm(page);
        await picture('confirm-email-done');

        await page.click('main a[href^="/login"]');
        await expectPage(page, 'login');
        assert.equal(await page.inputValue('[name="username"]'), email, 'the address is filled in after confirming');
        await signIn(page, email);
        await expectPage(page, 'choose-factor');
        await picture('choose-factor-may-wait');
        await putOffNotice(page);
        await expectSignedIn(page, { email });
        await picture('portal');

        await page.goBack();
        await page.reload();
        assert.match(await page.getAttribute('main', 'data-page'), /^(?!error|portal-error)/, 'going back is no error');
        await page.goto(scene.stand.portal);
        await expectSignedIn(page, { email });
        await page.reload();
        await expectSignedIn(page, { email });

        await signOut(page);
        await picture('portal-after-sign-out');
        await page.goBack();
        await page.goto(scene.stand.portal);
        await expectPage(page, 'portal-signed-out');
        await page.click('[data-link="sign-in"]');
        await expectPage(page, 'login'); // the provider's session is over too: it asks again
        await signIn(page, email, password);
        await expectSignedIn(page, { email });
    });
}

test('who is signed in at the provider is not asked again', async () => {
    const { page } = await scene.visit();
    const email = 'erika.mustermann@example.org';
    await scene.stand.zugang(['account', 'add', '--email', email, '--verified', '--password-stdin'], { input: `${password}\n` });
    await openSignIn(page, scene.stand);
    await signIn(page, email);
    await putOffNotice(page);
    await expectSignedIn(page, { email });

    await page.context().clearCookies({ name: 'portal_session' });
    await page.goto(scene.stand.portal);
    await expectPage(page, 'portal-signed-out');
    await page.click('[data-link="sign-in"]');
    await expectSignedIn(page, { email });
});
