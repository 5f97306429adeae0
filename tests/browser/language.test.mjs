// Languages: switching in the middle of a sign-in loses nothing.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { demo } from '../support/stand.mjs';
import { takePictures } from './browser.mjs';
import { setScene } from './scene.mjs';
import { expectPage, expectSignedIn, openSignIn, register, signIn } from './steps.mjs';

const scene = setScene({ demoAccount: true });
const languages = ['de', 'en', 'uk'];

const languageOf = (page) => page.getAttribute('html', 'lang');

test('every language can be chosen, stays, and the sign-in goes on', async () => {
    const { page } = await scene.visit();
    await openSignIn(page, scene.stand);
    assert.equal(await languageOf(page), 'de');
    const titles = new Set();
    for (const language of [...languages.slice(1), 'de', 'uk']) {
        await page.click(`nav a[hreflang="${language}"]`);
        await page.waitForSelector(`html[lang="${language}"]`);
        await expectPage(page, 'login');
        titles.add(await page.title());
        await takePictures(page, `login-${language}`);
    }
    assert.equal(titles.size, languages.length, 'each language has words of its own');
    await page.click('main a[href^="/register"]');
    await expectPage(page, 'register');
    assert.equal(await languageOf(page), 'uk', 'the choice stays on the next page');
    await page.goBack();
    await expectPage(page, 'login');
    await signIn(page, demo.username, demo.password);
    await expectSignedIn(page, demo);
});

for (const [locale, language] of Object.entries({ 'uk-UA': 'uk', 'en-GB': 'en', 'de-AT': 'de', 'fr-FR': 'de' }))
    test(`a browser set to ${locale} is spoken to in ${language}`, async () => {
        const { page } = await scene.visit({ locale });
        await openSignIn(page, scene.stand);
        assert.equal(await languageOf(page), language);
    });

test('a registration in Ukrainian sends its mail in Ukrainian', async () => {
    const { page } = await scene.visit({ locale: 'uk-UA' });
    const email = 'ukrainisch@example.org';
    await openSignIn(page, scene.stand);
    await register(page, email);
    const mail = await scene.stand.waitForMail(email);
    assert.match(mail.text, /[а-яіїєґ]{4}/i);
});
