// The catcher's settings.
import { readFileSync } from 'node:fs';
import { readSettings } from '../support/settings.mjs';

const known = {
    smtp_port: { env: 'CATCHER_SMTP_PORT', value: '1025', help: 'port of the SMTP server' },
    web_port: { env: 'CATCHER_WEB_PORT', value: '8082', help: 'port of the web page' },
    tls: { env: 'CATCHER_TLS', value: 'none', help: 'none, starttls, or implicit (TLS from the start)' },
    certificate: { env: 'CATCHER_CERTIFICATE', value: '', help: 'PEM file, for starttls and implicit' },
    key: { env: 'CATCHER_KEY', value: '', help: 'PEM file with the private key of the certificate' },
    user: { env: 'CATCHER_USER', value: '', help: 'with a user, mail is taken only after authentication' },
    password: { env: 'CATCHER_PASSWORD', value: '', help: "the user's password" },
    refuse: { env: 'CATCHER_REFUSE', value: '0', help: 'refuse the first N mails with 451, a passing failure' },
};

export function catcherSettings() {
    const { settings } = readSettings('node examples/mail_catcher/server.mjs [flags]', known);
    if (!['none', 'starttls', 'implicit'].includes(settings.tls)) fail(`--tls: ${settings.tls} is none of the three`);
    if (settings.tls !== 'none' && !(settings.certificate && settings.key)) fail('--tls needs --certificate and --key');
    return {
        smtp_port: Number(settings.smtp_port),
        web_port: Number(settings.web_port),
        tls: settings.tls,
        certificate: settings.certificate && readFileSync(settings.certificate),
        key: settings.key && readFileSync(settings.key),
        user: settings.user,
        password: settings.password,
        refuse: Number(settings.refuse),
    };
}

function fail(reason) {
    process.stderr.write(`${reason}\n`);
    process.exit(2);
}
