// Python's Authlib: code flow with PKCE, ID token, userinfo, refresh, introspection, revocation, by three ways of client
// authentication.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { after, before, test } from 'node:test';
import { exportPKCS8 } from 'jose';
import { demo, startStand } from '../support/stand.mjs';
import { importClient, keyPair, publicJwk } from './clients.mjs';
import { answerTo, callback } from './people.mjs';

const script = fileURLToPath(new URL('authlib_client.py', import.meta.url));
let stand;

before(async () => {
    stand = await startStand({ portal: false });
    await stand.addDemoAccount();
});

after(() => stand?.stop());

for (const method of ['client_secret_basic', 'client_secret_jwt', 'private_key_jwt'])
    test(`Authlib signs a person in and authenticates with ${method}`, async () => {
        const key = await keyPair('ES256');
        const jwks = { keys: [await publicJwk(key, 'ES256')] };
        const client = await importClient(stand, {
            token_endpoint_auth_method: method,
            ...(method === 'private_key_jwt' && { jwks }),
        });
        const file = stand.path(`${client.client_id}-secret.json`);
        const private_key = await exportPKCS8(key.privateKey);
        writeFileSync(file, JSON.stringify({ ...client, private_key }), { mode: 0o600 });
        const seen = await run(file);
        assert.equal(seen.claims.nonce, 'nonce-of-authlib');
        assert.equal(seen.person.email, demo.email);
        assert.equal(seen.person.sub, seen.claims.sub);
        assert.equal(seen.refreshed, true);
        if (method !== 'client_secret_basic') return;
        assert.equal(seen.seen.active, true);
        assert.equal(seen.gone.active, false);
    });

async function run(clientFile) {
    const metadata = `${stand.issuer}/.well-known/openid-configuration`;
    const python = spawn('/usr/bin/python3', [script, metadata, clientFile, callback], { stdio: ['pipe', 'pipe', 'pipe'] });
    let complaints = '';
    python.stderr.on('data', (text) => (complaints += text));
    const lines = createInterface({ input: python.stdout })[Symbol.asyncIterator]();
    const request = (await lines.next()).value;
    if (!request) throw new Error(complaints);
    python.stdin.end(`${await answerTo(request)}\n`);
    const result = (await lines.next()).value;
    if (!result) throw new Error(complaints);
    return JSON.parse(result);
}
