// People: what a person does between a client's request and its answer: signs in, or is signed in already.
import { Authenticator } from '../support/authenticator.mjs';
import { HttpVisitor, pageName } from '../support/http_visitor.mjs';
import { demo } from '../support/stand.mjs';

/** Where clients of these tests wait for answers; nothing listens there, the visitor stops in front of it. */
export const callback = 'http://localhost:9/callback';

/** Opens the client's request as the demo account; the address the answer was sent to, or the page that holds it. */
export async function answerTo(request, visitor = new HttpVisitor(), until = callback) {
    const page = await visitor.get(String(request), until);
    if (page.address.startsWith(until)) return new URL(page.address);
    if (pageName(page) !== 'login') throw new Error(`${pageName(page) ?? 'no page'} at ${page.address}`);
    const typed = { username: demo.username, password: demo.password };
    const answer = await visitor.submit(page, 'password', typed, until);
    return answer.address.startsWith(until) ? new URL(answer.address) : answer;
}

/** From the security notice: sets up an authenticator app, and puts the recovery codes off. { app, answer } */
export async function setUpApp(visitor, notice, until = callback) {
    const setup = await visitor.get(new URL(/href="(\/setup\/totp[^"]*)"/.exec(notice.text)[1], notice.address).href);
    const app = new Authenticator(/id="key"[^>]*>([^<]*)</.exec(setup.text)[1]);
    const codes = await visitor.submit(setup, 'code', { code: app.code() }, until);
    if (pageName(codes) !== 'recovery-codes') throw new Error(`${pageName(codes)} at ${codes.address}`);
    return { app, answer: await visitor.submit(codes, 'later', { later: '1' }, until) };
}
