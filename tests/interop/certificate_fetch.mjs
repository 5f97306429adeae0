// What the libraries take as their fetch: one that shows a certificate in the handshake, which Node's own cannot.
import { once } from 'node:events';
import { request } from 'node:https';

/** `shown` is a certificate of ../support/certificates.mjs; without one the client has none to show. */
export function fetchShowing(shown) {
    const identity = shown && { cert: shown.cert, key: shown.key };
    return async (address, { method, headers, body }) => {
        const all = Object.fromEntries(new Headers(headers));
        const asking = request(address, { method, headers: all, agent: false, ...identity });
        asking.end(body && String(body));
        const [answer] = await once(asking, 'response');
        let text = '';
        for await (const chunk of answer.setEncoding('utf8')) text += chunk;
        return new Response(text || null, { status: answer.statusCode, headers: headersOf(answer) });
    };
}

function headersOf({ rawHeaders }) {
    const headers = new Headers();
    for (let at = 0; at < rawHeaders.length; at += 2) headers.append(rawHeaders[at], rawHeaders[at + 1]);
    return headers;
}
