// Clients that show a certificate (RFC 8705), with npm's openid-client: it finds the second listener in the metadata,
// and its tokens are good with the certificate alone.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { decodeJwt } from 'jose';
import * as oidc from 'openid-client';
import { believe, makeCertificate } from '../support/certificates.mjs';
import { freePorts } from '../support/free_ports.mjs';
import { startStand } from '../support/stand.mjs';
import { fetchShowing } from './certificate_fetch.mjs';
import { importClient } from './clients.mjs';
import { answerTo, callback } from './people.mjs';

const folder = mkdtempSync(join(tmpdir(), 'zugang-mtls-'));
const server = makeCertificate(folder, 'localhost');
const authority = makeCertificate(folder, 'authority');
const subject = '/O=Beispiel/CN=client';
const subjectName = 'CN=client,O=Beispiel'; // as RFC 4514 writes it
const vouched = makeCertificate(folder, 'vouched', { subject, authority });
const own = makeCertificate(folder, 'own');
const stranger = makeCertificate(folder, 'stranger', { subject }); // says the name of `vouched`, by its own word
believe(server);

let stand; // takes every certificate
let strict; // takes those of the authority

before(async () => {
    [stand, strict] = await Promise.all(['any', 'ca'].map(startTlsStand));
    await stand.addDemoAccount();
});

after(async () => {
    await Promise.all([stand?.stop(), strict?.stop()]);
    rmSync(folder, { recursive: true });
});

async function startTlsStand(trust) {
    const [port] = await freePorts(1);
    const tls = { certificate: server.certificate_file, key: server.key_file };
    const mtls = { port, trust, ca_file: authority.certificate_file };
    return startStand({ portal: false, config: { 'listen.tls': tls, 'listen.mtls': mtls } });
}

const selfSigned = () => ({
    token_endpoint_auth_method: 'self_signed_tls_client_auth',
    jwks: { keys: [{ ...own.x509.publicKey.export({ format: 'jwk' }), x5c: [own.x509.raw.toString('base64')] }] },
});
const byName = () => ({ token_endpoint_auth_method: 'tls_client_auth', tls_client_auth_subject_dn: subjectName });
const methods = [
    ['self_signed_tls_client_auth', selfSigned, own],
    ['tls_client_auth', byName, vouched],
];
const machine = { grant_types: ['client_credentials'], redirect_uris: [], response_types: [] };

/** A function that makes the library's view of one client, for whoever shows that certificate. */
async function register(metadata, where = stand) {
    const bound = { tls_client_certificate_bound_access_tokens: true };
    const client = await importClient(where, { ...bound, ...metadata });
    const known = { ...client, use_mtls_endpoint_aliases: true };
    return (shown) => {
        const options = { [oidc.customFetch]: fetchShowing(shown) };
        return oidc.discovery(new URL(where.issuer), client.client_id, known, oidc.TlsClientAuth(), options);
    };
}

/** Pushes the request, signs in and redeems the code. */
async function signIn(config) {
    const pkceCodeVerifier = oidc.randomPKCECodeVerifier();
    const checks = { pkceCodeVerifier, expectedState: oidc.randomState(), expectedNonce: oidc.randomNonce() };
    const address = await oidc.buildAuthorizationUrlWithPAR(config, {
        ...{ redirect_uri: callback, scope: 'openid email offline_access' },
        ...{ code_challenge: await oidc.calculatePKCECodeChallenge(pkceCodeVerifier), code_challenge_method: 'S256' },
        ...{ state: checks.expectedState, nonce: checks.expectedNonce },
    });
    return oidc.authorizationCodeGrant(config, await answerTo(address), checks);
}

const thumbprint = ({ x509 }) => createHash('sha256').update(x509.raw).digest('base64url');

for (const [name, metadata, shown] of methods)
    test(`${name}: tokens carry the certificate, and are good with it alone`, async () => {
        const showing = await register(metadata());
        const config = await showing(shown);
        const tokens = await signIn(config);
        const { sub } = tokens.claims();
        const cnf = { 'x5t#S256': thumbprint(shown) };
        assert.deepEqual(decodeJwt(tokens.access_token).cnf, cnf);
        const seen = await oidc.tokenIntrospection(config, tokens.access_token);
        assert.deepEqual([seen.active, seen.sub, seen.cnf], [true, sub, cnf]);
        assert.ok((await oidc.fetchUserInfo(config, tokens.access_token, sub)).email);
        for (const other of [undefined, stranger])
            await assert.rejects(oidc.fetchUserInfo(await showing(other), tokens.access_token, sub), isRefusedToken);
        const fresh = await oidc.refreshTokenGrant(config, tokens.refresh_token);
        assert.deepEqual(decodeJwt(fresh.access_token).cnf, cnf);
        assert.ok((await oidc.fetchUserInfo(config, fresh.access_token, sub)).email);
    });

function isRefusedToken(error) {
    assert.equal(error.status, 401);
    assert.equal(error.cause[0].parameters.error, 'invalid_token');
    return true;
}

for (const [name, metadata, shown] of methods)
    test(`${name}: no certificate, or another, is no client`, async () => {
        const showing = await register({ ...metadata(), ...machine });
        const tokens = await oidc.clientCredentialsGrant(await showing(shown));
        assert.equal(decodeJwt(tokens.access_token).cnf['x5t#S256'], thumbprint(shown));
        for (const other of [undefined, stranger, shown === own ? vouched : own]) {
            const config = await showing(other);
            await assert.rejects(oidc.clientCredentialsGrant(config), { status: 401, error: 'invalid_client' });
        }
    });

test('a listener that trusts authorities alone ends the handshake with everybody else', async () => {
    const showing = await register({ ...byName(), ...machine }, strict);
    assert.ok((await oidc.clientCredentialsGrant(await showing(vouched))).access_token);
    const config = await showing(stranger); // the metadata stands on the other port, which asks for nothing
    await assert.rejects(oidc.clientCredentialsGrant(config), isEndedHandshake);
});

// The alert, or what is left of it where the server has hung up before the request was out.
function isEndedHandshake({ cause }) {
    assert.match(cause.code, /^(ERR_SSL_TLSV1_ALERT_UNKNOWN_CA|ECONNRESET|EPIPE)$/);
    return true;
}
