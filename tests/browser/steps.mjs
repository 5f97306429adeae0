// Steps: what a person does on the pages, told by data-page, data-message and field names, never by wording.
import assert from 'node:assert/strict';
import { Authenticator } from '../support/authenticator.mjs';

export const password = 'Apfelbaum-Regenschirm-7';

/** Waits until the page with this data-page stands there. */
export async function expectPage(page, name) {
    try {
        await page.waitForSelector(`main[data-page="${name}"]`);
    } catch {
        const shown = await page.locator('main').getAttribute('data-page', { timeout: 1000 }).catch(() => 'no page');
        assert.fail(`expected the page ${name}, not ${shown} at ${page.url()}`);
    }
}

export async function expectMessage(page, code) {
    await page.waitForSelector(`[data-message="${code}"]`, { state: 'attached' });
}

/** From the portal to the provider's sign-in page. */
export async function openSignIn(page, stand) {
    await page.goto(stand.portal);
    await expectPage(page, 'portal-signed-out');
    await page.click('[data-link="sign-in"]');
    await expectPage(page, 'login');
}

/** Types on the sign-in page and sends it; what comes is for the caller to expect. */
export async function signIn(page, username, secret = password) {
    await page.fill('[name="username"]', username);
    await page.fill('[name="password"]', secret);
    await page.click('button[name="action"][value="sign-in"]');
}

/** The security notice stands there; the person sets nothing up now. */
export async function putOffNotice(page) {
    await expectPage(page, 'choose-factor');
    await page.click('[name="later"]');
}

/** Types what the authenticator app shows, on the page that sets it up or asks for it. */
export async function typeCode(page, code) {
    await page.fill('[name="code"]', code);
    await page.click('button[name="action"][value="confirm"]');
}

/** From the security notice to an app that is set up; the app. What comes next are the recovery codes. */
export async function setUpApp(page, look = async () => {}) {
    await expectPage(page, 'choose-factor');
    await look('choose-factor');
    await page.click('main a[href^="/setup/totp"]');
    await expectPage(page, 'setup-totp');
    await look('setup-totp');
    const app = new Authenticator(await page.textContent('#key'));
    await typeCode(page, app.code());
    await expectPage(page, 'recovery-codes');
    await look('setup-recovery-codes');
    return app;
}

/** Shows the recovery codes, and says that they are kept; the codes. */
export async function keepCodes(page, look = async () => {}) {
    await page.click('button[name="action"][value="show"]');
    await expectPage(page, 'recovery-codes');
    await look('recovery-codes');
    const codes = await page.locator('#codes code').allTextContents();
    await page.click('button[name="action"][value="kept"]');
    return codes;
}

/** From the sign-in page through registration, up to „see your mail“. */
export async function register(page, email, secret = password) {
    await page.click('main a[href^="/register"]');
    await expectPage(page, 'register');
    await fillRegistration(page, email, secret);
    await page.click('button[name="action"][value="register"]');
    await expectPage(page, 'register-sent');
}

export async function fillRegistration(page, email, secret = password) {
    await page.fill('[name="email"]', email);
    await page.fill('[name="password"]', secret);
    await page.fill('[name="password_repeat"]', secret);
    await page.check('[name="accept_terms"]');
}

/** Reads the newest mail in the catcher's page, as its receiver would, and follows the link in it. */
export async function openMailedLink(page, stand, email, count = 1) {
    await stand.waitForMail(email, count);
    await page.goto(stand.catcher);
    await page.click(`[data-mail]:has-text("${email}") >> nth=0`);
    await expectPage(page, 'mail');
    // By keyboard: a headless browser loses clicks beside a frame that lives in another process, as the HTML part does.
    await page.press('[data-part="text"] a[href*="/link/confirm-email"]', 'Enter');
    await expectPage(page, 'confirm-email');
}

/** The address in the newest mail. */
export async function mailedLink(stand, email, count = 1, kind = 'confirm-email') {
    const mail = await stand.waitForMail(email, count);
    const [address] = new RegExp(`http\\S+/link/${kind}\\?id=[\\w-]+`).exec(mail.text) ?? assert.fail(`no link in:\n${mail.text}`);
    return address;
}

/** Presses the button of the confirmation page. */
export async function confirm(page) {
    await page.click('main[data-page="confirm-email"] form button');
    await expectMessage(page, 'email_confirmed');
}

/** On the portal: who it says is signed in. */
export async function expectSignedIn(page, { email, name, customer_number: number }) {
    await expectPage(page, 'portal');
    assert.equal(await page.textContent('[data-claim="email"]'), email);
    if (name) assert.equal(await page.textContent('[data-claim="name"]'), name);
    if (number) assert.equal(await page.getAttribute('[data-claim="customer_number"]', 'data-value'), number);
}

export async function signOut(page) {
    await page.click('[data-form="sign-out"] button');
    await expectPage(page, 'portal-signed-out');
    await expectMessage(page, 'signed-out');
}
