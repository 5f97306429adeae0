// The app's settings.
import { readSettings } from '../support/settings.mjs';

const usage = `node examples/jobcenter_app/app.mjs login | whoami | logout [flags]

  login    prints the address to open in a browser and waits for its answer
  whoami   renews the tokens and prints what the provider says about you
  logout   forgets the tokens and prints the address that ends the session in the browser too`;

const known = {
    issuer: { env: 'JOBCENTER_APP_ISSUER', value: 'http://localhost:8080', help: 'the identity provider' },
    client_id: { env: 'JOBCENTER_APP_CLIENT_ID', value: 'jobcenter_app', help: 'a client of type native' },
    state: { env: 'JOBCENTER_APP_STATE', value: 'var/jobcenter_app.json', help: 'file that keeps the refresh token' },
};

/** { command, issuer, client_id, state } */
export function appSettings() {
    const { settings, rest } = readSettings(usage, known);
    return { ...settings, command: rest.length === 1 ? rest[0] : undefined, usage };
}
