// HttpVisitor: a browser without a screen: keeps cookies, follows redirects, fills in forms. For tests that look at
// protocols rather than pages.
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';

// What browsers say when a person follows a link or sends a form; some servers look at it.
const navigation = { Accept: 'text/html', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document' };

export class HttpVisitor {
    #cookies = new Map(); // of one host; ports share cookies, as in browsers

    /** Follows redirects until a page, or an address that begins with `until`. { address, status, text } */
    async get(address, until) {
        return this.#follow({ address, method: 'GET', headers: { 'Sec-Fetch-Site': 'none' } }, until);
    }

    /** Sends the form of `page` that has a field `field`, with `values` typed in. */
    async submit(page, field, values, until) {
        const form = findForm(page.text, field);
        if (!form) throw new Error(`no form with ${field} on ${page.address}:\n${page.text}`);
        const address = new URL(form.action, page.address).href;
        const body = new URLSearchParams({ ...form.hidden, ...values }).toString();
        const headers = {
            'Content-Type': 'application/x-www-form-urlencoded',
            'Content-Length': Buffer.byteLength(body),
            'Sec-Fetch-Site': 'same-origin',
            Origin: new URL(address).origin,
        };
        return this.#follow({ address, method: 'POST', headers, body }, until);
    }

    async #follow(first, until) {
        let request = first;
        for (let hops = 0; hops < 20; hops += 1) {
            const { status, headers, text } = await send(request, this.#cookieHeader());
            this.#keepCookies(headers['set-cookie'] ?? []);
            const next = headers.location ?? refreshAddress(text);
            if (!next) return { address: request.address, status, text };
            const address = new URL(next, request.address).href;
            if (until && address.startsWith(until)) return { address, status, text: '' };
            request = { address, method: 'GET', headers: { 'Sec-Fetch-Site': 'same-site' } };
        }
        throw new Error(`too many redirects, the last to ${request.address}`);
    }

    #cookieHeader() {
        return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    }

    #keepCookies(cookies) {
        for (const cookie of cookies) {
            const [pair, ...attributes] = cookie.split(';');
            const split = pair.indexOf('=');
            const name = pair.slice(0, split).trim();
            if (attributes.some(isOver)) this.#cookies.delete(name);
            else this.#cookies.set(name, pair.slice(split + 1).trim());
        }
    }
}

function isOver(cookieAttribute) {
    const [name, value] = cookieAttribute.trim().split('=');
    if (/^max-age$/i.test(name)) return Number(value) <= 0;
    return /^expires$/i.test(name) && Date.parse(value) < Date.now();
}

/** The value of an attribute in a start tag, its entities resolved. */
export function attribute(tag, name) {
    const found = new RegExp(`\\s${name}="([^"]*)"`).exec(tag);
    return found && unescapeHtml(found[1]);
}

/** The data-page of a page. */
export function pageName(page) {
    return attribute(/<main[^>]*>/.exec(page.text)?.[0] ?? '', 'data-page');
}

async function send({ address, method, headers, body }, cookies) {
    const all = { ...navigation, ...headers, ...(cookies && { Cookie: cookies }) };
    const request = address.startsWith('https:') ? httpsRequest : httpRequest;
    const answer = await new Promise((resolve, reject) => {
        request(address, { method, headers: all }, resolve).on('error', reject).end(body);
    });
    let text = '';
    for await (const chunk of answer.setEncoding('utf8')) text += chunk;
    return { status: answer.statusCode, headers: answer.headers, text };
}

function findForm(text, field) {
    for (const [form] of text.matchAll(/<form[\s\S]*?<\/form>/g)) {
        if (!form.includes(`name="${field}"`)) continue;
        const hidden = {};
        for (const [input] of form.matchAll(/<input[^>]*type="hidden"[^>]*>/g))
            hidden[attribute(input, 'name')] = attribute(input, 'value') ?? '';
        return { action: attribute(form, 'action'), hidden };
    }
    return undefined;
}

function refreshAddress(text) {
    const tag = /<meta http-equiv="refresh"[^>]*>/.exec(text)?.[0];
    return tag && attribute(tag, 'content').replace(/^\d+;\s*url=/, '');
}

function unescapeHtml(text) {
    const named = { amp: '&', lt: '<', gt: '>', quot: '"' };
    return text.replace(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (whole, decimal, hex, name) =>
        name ? (named[name] ?? whole) : String.fromCodePoint(decimal ? Number(decimal) : parseInt(hex, 16)),
    );
}
