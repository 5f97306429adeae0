// Provider: everything the portal says to the identity provider, in openid-client's words.
import * as oidc from 'openid-client';

const scope = 'openid email profile customer';

export class Provider {
    #settings;
    #configuration;

    constructor(settings) {
        this.#settings = settings;
    }

    /**
     * Where to send the browser, and what to remember until it comes back. `levels` are acr values of which one is
     * needed (OIDC Core §5.5.1.1): the provider asks for what is missing of it and for nothing else.
     */
    async beginSignIn({ levels, returnTo = '/' } = {}) {
        const configuration = await this.#load();
        const pending = {
            state: oidc.randomState(),
            nonce: oidc.randomNonce(),
            verifier: oidc.randomPKCECodeVerifier(),
            return_to: returnTo,
        };
        const address = oidc.buildAuthorizationUrl(configuration, {
            redirect_uri: this.#callback(),
            scope,
            state: pending.state,
            nonce: pending.nonce,
            code_challenge: await oidc.calculatePKCECodeChallenge(pending.verifier),
            code_challenge_method: 'S256',
            ...(levels && { claims: JSON.stringify({ id_token: { acr: { essential: true, values: levels } } }) }),
        });
        return { address: address.href, pending };
    }

    /** `query` is what came back with the browser. Throws openid-client's errors. */
    async finishSignIn(query, pending) {
        const configuration = await this.#load();
        const tokens = await oidc.authorizationCodeGrant(configuration, new URL(this.#callback() + query), {
            expectedState: pending.state,
            expectedNonce: pending.nonce,
            pkceCodeVerifier: pending.verifier,
            idTokenExpected: true,
        });
        const claims = tokens.claims();
        const userinfo = await oidc.fetchUserInfo(configuration, tokens.access_token, claims.sub);
        return { id_token: tokens.id_token, access_token: tokens.access_token, claims, userinfo };
    }

    /** RP-initiated logout: ends the session at the provider too and comes back with `state`. */
    async signOutAddress(idToken, state) {
        const address = oidc.buildEndSessionUrl(await this.#load(), {
            id_token_hint: idToken,
            post_logout_redirect_uri: `${this.#settings.base_url}/`,
            state,
        });
        return address.href;
    }

    #callback() {
        return `${this.#settings.base_url}/callback`;
    }

    // Discovery happens at the first need, so the portal starts without the provider and copes with its restart.
    async #load() {
        const { issuer, client_id, client_secret } = this.#settings;
        const isLocal = new URL(issuer).protocol === 'http:';
        this.#configuration ??= await oidc.discovery(
            new URL(issuer),
            client_id,
            undefined,
            oidc.ClientSecretBasic(client_secret),
            isLocal ? { execute: [oidc.allowInsecureRequests] } : undefined,
        );
        return this.#configuration;
    }
}
