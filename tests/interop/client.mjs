// Client: a bare relying party for tests that look at what it is given.
import { createHash, randomBytes } from 'node:crypto';
import { HttpVisitor } from '../support/http_visitor.mjs';
import { demo } from '../support/stand.mjs';

const callback = 'http://localhost:9/callback'; // nothing listens there: the visitor stops in front of it

/** Registers a client of type web with the stand. */
export async function makeClient(stand, id, scope = 'openid email profile customer offline_access') {
    const made = await stand.addClient(id, ['--type', 'web', '--trusted', '--redirect-uri', callback, '--scope', scope]);
    const metadata = await (await fetch(`${stand.issuer}/.well-known/openid-configuration`)).json();
    return { ...made, scope, metadata };
}

/** Signs the demo account in for this client. The token answer, and the nonce that was asked with. */
export async function obtainTokens(client, more = {}) {
    const secret = { state: random(), nonce: random(), verifier: random() };
    const request = new URL(client.metadata.authorization_endpoint);
    request.search = new URLSearchParams({
        ...{ response_type: 'code', client_id: client.client_id, redirect_uri: callback, scope: client.scope },
        ...{ state: secret.state, nonce: secret.nonce, code_challenge: s256(secret.verifier), code_challenge_method: 'S256' },
        ...more,
    });
    const visitor = new HttpVisitor();
    const login = await visitor.get(request.href);
    const typed = { username: demo.username, password: demo.password };
    const { address } = await visitor.submit(login, 'password', typed, callback);
    const answer = new URL(address).searchParams;
    if (answer.get('state') !== secret.state) throw new Error(`another state came back: ${address}`);
    const tokens = await callToken(client, {
        ...{ grant_type: 'authorization_code', code: answer.get('code'), redirect_uri: callback },
        code_verifier: secret.verifier,
    });
    return { ...tokens, nonce: secret.nonce };
}

export async function callToken(client, parameters) {
    const name = `${encodeURIComponent(client.client_id)}:${encodeURIComponent(client.client_secret)}`;
    const response = await fetch(client.metadata.token_endpoint, {
        method: 'POST',
        headers: { Authorization: `Basic ${Buffer.from(name).toString('base64')}` },
        body: new URLSearchParams(parameters),
    });
    const answer = await response.json();
    if (!response.ok) throw new Error(`${response.status} ${JSON.stringify(answer)}`);
    return answer;
}

function random() {
    return randomBytes(32).toString('base64url');
}

function s256(verifier) {
    return createHash('sha256').update(verifier).digest('base64url');
}
