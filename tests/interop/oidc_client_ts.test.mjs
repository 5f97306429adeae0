// npm's oidc-client-ts in Chromium: a single-page application without a server of its own: code flow with PKCE, userinfo
// and refresh across origins, silent sign-in in an iframe, and sign-out noticed through the session iframe.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { newVisitor, openBrowser } from '../browser/browser.mjs';
import { freePorts } from '../support/free_ports.mjs';
import { demo, root, startStand } from '../support/stand.mjs';
import { importClient } from './clients.mjs';

const library = readFileSync(`${root}/tests/node_modules/oidc-client-ts/dist/browser/oidc-client-ts.min.js`);
let stand, browser, application, settings;

before(async () => {
    stand = await startStand({ portal: false });
    await stand.addDemoAccount();
    const [port] = await freePorts(1);
    const address = `http://localhost:${port}/`;
    const client = await importClient(stand, {
        ...{ token_endpoint_auth_method: 'none', zugang_type: 'spa', scope: 'openid email profile offline_access' },
        ...{ redirect_uris: [address, `${address}silent`], post_logout_redirect_uris: [address] },
    });
    settings = {
        ...{ authority: stand.issuer, client_id: client.client_id, redirect_uri: address },
        ...{ silent_redirect_uri: `${address}silent`, post_logout_redirect_uri: address },
        ...{ scope: 'openid email profile offline_access', loadUserInfo: true, automaticSilentRenew: false },
    };
    application = await serve(port);
    browser = await openBrowser();
});

after(async () => {
    await browser?.close();
    application?.close();
    await stand?.stop();
});

/** The application: an empty page with the library, which the tests drive. */
function serve(port) {
    const page = '<!DOCTYPE html><meta charset="utf-8"><title>App</title><script src="/library.js"></script><main>App</main>';
    const scripts = {
        '/library.js': library,
        // What the page in the silent iframe runs: it hands the answer to the page around it.
        '/silent.js': `new oidc.UserManager(${JSON.stringify(settings)}).signinSilentCallback();`,
    };
    const server = createServer((request, answer) => {
        const script = scripts[request.url];
        answer.writeHead(200, { 'Content-Type': script ? 'text/javascript' : 'text/html; charset=utf-8' });
        const isSilent = request.url.startsWith('/silent');
        answer.end(script ?? (isSilent ? page + '<script src="/silent.js"></script>' : page));
    });
    return new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve(server)));
}

/** Runs what makes the page leave; the call itself ends with the page. */
async function leave(page, action, to) {
    await Promise.all([
        page.waitForURL((url) => url.href.startsWith(to)),
        page.evaluate(action, settings).catch(() => {}),
    ]);
}

/** Signs in through the library, as a click in the application would. */
async function signIn(page) {
    await page.goto(settings.redirect_uri);
    await leave(page, (own) => new oidc.UserManager(own).signinRedirect(), `${stand.issuer}/`);
    await page.fill('input[name="username"]', demo.username);
    await page.fill('input[name="password"]', demo.password);
    await Promise.all([page.waitForURL(/[?&]code=/), page.press('input[name="password"]', 'Enter')]);
    return page.evaluate(async (own) => {
        const user = await new oidc.UserManager(own).signinRedirectCallback();
        history.replaceState(null, '', '/');
        return { profile: user.profile, refresh_token: user.refresh_token, session_state: user.session_state };
    }, settings);
}

test('the application signs a person in and reads userinfo from another origin', async () => {
    const visitor = await newVisitor(browser);
    const user = await signIn(visitor.page);
    assert.equal(user.profile.email, demo.email);
    assert.equal(user.profile.name, demo.name);
    assert.ok(user.refresh_token);
    await visitor.close();
});

test('it refreshes and revokes its tokens', async () => {
    const visitor = await newVisitor(browser);
    const user = await signIn(visitor.page);
    const fresh = await visitor.page.evaluate(async (own) => {
        const renewed = await new oidc.UserManager(own).signinSilent();
        return { refresh_token: renewed.refresh_token, sub: renewed.profile.sub };
    }, settings);
    assert.notEqual(fresh.refresh_token, user.refresh_token);
    assert.equal(fresh.sub, user.profile.sub);
    const failure = await visitor.page.evaluate(async (own) => {
        const manager = new oidc.UserManager(own);
        await manager.revokeTokens(['refresh_token']);
        const user = await manager.getUser();
        return user?.refresh_token ?? 'gone';
    }, settings);
    assert.equal(failure, 'gone');
    await visitor.close();
});

test('it signs in silently in an iframe while the session lasts, and not after it', async () => {
    const visitor = await newVisitor(browser);
    const { page } = visitor;
    const user = await signIn(page);
    const silent = { ...settings, scope: 'openid email' };
    const inFrame = async (own) => {
        const manager = new oidc.UserManager({ ...own, userStore: new oidc.WebStorageStateStore({ store: new oidc.InMemoryWebStorage() }) });
        try {
            return (await manager.signinSilent()).profile.sub;
        } catch (error) {
            return error.error ?? String(error);
        }
    };
    assert.equal(await page.evaluate(inFrame, silent), user.profile.sub);
    await page.goto(`${stand.issuer}/logout`);
    await page.click('main form button');
    await page.goto(settings.redirect_uri);
    assert.equal(await page.evaluate(inFrame, silent), 'login_required');
    await visitor.close();
});

test('it notices through the session iframe that the person signed out elsewhere', async () => {
    const visitor = await newVisitor(browser);
    const { page } = visitor;
    const user = await signIn(page);
    assert.match(user.session_state, /\S+\.\S+/);
    const noticed = page.evaluate(async (own) => {
        const manager = new oidc.UserManager({ ...own, monitorSession: true, checkSessionIntervalInSeconds: 1 });
        const signedOut = new Promise((resolve) => manager.events.addUserSignedOut(() => resolve('signed out')));
        await manager.getUser(); // starts to watch
        return signedOut;
    }, settings);
    const other = await visitor.context.newPage();
    await other.goto(`${stand.issuer}/logout`);
    await other.click('main form button');
    assert.equal(await noticed, 'signed out');
    await visitor.close();
});

test('it signs out at the provider and comes back', async () => {
    const visitor = await newVisitor(browser);
    const { page } = visitor;
    await signIn(page);
    await page.evaluate(() => (document.title = 'before'));
    await page.evaluate((own) => new oidc.UserManager(own).signoutRedirect(), settings).catch(() => {});
    await page.waitForURL((url) => url.href.startsWith(settings.post_logout_redirect_uri));
    await page.waitForFunction(() => document.title === 'App');
    await page.goto(`${stand.issuer}/`);
    assert.equal(await page.getAttribute('main', 'data-page'), 'start');
    await visitor.close();
});
