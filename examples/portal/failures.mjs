// What a person is told when a sign-in ends without tokens.
import { AuthorizationResponseError, ClientError, ResponseBodyError } from 'openid-client';

const cancelled = {
    status: 200,
    error: 'access_denied',
    heading: 'Sie haben die Anmeldung abgebrochen',
    advice: 'Sie sind nicht angemeldet. Sie können es jederzeit noch einmal versuchen.',
};

// Of somebody who is signed in and was asked for more.
const notConfirmed = {
    status: 200,
    error: 'access_denied',
    heading: 'Sie haben die Bestätigung abgebrochen',
    advice: 'Es ist nichts geändert worden, und Sie sind weiterhin angemeldet.',
};

export const forgotten = {
    status: 400,
    error: 'unknown_state',
    heading: 'Diese Anmeldung kennen wir nicht mehr',
    advice: 'Sie ist zu lange her oder wurde in einem anderen Browser begonnen. Bitte melden Sie sich neu an.',
};

/** The failure's status, code and words. Rethrows what has nothing to do with the provider. */
export function describeFailure(error, user) {
    if (error instanceof AuthorizationResponseError) {
        if (error.error !== 'access_denied') return refused(error.error);
        return user ? notConfirmed : cancelled;
    }
    if (error instanceof ResponseBodyError) return refused(error.error);
    if (isUnreachable(error) || isUnreachable(error.cause)) return unreachable;
    if (error instanceof ClientError) return refused(error.code ?? 'invalid_response');
    throw error;
}

// What fetch throws when there is no connection; openid-client hands it on bare or as a cause.
function isUnreachable(error) {
    return error instanceof TypeError && error.message === 'fetch failed';
}

function refused(code) {
    return {
        status: 502,
        error: code,
        heading: 'Die Anmeldung hat nicht geklappt',
        advice: `Bitte versuchen Sie es noch einmal. Wenn es wieder nicht klappt, nennen Sie uns diesen Hinweis: ${code}.`,
    };
}

const unreachable = {
    status: 503,
    error: 'unreachable',
    heading: 'Die Anmeldung ist zurzeit nicht erreichbar',
    advice: 'Bitte versuchen Sie es in einigen Minuten noch einmal.',
};
