// Clients: registers relying parties with any metadata, and makes keys for them.
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { exportJWK, generateKeyPair } from 'jose';
import { callback } from './people.mjs';

let count = 0;

/** `client import` of one client with these members of RFC 7591; the metadata, with client_id and client_secret. */
export async function importClient(stand, metadata = {}) {
    count += 1;
    const secret = withoutSecret.includes(metadata.token_endpoint_auth_method)
        ? {}
        : { client_secret: `zcs_${randomBytes(32).toString('base64url')}` };
    const client = {
        ...{ client_id: `client-${count}`, client_name: `Client ${count}`, redirect_uris: [callback] },
        ...{ grant_types: ['authorization_code', 'refresh_token'], response_types: ['code'] },
        ...{ scope: 'openid email profile customer offline_access', id_token_signed_response_alg: 'ES256' },
        ...{ zugang_trusted: true, ...secret, ...metadata },
    };
    if (metadata.grant_types?.[0] === 'client_credentials') client.scope = metadata.scope ?? '';
    const file = stand.path(`client-${count}.json`);
    writeFileSync(file, JSON.stringify([client]), { mode: 0o600 });
    await stand.zugang(['client', 'import', file]);
    return client;
}

const withoutSecret = ['none', 'private_key_jwt', 'tls_client_auth', 'self_signed_tls_client_auth'];

export function keyPair(alg) {
    return generateKeyPair(alg, { extractable: true, ...(alg === 'ECDH-ES' && { crv: 'P-256' }) });
}

/** The public half, with the algorithm as its kid. */
export async function publicJwk(key, alg, use = 'sig') {
    return { ...(await exportJWK(key.publicKey)), alg, use, kid: alg };
}
