// Loopback: the listener the browser comes back to (RFC 8252 section 7.3), on a port the system picks.
import { once } from 'node:events';
import { createServer } from 'node:http';

const path = '/callback';

export class Loopback {
    #server = createServer((request, response) => this.#answer(request, response));
    #state;
    #resolve;

    /** The redirect address. 127.0.0.1, not localhost: no other interface and no name lookup can get in between. */
    async open() {
        this.#server.listen(0, '127.0.0.1');
        await once(this.#server, 'listening');
        return `http://127.0.0.1:${this.#server.address().port}${path}`;
    }

    /** The parameters of the one redirect that carries `state`. */
    wait(state) {
        this.#state = state;
        return new Promise((resolve) => (this.#resolve = resolve));
    }

    close() {
        this.#server.close();
        this.#server.closeAllConnections();
    }

    #answer(request, response) {
        const url = new URL(request.url, 'http://127.0.0.1');
        const query = url.searchParams;
        // Anything on this machine may knock here; only an answer to our own request counts (RFC 8252 section 8.9).
        const isOurs = request.method === 'GET' && url.pathname === path && query.get('state') === this.#state;
        response.writeHead(isOurs ? 200 : 404, {
            'Content-Type': 'text/html; charset=utf-8',
            'Content-Security-Policy': "default-src 'none'; img-src data:",
            'Referrer-Policy': 'no-referrer',
            Connection: 'close',
        });
        response.end(isOurs ? page(query) : '', () => isOurs && this.#resolve(query));
    }
}

function page(query) {
    const [name, text] = query.has('error')
        ? ['app-cancelled', 'Die Anmeldung wurde abgebrochen.']
        : ['app-signed-in', 'Sie sind in der Jobcenter-App angemeldet.'];
    return (
        '<!doctype html><html lang="de"><meta charset="utf-8">' +
        '<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">' +
        `<title>Jobcenter-App</title><main data-page="${name}"><h1>${text}</h1>` +
        '<p>Sie können dieses Fenster schließen und in die App zurückkehren.</p></main></html>'
    );
}
