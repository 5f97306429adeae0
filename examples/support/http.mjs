// What the two web examples share: answers, cookies, forms, and a server that says when it listens.
import { createServer } from 'node:http';

const largestForm = 16 * 1024;

/** `policy` is the Content-Security-Policy of the page. */
export function sendPage(response, status, page, policy) {
    send(response, status, 'text/html; charset=utf-8', String(page), { 'Content-Security-Policy': policy });
}

export function sendJson(response, status, value) {
    send(response, status, 'application/json', JSON.stringify(value, null, 2));
}

export function send(response, status, type, body, headers = {}) {
    response.writeHead(status, {
        'Content-Type': type,
        'Cache-Control': 'no-store',
        'X-Content-Type-Options': 'nosniff',
        'Referrer-Policy': 'no-referrer',
        ...headers,
    });
    response.end(body);
}

export function seeOther(response, address, headers = {}) {
    response.writeHead(303, { Location: address, 'Cache-Control': 'no-store', ...headers });
    response.end();
}

export function readCookie(request, name) {
    for (const pair of (request.headers.cookie ?? '').split(';')) {
        const [key, ...value] = pair.trim().split('=');
        if (key === name) return value.join('=');
    }
    return undefined;
}

export async function readForm(request) {
    let text = '';
    for await (const chunk of request) {
        text += chunk;
        if (text.length > largestForm) throw new Error('form too large');
    }
    return new URLSearchParams(text);
}

/** Serves on loopback; `handle(request, response, url)` may be async, and what it throws is a 500. */
export async function serve(port, name, handle) {
    const server = createServer((request, response) => {
        const url = new URL(request.url, 'http://localhost');
        Promise.resolve(handle(request, response, url)).catch((error) => {
            console.error(`${name}: ${request.method} ${url.pathname}:`, error);
            if (!response.headersSent) send(response, 500, 'text/plain; charset=utf-8', 'internal error\n');
            else response.destroy();
        });
    });
    await new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, '127.0.0.1', resolve);
    });
    console.log(`${name}: http://localhost:${server.address().port}/`);
    return server;
}

/** Ends the process cleanly on Ctrl-C and on SIGTERM. */
export function endOnSignal(...servers) {
    for (const signal of ['SIGINT', 'SIGTERM'])
        process.once(signal, () => {
            for (const server of servers) {
                server.close();
                server.closeAllConnections?.();
            }
            process.exit(0);
        });
}
