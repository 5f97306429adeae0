// The demo account: an account with a customer number, made on the command line.
import { test } from 'node:test';
import { demo } from '../support/stand.mjs';
import { takePictures } from './browser.mjs';
import { setScene } from './scene.mjs';
import { expectMessage, expectPage, expectSignedIn, openSignIn, signIn } from './steps.mjs';

const scene = setScene({ demoAccount: true });

for (const username of [demo.email, demo.username, demo.email.toUpperCase(), `  ${demo.username} `])
    test(`the demo account signs in as "${username}" and sees name and customer number`, async () => {
        const { page } = await scene.visit();
        await openSignIn(page, scene.stand);
        await signIn(page, username, demo.password);
        await expectSignedIn(page, demo);
    });

test('the portal shows the profile and its sections', async () => {
    const { page } = await scene.visit();
    await openSignIn(page, scene.stand);
    await signIn(page, demo.username, demo.password);
    await expectSignedIn(page, demo);
    await takePictures(page, 'portal-demo');
    await page.goto(`${scene.stand.portal}/profil`);
    await expectPage(page, 'portal-profile');
    await takePictures(page, 'portal-profile');
    for (const section of ['postfach', 'bescheide', 'termine', 'bankverbindung', 'verlauf', 'jobsuche']) {
        await page.goto(`${scene.stand.portal}/${section}`);
        await expectPage(page, 'portal-section');
    }
});

test('a wrong password keeps the name that was typed and not the password', async () => {
    const { page } = await scene.visit();
    await openSignIn(page, scene.stand);
    await signIn(page, demo.username, 'Regenschirm-Apfelbaum-8');
    await expectMessage(page, 'wrong_credentials');
    await takePictures(page, 'login-wrong');
    if ((await page.inputValue('[name="username"]')) !== demo.username) throw new Error('the name is gone');
    if ((await page.inputValue('[name="password"]')) !== '') throw new Error('the password came back');
    await signIn(page, demo.username, demo.password);
    await expectSignedIn(page, demo);
});

test('the enter key in a field signs in and does not cancel', async () => {
    const { page } = await scene.visit();
    await openSignIn(page, scene.stand);
    await page.fill('[name="username"]', demo.username);
    await page.fill('[name="password"]', demo.password);
    await page.press('[name="password"]', 'Enter');
    await expectSignedIn(page, demo);
});
