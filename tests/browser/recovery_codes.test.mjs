// Recovery codes: shown once after the first app, copied, saved, printed on one page, and good for a sign-in.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Authenticator } from '../support/authenticator.mjs';
import { root } from '../support/stand.mjs';
import { takePictures } from './browser.mjs';
import { setScene } from './scene.mjs';
import { expectMessage, expectPage, openSignIn, password, signIn } from './steps.mjs';

const scene = setScene();

/** From the sign-in of somebody new to the page that explains recovery codes. */
async function toExplanation(page, email) {
    const words = ['account', 'add', '--email', email, '--verified', '--password-stdin'];
    await scene.stand.zugang(words, { input: `${password}\n` });
    await openSignIn(page, scene.stand);
    await signIn(page, email);
    await expectPage(page, 'choose-factor');
    await page.click('main a[href^="/setup/totp"]');
    const app = new Authenticator(await page.textContent('#key'));
    await page.fill('[name="code"]', app.code());
    await page.click('button[name="action"][value="confirm"]');
    await expectPage(page, 'recovery-codes');
}

async function press(page, action) {
    await page.click(`button[name="action"][value="${action}"]`);
}

async function shownCodes(page) {
    await expectPage(page, 'recovery-codes');
    return page.locator('#codes code').allTextContents();
}

/** From a sign-in elsewhere to the field for a recovery code. */
async function toField(page, email) {
    await openSignIn(page, scene.stand);
    await signIn(page, email);
    await expectPage(page, 'totp');
    await page.click('main a[href^="/login/recovery-code"]');
    await expectPage(page, 'recovery-code');
}

async function typeCode(page, code) {
    await page.fill('[name="code"]', code);
    await press(page, 'confirm');
}

/** On paper: one A4 page with the codes and nothing around them. */
async function expectOnePage(page, name) {
    const pdf = await page.pdf({ format: 'A4' });
    const folder = join(root, 'tests/artifacts');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `${name}.pdf`), pdf);
    assert.equal(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g).length, 1);
    await page.emulateMedia({ media: 'print' });
    for (const around of ['.top', '.help-card', '.bottom', 'form button', '[data-print]', '.skip'])
        assert.equal(await page.isVisible(around), false, around);
    assert.equal(await page.isVisible('#codes'), true);
    await page.setViewportSize({ width: 794, height: 1123 });
    await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
    await page.emulateMedia({ media: null });
}

test('a person saves the ten codes, and signs in with one where the telephone is missing', async () => {
    const { page, context } = await scene.visit();
    const email = 'max.mustermann+codes@example.org';
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await context.addInitScript(() => { window.print = () => { window.printed = true; }; });
    await toExplanation(page, email);
    await takePictures(page, 'setup-recovery-codes');
    await press(page, 'show');
    const codes = await shownCodes(page);
    assert.equal(new Set(codes).size, 10);
    await takePictures(page, 'recovery-codes');

    await page.click('[data-copy]');
    await page.waitForFunction(() => document.querySelector('[data-copy]').textContent === 'Kopiert');
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), codes.join('\n'));
    const [file] = await Promise.all([page.waitForEvent('download'), page.click('[data-save]')]);
    assert.equal(file.suggestedFilename(), 'wiederherstellungscodes.txt');
    const saved = readFileSync(await file.path(), 'utf8');
    for (const word of [...codes, email, 'localhost', 'Erstellt am']) assert.ok(saved.includes(word), word);
    await page.click('[data-print]');
    assert.equal(await page.evaluate(() => window.printed), true);
    await expectOnePage(page, 'recovery-codes-print');
    await press(page, 'kept');
    await expectPage(page, 'portal');

    const other = await scene.visit({ dark: true });
    await toField(other.page, email);
    await takePictures(other.page, 'recovery-code');
    await typeCode(other.page, codes[0].slice(0, -1));
    await expectMessage(other.page, 'recovery_code_too_short');
    await takePictures(other.page, 'recovery-code-short');
    await typeCode(other.page, codes[0].toLowerCase().replaceAll('-', ' '));
    await expectPage(other.page, 'recovery-code-used');
    await takePictures(other.page, 'recovery-code-used');
    await other.page.click('main .button');
    await expectPage(other.page, 'portal');
});

test('without JavaScript, in Ukrainian, reload and Back show the same ten codes until they are kept', async () => {
    const { page } = await scene.visit({ javaScript: false, dark: true, locale: 'uk-UA' });
    const email = 'erika.musterfrau+codes@example.org';
    await toExplanation(page, email);
    await takePictures(page, 'setup-recovery-codes-plain');
    await press(page, 'show');
    const codes = await shownCodes(page);
    await takePictures(page, 'recovery-codes-plain');
    for (const extra of ['[data-copy]', '[data-save]', '[data-print]'])
        assert.equal(await page.isVisible(extra), false, extra);
    assert.equal(await page.isVisible('noscript p'), true, 'how to print without the button');
    await expectOnePage(page, 'recovery-codes-print-plain');
    await page.reload();
    assert.deepEqual(await shownCodes(page), codes);
    await page.goto(page.url());
    await expectPage(page, 'recovery-codes');
    await press(page, 'show');
    assert.deepEqual(await shownCodes(page), codes);
    await press(page, 'kept');
    await expectPage(page, 'portal');

    const other = await scene.visit({ javaScript: false, locale: 'uk-UA' });
    await toField(other.page, email);
    const cyrillic = codes[0].replace(/[ACEHKMPTXY]/g, (letter) => 'АСЕНКМРТХУ'['ACEHKMPTXY'.indexOf(letter)]);
    await takePictures(other.page, 'recovery-code-plain');
    await typeCode(other.page, cyrillic);
    await expectPage(other.page, 'recovery-code-used');
    await takePictures(other.page, 'recovery-code-used-plain');
    await other.page.click('main .button');
    await expectPage(other.page, 'portal');
});
