// The portal's addresses and what happens at each.
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { seeOther, send, sendPage } from '../support/http.mjs';
import { describeFailure, forgotten } from './failures.mjs';
import { errorPage, homePage, notFoundPage, profilePage, sectionPage, signedOutPage } from './pages.mjs';
import { findSection, strongLevels } from './sections.mjs';
import { remember, take } from './sessions.mjs';

const style = readFileSync(new URL('style.css', import.meta.url));

export function makeRoutes(settings, provider, sessions) {
    // A sign-out is a form whose answer leads to the provider and back: form-action counts for redirects too.
    const policy =
        `default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; frame-ancestors 'none'; ` +
        `form-action 'self' ${new URL(settings.issuer).origin}`;
    const show = (response, page, status = 200) => sendPage(response, status, page, policy);
    const signOuts = new Set(); // states of sign-outs under way

    const routes = {
        'GET /style.css': ({ response }) => send(response, 200, 'text/css', style),
        'GET /': home,
        'GET /sign-in': signIn,
        'GET /step-up': stepUp,
        'GET /callback': callback,
        'POST /sign-out': signOut,
        'GET /profil': ({ response, session }) => show(response, profilePage(session.user)),
    };
    const open = new Set(['GET /style.css', 'GET /', 'GET /sign-in', 'GET /callback', 'POST /sign-out']);

    function home({ response, session, url }) {
        if (session?.user) return show(response, homePage(session.user));
        return show(response, signedOutPage({ hasJustSignedOut: signOuts.delete(url.searchParams.get('state')) }));
    }

    function signIn({ response, session }) {
        return begin({ response, session });
    }

    function stepUp({ response, session }) {
        return begin({ response, session, wanted: { levels: strongLevels, returnTo: '/bankverbindung' } });
    }

    async function begin({ response, session, wanted }) {
        const { address, pending } = await provider.beginSignIn(wanted);
        const known = session ?? sessions.create({});
        remember(known, pending);
        return seeOther(response, address, sessions.header(known));
    }

    async function callback({ response, session, url }) {
        const pending = take(session, url.searchParams.get('state'));
        // Back or reload after a finished sign-in: the answer was used up, and there is nothing to complain about.
        if (!pending && session?.user) return seeOther(response, '/');
        if (!pending) return show(response, errorPage(forgotten), forgotten.status);
        const user = { ...(await provider.finishSignIn(url.search, pending)), signed_in_at: Date.now() };
        // A fresh name for the session: one planted before the sign-in is worth nothing after it. Other tabs go on.
        const signedIn = sessions.create({ user, pending: session.pending });
        sessions.end(session);
        return seeOther(response, pending.return_to, sessions.header(signedIn));
    }

    async function signOut({ request, response, session }) {
        // Sent from elsewhere: signing somebody out is theirs alone to do.
        if (request.headers['sec-fetch-site'] === 'cross-site') return seeOther(response, '/');
        if (!session?.user) return seeOther(response, '/');
        sessions.end(session);
        const state = randomBytes(16).toString('base64url');
        const address = await provider.signOutAddress(session.user.id_token, state);
        signOuts.add(state);
        return seeOther(response, address, sessions.header(undefined));
    }

    function fail(response, error, user) {
        const failure = describeFailure(error, user);
        console.error(`portal: ${failure.error}: ${error.message}`);
        return show(response, errorPage(failure, user), failure.status);
    }

    return async function handle(request, response, url) {
        const session = sessions.find(request);
        const name = `${request.method} ${url.pathname}`;
        const section = request.method === 'GET' && findSection(url.pathname);
        if (!routes[name] && !section) return show(response, notFoundPage(session?.user), 404);
        if (!open.has(name) && !session?.user) return seeOther(response, '/');
        if (section) return show(response, sectionPage(session.user, section));
        try {
            return await routes[name]({ request, response, session, url });
        } catch (error) {
            return fail(response, error, session?.user);
        }
    };
}
