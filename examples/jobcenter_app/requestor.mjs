// FetchRequestor: how AppAuth sends its requests here. Its own reads no body of a refusal, and so loses the reason.
import appauth from '@openid/appauth';

export class FetchRequestor extends appauth.Requestor {
    async xhr({ url, method, headers, data }) {
        const response = await fetch(url, { method, headers, body: data, redirect: 'error' });
        const text = await response.text();
        if (!response.ok && response.status !== 400 && response.status !== 401)
            throw new appauth.AppAuthError(`${method} ${url}: ${response.status}`);
        return text && JSON.parse(text);
    }
}
