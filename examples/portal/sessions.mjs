// Sessions: what the portal knows of a browser, in memory; the browser only holds a random name for it.
import { randomBytes } from 'node:crypto';
import { readCookie } from '../support/http.mjs';

const cookie = 'portal_session';
const idle = 30 * 60 * 1000;
const mostPending = 10; // sign-ins under way in one browser: one per tab

export class Sessions {
    #sessions = new Map();
    #attributes;

    constructor(baseUrl) {
        this.#attributes = `Path=/; HttpOnly; SameSite=Lax${baseUrl.startsWith('https:') ? '; Secure' : ''}`;
    }

    /** The session the request names, if it is still there. */
    find(request) {
        const session = this.#sessions.get(readCookie(request, cookie));
        if (!session || Date.now() - session.seen > idle) return undefined;
        session.seen = Date.now();
        return session;
    }

    /** A fresh session under a fresh name, holding `content`. */
    create(content) {
        this.#forgetIdle();
        const session = { id: randomBytes(32).toString('base64url'), seen: Date.now(), pending: new Map(), ...content };
        this.#sessions.set(session.id, session);
        return session;
    }

    end(session) {
        this.#sessions.delete(session?.id);
    }

    /** Set-Cookie header for a session, or the one that takes the cookie away. */
    header(session) {
        return { 'Set-Cookie': session ? `${cookie}=${session.id}; ${this.#attributes}` : `${cookie}=; Max-Age=0; ${this.#attributes}` };
    }

    #forgetIdle() {
        for (const session of this.#sessions.values())
            if (Date.now() - session.seen > idle) this.#sessions.delete(session.id);
    }
}

/** Remembers a sign-in under way; the oldest goes when a browser begins too many. */
export function remember(session, pending) {
    session.pending.set(pending.state, pending);
    if (session.pending.size > mostPending) session.pending.delete(session.pending.keys().next().value);
}

/** The sign-in that `state` belongs to, once. */
export function take(session, state) {
    const pending = session?.pending.get(state);
    session?.pending.delete(state);
    return pending;
}
