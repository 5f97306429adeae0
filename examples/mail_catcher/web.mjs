// The catcher's web page and its JSON API.
import { readFileSync } from 'node:fs';
import { send, sendJson, sendPage, serve } from '../support/http.mjs';
import { framedMail, listPage, mailPage, notFoundPage } from './pages.mjs';

const policy = "default-src 'none'; style-src 'self'; img-src data:; frame-src 'self'; base-uri 'none'; form-action 'none'";
// A mail's own HTML: no script, nothing from elsewhere, and an origin of its own even outside the frame.
const mailPolicy = "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:";
const style = readFileSync(new URL('style.css', import.meta.url));

export function startWeb(port, mailbox) {
    return serve(port, 'mail catcher', (request, response, url) => {
        if (url.pathname === '/api/mails') return api(request, response, url, mailbox);
        if (request.method !== 'GET') return send(response, 405, 'text/plain', 'method not allowed\n', { Allow: 'GET' });
        if (url.pathname === '/') return sendPage(response, 200, listPage(mailbox.list()), policy);
        if (url.pathname === '/style.css') return send(response, 200, 'text/css', style);
        return oneMail(response, url, mailbox);
    });
}

/** GET /api/mails[?to=ADDRESS]: newest first; DELETE /api/mails: forgets all. */
function api(request, response, url, mailbox) {
    if (request.method === 'GET') return sendJson(response, 200, mailbox.list(url.searchParams.get('to')));
    if (request.method !== 'DELETE') return sendJson(response, 405, { error: 'method_not_allowed' });
    mailbox.clear();
    return send(response, 204, 'application/json', '');
}

function oneMail(response, url, mailbox) {
    const [, id, part] = /^\/mails\/(\d+)(\/html|\/raw)?$/.exec(url.pathname) ?? [];
    const mail = mailbox.find(id);
    if (!mail) return sendPage(response, 404, notFoundPage(), policy);
    if (part === '/html') return sendPage(response, 200, framedMail(mail), mailPolicy);
    if (part === '/raw') return send(response, 200, 'text/plain; charset=utf-8', mail.raw);
    return sendPage(response, 200, mailPage(mail), policy);
}
