// /account/factors: a person looks after their factors, and one who was robbed says "that was not me".
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Authenticator } from '../support/authenticator.mjs';
import { takePictures } from './browser.mjs';
import { setScene } from './scene.mjs';
import { expectMessage, expectPage, openSignIn, password, signIn } from './steps.mjs';

const scene = setScene();
const staleAfter = 400; // seconds; proofs count for five minutes when factors are changed

async function typeCode(page, code) {
    await page.fill('[name="code"]', code);
    await page.click('button[name="action"][value="confirm"]');
}

/** On the set-up page: takes the key over, names the app and confirms it. */
async function setUp(page, name, ahead = 0) {
    await expectPage(page, 'setup-totp');
    const app = new Authenticator(await page.textContent('#key'));
    await page.fill('[name="name"]', name);
    await typeCode(page, app.code(ahead));
    return app;
}

/** A new account that signs in at the portal for the first time and sets up an app; ends at the list. */
async function enrol(page, email) {
    const words = ['account', 'add', '--email', email, '--verified', '--password-stdin'];
    await scene.stand.zugang(words, { input: `${password}\n` });
    await openSignIn(page, scene.stand);
    await signIn(page, email);
    await expectPage(page, 'choose-factor');
    await page.click('main a[href^="/setup/totp"]');
    const app = await setUp(page, 'Mein Telefon');
    await expectPage(page, 'recovery-codes');
    await page.click('[name="later"]');
    await expectPage(page, 'portal');
    await page.goto(`${scene.stand.issuer}/account/factors`);
    await expectPage(page, 'account-factors');
    return app;
}

async function addTablet(page, name, ahead = 0) {
    await page.click('form:has(input[name="kind"][value="totp"]) button');
    await setUp(page, name, ahead);
    await expectPage(page, 'account-factors');
    await expectMessage(page, 'factor_added');
}

/** The mail about this app, whatever else is sent before it. */
async function mailThatNames(name, email) {
    for (let count = 1; ; ++count) {
        await scene.stand.waitForMail(email, count);
        const found = (await scene.stand.mails(email)).find((mail) => mail.text.includes(name));
        if (found) return found;
    }
}

test('a person adds an app, renames it after proving both factors again, and removes it', async () => {
    const { page } = await scene.visit();
    const email = 'max.mustermann+factors@example.org';
    const phone = await enrol(page, email);
    await takePictures(page, 'account-factors-one');
    await addTablet(page, 'Tablet');
    await takePictures(page, 'account-factors');

    scene.stand.moveClock(staleAfter);
    await page.click('main a[href^="/account/factors/rename"] >> nth=1');
    await expectPage(page, 'login');
    await takePictures(page, 'account-factors-again');
    await signIn(page, email);
    await expectPage(page, 'totp');
    await typeCode(page, phone.code(staleAfter));
    await expectPage(page, 'rename-factor');
    await takePictures(page, 'rename-factor');
    await page.fill('[name="name"]', '');
    await page.click('main form button >> nth=0');
    await expectMessage(page, 'factor_name_missing');
    await takePictures(page, 'rename-factor-error');
    await page.fill('[name="name"]', '<b>Altes</b> Tablet');
    await page.click('main form button >> nth=0');
    await expectMessage(page, 'factor_renamed');
    assert.equal(await page.textContent('.factor-name >> nth=1'), '<b>Altes</b> Tablet');

    await page.click('main a[href^="/account/factors/remove"] >> nth=1');
    await expectPage(page, 'remove-factor');
    await takePictures(page, 'remove-factor');
    await page.click('form[action="/account/factors/remove"] button >> nth=0');
    await expectMessage(page, 'factor_removed');
    await takePictures(page, 'account-factors-removed');
    assert.equal(await page.locator('.factor-name').count(), 1);
    await page.click('form[action="/account/factors/sign-out-others"] button');
    await expectMessage(page, 'signed_out_elsewhere');
    scene.stand.moveClock(0);
});

test('without JavaScript all of it works, in the dark', async () => {
    const { page } = await scene.visit({ javaScript: false, dark: true });
    await enrol(page, 'erika.musterfrau+factors@example.org');
    await addTablet(page, 'Tablet');
    await takePictures(page, 'account-factors-dark');
    await page.click('main a[href^="/account/factors/rename"] >> nth=1');
    await expectPage(page, 'rename-factor');
    await page.fill('[name="name"]', 'Laptop');
    await page.click('main form button >> nth=0');
    await expectMessage(page, 'factor_renamed');
    await page.click('main a[href^="/account/factors/remove"] >> nth=1');
    await page.click('form[action="/account/factors/remove"] button >> nth=0');
    await expectMessage(page, 'factor_removed');
});

test('a mail tells of a new app, and its link throws out who set it up', async () => {
    const thief = await scene.visit();
    const owner = await scene.visit();
    const email = 'max.mustermann+notme@example.org';
    await enrol(thief.page, email);
    const told = await mailThatNames('Mein Telefon', email);
    const [link] = /http\S+\/link\/not-me\?id=[\w-]+/.exec(told.text) ?? assert.fail(`no link in:\n${told.text}`);

    await owner.page.goto(link);
    await expectPage(owner.page, 'not-me');
    await takePictures(owner.page, 'not-me');
    await owner.page.click('main form button');
    await expectPage(owner.page, 'password-reset');
    await expectMessage(owner.page, 'account_secured');
    await takePictures(owner.page, 'not-me-secured');
    await owner.page.goto(link);
    await expectMessage(owner.page, 'link_used');
    await takePictures(owner.page, 'not-me-used');

    await thief.page.goto(`${scene.stand.issuer}/account/factors`);
    await expectPage(thief.page, 'login');
    await signIn(thief.page, email);
    await expectMessage(thief.page, 'wrong_credentials');
});
