// The Jobcenter-App as a command line: signs in once through the browser and stays signed in.
import appauth from '@openid/appauth';
import { Provider } from './provider.mjs';
import { appSettings } from './settings.mjs';
import { TokenFile } from './token_file.mjs';

const settings = appSettings();
const provider = new Provider(settings);
const file = new TokenFile(settings.state);

const commands = { login, whoami, logout };
if (!Object.hasOwn(commands, settings.command ?? '')) {
    process.stderr.write(`${settings.usage}\n`);
    process.exit(2);
}
appauth.setFlag('IS_LOG', false); // AppAuth's log prints tokens
try {
    await commands[settings.command]();
} catch (error) {
    process.stderr.write(`${describe(error)}\n`);
    process.exitCode = 1;
}

async function login() {
    const tokens = await provider.signIn((address) => console.log(`Bitte öffnen Sie diese Adresse im Browser:\n${address}`));
    if (!tokens.refreshToken) throw new Error('Der Anbieter erlaubt dieser App nicht, angemeldet zu bleiben.');
    keep(tokens);
    console.log('Sie sind angemeldet.');
}

async function whoami() {
    const kept = file.read();
    if (!kept) throw new Error('Sie sind nicht angemeldet. Bitte melden Sie sich mit „login“ an.');
    let tokens;
    try {
        tokens = await provider.refresh(kept.refresh_token);
    } catch (error) {
        if (error.extras?.error !== 'invalid_grant') throw error;
        file.remove();
        throw new Error('Ihre Anmeldung ist abgelaufen. Bitte melden Sie sich mit „login“ neu an.');
    }
    // Kept before anything else: the old one no longer counts.
    keep(tokens, kept);
    console.log(JSON.stringify(await provider.userinfo(tokens.accessToken), null, 2));
}

async function logout() {
    const kept = file.read();
    if (!kept) return console.log('Sie sind nicht angemeldet.');
    file.remove();
    await provider.revoke(kept.refresh_token);
    console.log('Sie sind in der App abgemeldet.');
    console.log(`Diese Adresse meldet Sie auch im Browser ab:\n${await provider.signOutAddress(kept.id_token)}`);
}

// A refresh may answer without a new ID token or refresh token; then the former ones stay.
function keep(tokens, former = {}) {
    file.write({
        refresh_token: tokens.refreshToken ?? former.refresh_token,
        id_token: tokens.idToken ?? former.id_token,
    });
}

function describe(error) {
    const reason = error.extras?.error ?? error.cause?.code;
    if (reason === 'access_denied') return 'Die Anmeldung wurde abgebrochen.';
    return reason ? `${error.message} (${reason})` : error.message;
}
