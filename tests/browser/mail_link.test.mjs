// The mailed link: pressed twice, mangled, replaced, expired, and opened on another device.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { takePictures } from './browser.mjs';
import { setScene } from './scene.mjs';
import {
    confirm, expectMessage, expectPage, expectSignedIn, mailedLink, openSignIn, putOffNotice, register, signIn,
} from './steps.mjs';

const scene = setScene();
const day = 24 * 3600;

async function registered(email, visitor) {
    const person = await scene.visit(visitor);
    await openSignIn(person.page, scene.stand);
    await register(person.page, email);
    return { ...person, link: await mailedLink(scene.stand, email) };
}

test('looking at the link confirms nothing: mail scanners do that too', async () => {
    const email = 'scanner@example.org';
    const { page, link } = await registered(email);
    for (const method of ['GET', 'HEAD']) await fetch(link, { method });
    await openSignIn(page, scene.stand);
    await signIn(page, email);
    await expectMessage(page, 'email_not_confirmed');
    await takePictures(page, 'login-not-confirmed');
});

test('a second press is no error', async () => {
    const { page, link } = await registered('zweimal@example.org');
    await page.goto(link);
    await confirm(page);
    await page.goto(link);
    await expectMessage(page, 'email_already_confirmed');
    await takePictures(page, 'confirm-email-already');
    await page.click('main a[href^="/login"]');
    await expectPage(page, 'login');
});

test('the form sent a second time after going back is no error', async () => {
    const { page, link } = await registered('zurueck@example.org', { javaScript: false });
    await page.goto(link);
    await confirm(page);
    await page.goBack();
    await page.waitForSelector('main[data-page="confirm-email"]');
    assert.equal(await page.locator('[data-error]').count(), 0);
});

test('a mangled link says so', async () => {
    const { page, link } = await registered('verstuemmelt@example.org');
    for (const mangled of [link.slice(0, -5), link.replace(/id=.*/, 'id='), link.replace(/\?.*/, ''), `${link}x`]) {
        await page.goto(mangled);
        await expectPage(page, 'confirm-email');
        await expectMessage(page, 'link_mangled');
    }
    await takePictures(page, 'confirm-email-mangled');
    await page.goto(link);
    await confirm(page);
});

test('a line break after the link, as mail programs add one, does no harm', async () => {
    const { page, link } = await registered('zeilenumbruch@example.org');
    await page.goto(`${link}%0D%0A`);
    await confirm(page);
});

test('a link replaced by a newer mail says so, and the newer one works', async () => {
    const email = 'ersetzt@example.org';
    const { page, link } = await registered(email);
    await page.click('form[action^="/register/resend"] button');
    await expectMessage(page, 'email_resent');
    await takePictures(page, 'register-sent-again');
    const newer = await mailedLink(scene.stand, email, 2);
    assert.notEqual(newer, link);
    await page.goto(link);
    await expectMessage(page, 'link_replaced');
    await takePictures(page, 'confirm-email-replaced');
    await page.goto(newer);
    await confirm(page);
});

test('the link works on another device, and the first one goes on by itself', async () => {
    const email = 'anderes-geraet@example.org';
    const { page, link } = await registered(email);
    const { page: phone } = await scene.visit();
    await phone.goto(link);
    await confirm(phone);
    await expectPage(page, 'login');
    assert.equal(await page.inputValue('[name="username"]'), email);
    await signIn(page, email);
    await putOffNotice(page);
    await expectSignedIn(page, { email });
});

test('confirming signs nobody in', async () => {
    const email = 'nicht-angemeldet@example.org';
    const { page, link } = await registered(email);
    await page.goto(link);
    await confirm(page);
    await page.goto(scene.stand.portal);
    await page.click('[data-link="sign-in"]');
    await expectPage(page, 'login');
});

test('the link works a minute before 24 hours are over and not a minute after', async () => {
    try {
        const early = await registered('rechtzeitig@example.org');
        scene.stand.moveClock(day - 60);
        await early.page.goto(early.link);
        await confirm(early.page);
        scene.stand.moveClock(0);

        const email = 'zu-spaet@example.org';
        const late = await registered(email);
        scene.stand.moveClock(day + 60);
        await late.page.goto(late.link);
        await expectMessage(late.page, 'link_expired');
        await takePictures(late.page, 'confirm-email-expired');
        await late.page.click('main form button');
        await expectMessage(late.page, 'email_resent');
        await takePictures(late.page, 'confirm-email-resent');
        await late.page.goto(await mailedLink(scene.stand, email, 2));
        await confirm(late.page);
    } finally {
        scene.stand.moveClock(0);
    }
});
