// The checks on an ID token that came straight from the token endpoint (OpenID Connect Core 3.1.3.7).

/**
 * The claims. Its signature need not be checked, since the endpoint itself handed it over (item 6); what it says must
 * be. `nonce` is undefined after a refresh. Throws with the reason.
 */
export function checkIdToken(token, { issuer, client_id, nonce }) {
    const claims = JSON.parse(Buffer.from(token.split('.')[1], 'base64url').toString('utf8'));
    if (claims.iss !== issuer) throw new Error('the ID token is from another issuer');
    if (![claims.aud].flat().includes(client_id)) throw new Error('the ID token is for another client');
    if (!(claims.exp > Date.now() / 1000)) throw new Error('the ID token has expired');
    if (nonce !== undefined && claims.nonce !== nonce) throw new Error('the ID token answers another request');
    return claims;
}
