// Cancelling: every page of a sign-in leads back to the portal, which says what happened.
import { test } from 'node:test';
import { demo } from '../support/stand.mjs';
import { takePictures } from './browser.mjs';
import { setScene } from './scene.mjs';
import { expectPage, expectSignedIn, openSignIn, signIn } from './steps.mjs';

const scene = setScene({ demoAccount: true });

for (const javaScript of [true, false]) {
    const how = javaScript ? 'with JavaScript' : 'without JavaScript';

    test(`cancelling on the sign-in page tells the portal access_denied, ${how}`, async () => {
        const { page } = await scene.visit({ javaScript });
        await openSignIn(page, scene.stand);
        await page.click('[name="cancel"]');
        await expectDenied(page);
        await takePictures(page, 'portal-cancelled');
        await page.click('[data-link="sign-in"]');
        await expectPage(page, 'login');
        await signIn(page, demo.username, demo.password);
        await expectSignedIn(page, demo);
    });
}

test('after a wrong password cancelling still leads back', async () => {
    const { page } = await scene.visit();
    await openSignIn(page, scene.stand);
    await signIn(page, demo.username, 'Regenschirm-Apfelbaum-8');
    await page.click('[name="cancel"]');
    await expectDenied(page);
});

test('denying consent tells the client access_denied, and allowing gives a code', async () => {
    const { page } = await scene.visit();
    await scene.stand.addClient('newcomer', [
        ...['--type', 'spa', '--name', 'Neuling', '--redirect-uri', `${scene.stand.portal}/callback`],
        ...['--scope', 'openid profile email'],
    ]);
    const request = new URLSearchParams({
        ...{ response_type: 'code', client_id: 'newcomer', redirect_uri: `${scene.stand.portal}/callback`, state: 'of-a-test' },
        ...{ scope: 'openid profile email', code_challenge_method: 'S256', code_challenge: 'x'.repeat(43) },
    });
    await page.goto(`${scene.stand.issuer}/oauth2/authorize?${request}`);
    await signIn(page, demo.username, demo.password);
    await expectPage(page, 'consent');
    await takePictures(page, 'consent');
    await page.click('[name="decision"][value="deny"]');
    await page.waitForURL(/\/callback\?.*error=access_denied.*/);

    await page.goto(`${scene.stand.issuer}/oauth2/authorize?${request}`);
    await expectPage(page, 'consent');
    await page.click('[name="decision"][value="allow"]');
    await page.waitForURL(/\/callback\?.*code=.*/);
});

async function expectDenied(page) {
    await expectPage(page, 'portal-error');
    await page.waitForSelector('main[data-error="access_denied"]');
}
