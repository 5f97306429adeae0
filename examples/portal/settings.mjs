// The portal's settings; its client id and secret come from a file, as `zugang client add --json` prints them.
import { readFileSync } from 'node:fs';
import { readSettings } from '../support/settings.mjs';

const known = {
    port: { env: 'PORTAL_PORT', value: '8081', help: 'port on loopback' },
    base_url: { env: 'PORTAL_BASE_URL', value: 'http://localhost:8081', help: 'address as the browser sees it' },
    issuer: { env: 'PORTAL_ISSUER', value: 'http://localhost:8080', help: 'the identity provider' },
    client_file: { env: 'PORTAL_CLIENT_FILE', value: 'var/portal.json', help: 'JSON with client_id and client_secret' },
};

export function portalSettings() {
    const { settings } = readSettings('node examples/portal/server.mjs [flags]', known);
    const client = JSON.parse(readFileSync(settings.client_file, 'utf8'));
    return {
        port: Number(settings.port),
        base_url: settings.base_url,
        issuer: settings.issuer,
        client_id: client.client_id,
        client_secret: client.client_secret,
    };
}
