// Impatience: double clicks, two tabs, going back, an hour's pause. None of it may end in an error.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { demo } from '../support/stand.mjs';
import { takePictures } from './browser.mjs';
import { setScene } from './scene.mjs';
import { expectMessage, expectPage, expectSignedIn, fillRegistration, mailedLink, openSignIn, signIn } from './steps.mjs';

const scene = setScene({ demoAccount: true });
const hour = 3600;

for (const javaScript of [true, false]) {
    const how = javaScript ? 'with JavaScript' : 'without JavaScript';

    test(`a double click on sign in signs in, ${how}`, async () => {
        const { page } = await scene.visit({ javaScript });
        await openSignIn(page, scene.stand);
        await page.fill('[name="username"]', demo.username);
        await page.fill('[name="password"]', demo.password);
        await page.dblclick('button[name="action"][value="sign-in"]');
        await expectSignedIn(page, demo);
    });

    test(`a double click on register registers once, ${how}`, async () => {
        const { page } = await scene.visit({ javaScript });
        const email = `doppelt+${javaScript ? 'js' : 'plain'}@example.org`;
        await openSignIn(page, scene.stand);
        await page.click('main a[href^="/register"]');
        await expectPage(page, 'register');
        await fillRegistration(page, email);
        await page.dblclick('button[name="action"][value="register"]');
        await expectPage(page, 'register-sent');
        await page.goto(await mailedLink(scene.stand, email));
        await expectPage(page, 'confirm-email');
    });
}

test('a sign-in sent twice at the same moment signs in', async () => {
    const { page } = await scene.visit({ javaScript: false });
    await openSignIn(page, scene.stand);
    const form = await page.evaluate(() => Object.fromEntries(new FormData(document.querySelector('form[action^="/login?"]'))));
    const send = () =>
        page.request.post(new URL('/login' + new URL(page.url()).search, page.url()).href, {
            form: { ...form, username: demo.username, password: demo.password, action: 'sign-in' },
            maxRedirects: 0,
        });
    const answers = await Promise.all([send(), send()]);
    assert.deepEqual(answers.map((answer) => answer.status()), [303, 303]);
    await page.reload();
    await expectSignedIn(page, demo);
});

test('two tabs, two sign-ins: both reach the portal', async () => {
    const { page: first, context } = await scene.visit();
    const second = await context.newPage();
    await openSignIn(first, scene.stand);
    await openSignIn(second, scene.stand);
    await signIn(first, demo.username, demo.password);
    await expectSignedIn(first, demo);
    await signIn(second, demo.username, demo.password);
    await expectSignedIn(second, demo);
});

test('two tabs: the second offers the account the first has signed in with, or another', async () => {
    const { page: first, context } = await scene.visit();
    const second = await context.newPage();
    await openSignIn(first, scene.stand);
    await openSignIn(second, scene.stand);
    await signIn(first, demo.username, demo.password);
    await expectSignedIn(first, demo);
    await second.reload();
    await expectPage(second, 'choose-account');
    await takePictures(second, 'choose-account');
    await second.click('button[name="account"][value="other"]');
    await expectPage(second, 'login');
    await second.goBack();
    await expectPage(second, 'choose-account');
    await second.click('button[name="account"]:not([value="other"])');
    await expectSignedIn(second, demo);
});

test('going back after signing in, and sending the form again, ends in the portal', async () => {
    const { page } = await scene.visit();
    await openSignIn(page, scene.stand);
    const address = page.url();
    await signIn(page, demo.username, demo.password);
    await expectSignedIn(page, demo);
    await page.goBack();
    await page.goto(address);
    await page.waitForSelector('main');
    assert.doesNotMatch(await page.getAttribute('main', 'data-page'), /error/);
});

test('after an hour the sign-in says so and starts again with the same client', async () => {
    const { page } = await scene.visit();
    try {
        await openSignIn(page, scene.stand);
        scene.stand.moveClock(hour + 60);
        await signIn(page, demo.username, demo.password);
        await expectMessage(page, 'login_expired');
        await takePictures(page, 'login-expired');
        await page.click('main .actions a');
        await expectPage(page, 'login');
        await signIn(page, demo.username, demo.password);
        await expectSignedIn(page, demo);
    } finally {
        scene.stand.moveClock(0);
    }
});

test('half an hour of thinking is no reason to start again', async () => {
    const { page } = await scene.visit();
    try {
        await openSignIn(page, scene.stand);
        scene.stand.moveClock(hour / 2);
        await signIn(page, demo.username, demo.password);
        await expectSignedIn(page, demo);
    } finally {
        scene.stand.moveClock(0);
    }
});

test('a bookmark to the sign-in page leads to a sign-in, without a client', async () => {
    const { page } = await scene.visit();
    await page.goto(`${scene.stand.issuer}/login`);
    await expectPage(page, 'login');
    await signIn(page, demo.username, demo.password);
    await expectPage(page, 'start');
    await takePictures(page, 'start-signed-in');
    await page.click('main a[href^="/logout"]');
    await expectPage(page, 'logout');
    await takePictures(page, 'logout');
    await page.click('[name="decision"][value="sign-out"]');
    await expectPage(page, 'logged-out');
});
