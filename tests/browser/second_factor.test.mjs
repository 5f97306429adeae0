// The second factor where it is required: from the registration to the portal, and back in with the app or with a
// recovery code.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { takePictures } from './browser.mjs';
import { setScene } from './scene.mjs';
import {
    confirm, expectPage, expectSignedIn, keepCodes, openMailedLink, openSignIn, password, register, setUpApp, signIn,
    signOut, typeCode,
} from './steps.mjs';

const scene = setScene({ config: { policy: { second_factor: 'required' } } });
const locales = { de: 'de-DE', uk: 'uk-UA' };

for (const [language, locale] of Object.entries(locales))
    for (const javaScript of [true, false]) {
        const how = `in ${language} ${javaScript ? 'with' : 'without'} JavaScript`;

        test(`a person registers, confirms, sets up an app, keeps the recovery codes and sees the portal, ${how}`, async () => {
            const { page } = await scene.visit({ javaScript, locale });
            const email = `max.mustermann+${language}-${javaScript}@example.org`;
            const look = (name) => takePictures(page, `factor-${name}-${language}${javaScript ? '' : '-plain'}`);
            await openSignIn(page, scene.stand);
            await register(page, email);
            await openMailedLink(page, scene.stand, email);
            await confirm(page);
            await page.click('main a[href^="/login"]');
            await signIn(page, email);
            const app = await setUpApp(page, look);
            const codes = await keepCodes(page, look);
            assert.equal(codes.length, 10);
            await expectSignedIn(page, { email });
            await signOut(page);

            await signInAgain(email, { app, codes }, { javaScript, locale, language });
            await seeFactors(page, email, app, look);
        });
    }

/** On another day and in another browser: with the app, and with a recovery code. */
async function signInAgain(email, { app, codes }, { javaScript, locale, language }) {
    const { page } = await scene.visit({ javaScript, locale });
    const look = (name) => takePictures(page, `factor-${name}-${language}${javaScript ? '' : '-plain'}`);
    try {
        scene.stand.moveClock(60); // the code that confirmed the app is used up
        await openSignIn(page, scene.stand);
        await signIn(page, email);
        await expectPage(page, 'totp');
        await look('totp');
        await typeCode(page, '12345');
        await expectPage(page, 'totp');
        assert.equal(await page.inputValue('[name="code"]'), '12345', 'what was typed is still there');
        await look('totp-short');
        await typeCode(page, app.code(60));
        await expectSignedIn(page, { email });
        await signOut(page);

        await openSignIn(page, scene.stand);
        await signIn(page, email);
        await page.click('main a[href^="/login/recovery-code"]');
        await expectPage(page, 'recovery-code');
        await look('recovery-code');
        await typeCode(page, codes[0].toLowerCase().replaceAll('-', ' '));
        await expectPage(page, 'recovery-code-used');
        await look('recovery-code-used');
        await page.click('main .actions a.button');
        await expectSignedIn(page, { email });
        await signOut(page);

        await openSignIn(page, scene.stand);
        await signIn(page, email);
        await page.click('main a[href^="/login/recovery-code"]');
        await typeCode(page, codes[0]);
        await expectPage(page, 'recovery-code'); // a code is good once
        await look('recovery-code-again');
        await page.click('[name="cancel"]');
        await expectPage(page, 'portal-error');
    } finally {
        scene.stand.moveClock(0);
    }
}

/** The list of factors, reached by its address: it asks for whatever is not fresh. */
async function seeFactors(page, email, app, look) {
    try {
        scene.stand.moveClock(120);
        await page.goto(`${scene.stand.issuer}/account/factors`);
        await expectPage(page, 'login');
        await signIn(page, email);
        await expectPage(page, 'totp');
        await typeCode(page, app.code(120));
        await expectPage(page, 'account-factors');
        await look('account-factors');
        await page.click('main a[href^="/account/factors/rename"]');
        await expectPage(page, 'rename-factor');
        await look('rename-factor');
    } finally {
        scene.stand.moveClock(0);
    }
}

test('the notice cannot be put off where a second factor is required, and leaving it loses nothing', async () => {
    const { page } = await scene.visit();
    const email = 'erika.musterfrau@example.org';
    await scene.stand.zugang(['account', 'add', '--email', email, '--verified', '--password-stdin'], { input: `${password}\n` });
    await openSignIn(page, scene.stand);
    await signIn(page, email);
    await expectPage(page, 'choose-factor');
    assert.equal(await page.locator('[name="later"]').count(), 0, 'nothing to put off where it is required');
    await page.goto(scene.stand.portal);
    await expectPage(page, 'portal-signed-out');
    await page.goBack();
    await setUpApp(page);
    await page.click('[name="later"]'); // the recovery codes may wait
    await expectSignedIn(page, { email });
});
