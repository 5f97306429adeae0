// Provider: the app's conversation with the identity provider, through AppAuth.
import appauth from '@openid/appauth';
import { checkIdToken } from './id_token.mjs';
import { LoopbackHandler } from './loopback_handler.mjs';
import { FetchRequestor } from './requestor.mjs';

const scope = 'openid offline_access profile customer';

export class Provider {
    #settings;
    #configuration;
    #tokens = new appauth.BaseTokenRequestHandler(new FetchRequestor());

    constructor(settings) {
        this.#settings = settings;
    }

    /** Signs in through the browser; `announce` shows the address. AppAuth's TokenResponse. */
    async signIn(announce) {
        const { client_id, issuer } = this.#settings;
        const configuration = await this.#load();
        const answer = await new LoopbackHandler(announce).authorize(configuration, { client_id, scope });
        // RFC 9207: an answer from another provider must not reach this one's token endpoint.
        if (answer.iss !== null && answer.iss !== issuer) throw new Error('the answer is from another issuer');
        const tokens = await this.#request({
            grant_type: appauth.GRANT_TYPE_AUTHORIZATION_CODE,
            code: answer.code,
            redirect_uri: answer.redirect_uri,
            extras: { code_verifier: answer.verifier },
        });
        checkIdToken(tokens.idToken, { issuer, client_id, nonce: answer.nonce });
        return tokens;
    }

    /** Fresh tokens for a refresh token, which is used up by this. */
    async refresh(refreshToken) {
        const tokens = await this.#request({
            grant_type: appauth.GRANT_TYPE_REFRESH_TOKEN,
            refresh_token: refreshToken,
        });
        if (tokens.idToken) checkIdToken(tokens.idToken, this.#settings);
        return tokens;
    }

    async userinfo(accessToken) {
        const { userInfoEndpoint } = await this.#load();
        const response = await fetch(userInfoEndpoint, { headers: { Authorization: `Bearer ${accessToken}` } });
        if (!response.ok) throw new Error(`${userInfoEndpoint}: ${response.status}`);
        return response.json();
    }

    /** Takes the refresh token back at the provider, where it offers that. */
    async revoke(refreshToken) {
        const configuration = await this.#load();
        if (!configuration.revocationEndpoint) return;
        const { client_id } = this.#settings;
        const request = new appauth.RevokeTokenRequest({ token: refreshToken, token_type_hint: 'refresh_token', client_id });
        await this.#tokens.performRevokeTokenRequest(configuration, request);
    }

    /** The address that ends the browser's session at the provider. */
    async signOutAddress(idToken) {
        const address = new URL((await this.#load()).endSessionEndpoint);
        address.searchParams.set('id_token_hint', idToken);
        address.searchParams.set('client_id', this.#settings.client_id);
        return address.href;
    }

    async #request(parameters) {
        const request = new appauth.TokenRequest({ client_id: this.#settings.client_id, ...parameters });
        return this.#tokens.performTokenRequest(await this.#load(), request);
    }

    async #load() {
        this.#configuration ??= await appauth.AuthorizationServiceConfiguration.fetchFromIssuer(
            this.#settings.issuer,
            new FetchRequestor(),
        );
        return this.#configuration;
    }
}
