// Gallery: every page a visitor can open by its address, in every language, light and dark: nothing to complain about.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { takePictures } from './browser.mjs';
import { setScene } from './scene.mjs';
import { expectPage, fillRegistration } from './steps.mjs';

const scene = setScene({ demoAccount: true });

const pages = {
    start: '/',
    login: '/login',
    register: '/register',
    help: '/help',
    'logged-out': '/logout',
};

for (const language of ['de', 'en', 'uk'])
    for (const [name, address] of Object.entries(pages))
        test(`${address} in ${language}`, async () => {
            const { page } = await scene.visit();
            await page.goto(`${scene.stand.issuer}${address}?ui_locales=${language}`);
            await expectPage(page, name);
            assert.equal(await page.getAttribute('html', 'lang'), language);
            await takePictures(page, `page-${name}-${language}`);
        });

test('pages in dark surroundings', async () => {
    const { page } = await scene.visit({ dark: true });
    for (const [name, address] of Object.entries(pages)) {
        await page.goto(scene.stand.issuer + address);
        await takePictures(page, `page-${name}-dark`);
    }
});

const errors = {
    not_found: { address: '/gibt-es-nicht', status: 404 },
    invalid_client: { address: '/oauth2/authorize?client_id=nobody&response_type=code', status: 400 },
    invalid_redirect_uri: { address: '/oauth2/authorize?client_id=portal&redirect_uri=https://example.org/&response_type=code', status: 400 },
};

for (const [code, { address, status }] of Object.entries(errors))
    test(`the error page ${code} has status ${status} and a reference number`, async () => {
        const { page } = await scene.visit();
        const response = await page.goto(scene.stand.issuer + address);
        assert.equal(response.status(), status);
        await expectPage(page, 'error');
        assert.equal(await page.getAttribute('main', 'data-error'), code);
        await takePictures(page, `error-${code}`);
    });

test('a registration with mistakes names each of them and keeps what was typed', async () => {
    const { page } = await scene.visit({ javaScript: false });
    await page.goto(`${scene.stand.issuer}/register`);
    await page.fill('[name="email"]', 'keine-adresse');
    await page.fill('[name="password"]', 'kurz');
    await page.fill('[name="password_repeat"]', 'anders');
    await page.click('button[name="action"][value="register"]');
    await expectPage(page, 'register');
    for (const field of ['email', 'password', 'accept_terms'])
        assert.equal(await page.getAttribute(`[name="${field}"]`, 'aria-invalid'), 'true', field);
    assert.equal(await page.inputValue('[name="email"]'), 'keine-adresse');
    assert.equal(await page.inputValue('[name="password"]'), '');
    await takePictures(page, 'register-wrong');

    await fillRegistration(page, 'richtig@example.org');
    await page.click('button[name="action"][value="register"]');
    await expectPage(page, 'register-sent');
});

test('an address that has an account sees the same page as a new one', async () => {
    const { page } = await scene.visit();
    const seen = [];
    for (const email of ['neu@example.org', 'max.mustermann@example.org']) {
        await page.goto(`${scene.stand.issuer}/register`);
        await fillRegistration(page, email);
        await page.click('button[name="action"][value="register"]');
        await expectPage(page, 'register-sent');
        seen.push((await page.textContent('main')).replaceAll(email, '…').replace(/\d\d:\d\d/g, '…').trim());
    }
    assert.equal(seen[0], seen[1]);
    const mail = await scene.stand.waitForMail('max.mustermann@example.org');
    assert.ok(!mail.text.includes('/link/confirm-email'), 'there is nothing to confirm');
});

test('a browser without cookies is told so instead of being sent in circles', async () => {
    const { page, context } = await scene.visit();
    await context.route('**/*', async (route) => {
        const headers = { ...route.request().headers() };
        delete headers.cookie;
        const response = await route.fetch({ headers, maxRedirects: 0 }).catch(() => undefined);
        if (!response) return route.abort();
        const answer = { ...response.headers() };
        delete answer['set-cookie'];
        await context.clearCookies();
        return route.fulfill({ response, headers: answer });
    });
    await page.goto(`${scene.stand.issuer}/login`);
    await expectPage(page, 'cookies-required');
    await takePictures(page, 'cookies-required');
});

test('the catcher shows the mail in both its parts', async () => {
    const { page } = await scene.visit();
    const email = 'beide-teile@example.org';
    await page.goto(`${scene.stand.issuer}/register`);
    await fillRegistration(page, email);
    await page.click('button[name="action"][value="register"]');
    await expectPage(page, 'register-sent');
    const mail = await scene.stand.waitForMail(email);
    assert.ok(mail.html.includes('/link/confirm-email'));
    await page.goto(`${scene.stand.catcher}/mails/${mail.id}`);
    await page.frameLocator('iframe').locator('a[href*="/link/confirm-email"]').first().waitFor();
    await takePictures(page, 'mail');
});
