// A television without a keyboard: the person opens its link on the telephone, signs in, compares the code, allows it.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { takePictures } from './browser.mjs';
import { setScene } from './scene.mjs';
import { expectMessage, expectPage, password, putOffNotice, signIn } from './steps.mjs';

const scene = setScene();
const grantType = 'urn:ietf:params:oauth:grant-type:device_code';

let registered = false;

async function registerTelevision()
{
    if (registered) return;
    const file = scene.stand.path('television.json');
    writeFileSync(file, JSON.stringify([{
        client_id: 'television',
        client_name: 'Fernseher',
        zugang_type: 'native',
        token_endpoint_auth_method: 'none',
        grant_types: [grantType],
        response_types: [],
        scope: 'openid profile email',
    }]));
    await scene.stand.zugang(['client', 'import', file]);
    registered = true;
}

async function post(path, fields) {
    const answer = await fetch(new URL(path, scene.stand.issuer), { method: 'POST', body: new URLSearchParams(fields) });
    return answer.json();
}

async function begin()
{
    await registerTelevision();
    return post('/oauth2/device_authorization', { client_id: 'television', scope: 'openid profile' });
}

const poll = (codes) => post('/oauth2/token', {
    grant_type: grantType,
    client_id: 'television',
    device_code: codes.device_code,
});

for (const javaScript of [true, false]) {
    test(`a person connects a device by its link, ${javaScript ? 'with' : 'without'} JavaScript`, async () => {
        const { page } = await scene.visit({ javaScript });
        const picture = (name) => takePictures(page, javaScript ? name : `${name}-plain`);
        const email = `erika+device-${javaScript}@example.org`;
        await scene.stand.zugang(['account', 'add', '--email', email, '--verified', '--password-stdin'],
            { input: `${password}\n` });
        const codes = await begin();

        await page.goto(codes.verification_uri_complete);
        await expectPage(page, 'login');
        await signIn(page, email);
        await putOffNotice(page);
        await expectPage(page, 'device');
        assert.equal(await page.inputValue('[name="user_code"]'), codes.user_code, 'the code of the link is filled in');
        await picture('device');

        await page.fill('[name="user_code"]', 'BCDF-GHJK');
        await page.click('main button.button:not(.quiet)');
        await expectMessage(page, 'user_code_unknown');
        await picture('device-unknown');

        await page.fill('[name="user_code"]', codes.user_code.toLowerCase().replace('-', ' '));
        await page.click('main button.button:not(.quiet)');
        await expectPage(page, 'device-confirm');
        await picture('device-confirm');
        assert.equal((await poll(codes)).error, 'authorization_pending');

        await page.click('[name="decision"][value="allow"]');
        await expectMessage(page, 'device_allowed');
        await picture('device-done');
        assert.ok((await poll(codes)).access_token, 'the device has its tokens');

        await page.goBack();
        await expectMessage(page, 'device_allowed'); // not the question again
        await page.reload();
        await expectMessage(page, 'device_allowed');
    });
}

test('a person who did not start it denies, and the device learns so', async () => {
    const { page } = await scene.visit();
    const email = 'max+device@example.org';
    await scene.stand.zugang(['account', 'add', '--email', email, '--verified', '--password-stdin'],
        { input: `${password}\n` });
    const codes = await begin();
    await page.goto(codes.verification_uri);
    await signIn(page, email);
    await putOffNotice(page);
    await page.fill('[name="user_code"]', 'AEIOU');
    await page.click('main button.button:not(.quiet)');
    await expectMessage(page, 'user_code_invalid');
    await page.fill('[name="user_code"]', codes.user_code);
    await page.click('main button.button:not(.quiet)');
    await expectPage(page, 'device-confirm');
    await page.goBack();
    await expectMessage(page, 'user_code_invalid');
    await page.goForward();
    await expectPage(page, 'device-confirm');
    await page.click('[name="decision"][value="deny"]');
    await expectMessage(page, 'device_denied');
    assert.equal((await poll(codes)).error, 'access_denied');
});
