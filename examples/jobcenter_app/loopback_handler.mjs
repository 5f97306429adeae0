// LoopbackHandler: AppAuth's authorization request over the loopback listener.
import { randomBytes } from 'node:crypto';
import appauth from '@openid/appauth';
import { NodeCrypto } from '@openid/appauth/built/node_support/crypto_utils.js';
import { Loopback } from './loopback.mjs';

export class LoopbackHandler extends appauth.AuthorizationRequestHandler {
    #announce;
    #answered;

    /** `announce(address)` shows the address to open, or opens it. */
    constructor(announce) {
        super(new appauth.BasicQueryStringUtils(), new NodeCrypto());
        this.#announce = announce;
    }

    /** The answer to a new request: { code, redirect_uri, verifier, nonce, iss }. Throws on an error answer. */
    async authorize(configuration, { client_id, scope }) {
        const loopback = new Loopback();
        try {
            const nonce = randomBytes(32).toString('base64url');
            const request = new appauth.AuthorizationRequest(
                {
                    client_id,
                    redirect_uri: await loopback.open(),
                    scope,
                    response_type: appauth.AuthorizationRequest.RESPONSE_TYPE_CODE,
                    state: randomBytes(32).toString('base64url'),
                    extras: { nonce },
                },
                this.crypto,
            );
            await request.setupCodeVerifier();
            this.#answered = loopback.wait(request.state);
            this.performAuthorizationRequest(configuration, request);
            const { response, error } = await this.completeAuthorizationRequest();
            if (error) throw new appauth.AppAuthError(error.errorDescription ?? error.error, error);
            return {
                code: response.code,
                redirect_uri: request.redirectUri,
                verifier: request.internal.code_verifier,
                nonce,
                iss: (await this.#answered).get('iss'),
            };
        } finally {
            loopback.close();
        }
    }

    performAuthorizationRequest(configuration, request) {
        this.#announce(this.buildRequestUrl(configuration, request));
    }

    async completeAuthorizationRequest() {
        const query = await this.#answered;
        const state = query.get('state');
        return query.has('error')
            ? { error: new appauth.AuthorizationError({ error: query.get('error'), error_description: query.get('error_description') ?? undefined, state }) }
            : { response: new appauth.AuthorizationResponse({ code: query.get('code'), state }) };
    }
}
