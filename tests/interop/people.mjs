// People: what a person does between a client's request and its answer: signs in, or is signed in already.
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
