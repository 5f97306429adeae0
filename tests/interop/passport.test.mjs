// npm's passport-openidconnect: the way many Node.js applications sign people in.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import express from 'express';
import session from 'express-session';
import passport from 'passport';
import OpenIDConnectStrategy from 'passport-openidconnect';
import { HttpVisitor } from '../support/http_visitor.mjs';
import { freePorts } from '../support/free_ports.mjs';
import { demo, startStand } from '../support/stand.mjs';
import { importClient } from './clients.mjs';

let stand, application, address;

before(async () => {
    stand = await startStand({ portal: false });
    await stand.addDemoAccount();
    const [port] = await freePorts(1);
    address = `http://localhost:${port}`;
    // The library knows no PKCE, and sends its secret in the form.
    const client = await importClient(stand, {
        ...{ redirect_uris: [`${address}/callback`], zugang_require_pkce: false },
        token_endpoint_auth_method: 'client_secret_post',
    });
    const metadata = await (await fetch(`${stand.issuer}/.well-known/openid-configuration`)).json();
    application = await listen(port, makeStrategy(client, metadata));
});

after(async () => {
    application?.close();
    await stand?.stop();
});

function makeStrategy(client, metadata) {
    const settings = {
        ...{ issuer: metadata.issuer, authorizationURL: metadata.authorization_endpoint },
        ...{ tokenURL: metadata.token_endpoint, userInfoURL: metadata.userinfo_endpoint },
        ...{ clientID: client.client_id, clientSecret: client.client_secret },
        ...{ callbackURL: `${address}/callback`, scope: 'profile email', nonce: true },
        skipUserProfile: () => false, // asks userinfo
    };
    return new OpenIDConnectStrategy(settings, (issuer, profile, done) => done(null, profile));
}

function listen(port, strategy) {
    const app = express();
    const keeper = new passport.Passport();
    keeper.use('zugang', strategy);
    keeper.serializeUser((user, done) => done(null, user));
    keeper.deserializeUser((user, done) => done(null, user));
    app.use(session({ secret: randomBytes(24).toString('hex'), resave: false, saveUninitialized: false }));
    app.use(keeper.initialize(), keeper.session());
    app.get('/login', keeper.authenticate('zugang'));
    app.get('/callback', keeper.authenticate('zugang', { failureRedirect: '/failed' }), (request, answer) =>
        answer.redirect('/'),
    );
    app.get('/failed', (request, answer) => answer.json({ failed: request.session.messages ?? true }));
    app.get('/', (request, answer) => answer.json({ user: request.user ?? null }));
    return new Promise((resolve) => {
        const server = app.listen(port, '127.0.0.1', () => resolve(server));
    });
}

test('a person signs in and the application knows the profile', async () => {
    const visitor = new HttpVisitor();
    const login = await visitor.get(`${address}/login`);
    const page = await visitor.submit(login, 'password', { username: demo.username, password: demo.password });
    const { user } = JSON.parse(page.text);
    assert.equal(user.displayName, demo.name);
    assert.equal(user.emails[0].value, demo.email);
    assert.ok(user.id);
});

test('cancelling ends at the application, which shows nobody signed in', async () => {
    const visitor = new HttpVisitor();
    const login = await visitor.get(`${address}/login`);
    const page = await visitor.submit(login, 'cancel', { cancel: '1' });
    assert.ok(JSON.parse(page.text).failed);
    assert.equal(JSON.parse((await visitor.get(`${address}/`)).text).user, null);
});
