// Apache: Debian's web server with mod_auth_openidc in front of one page, on a free port, in a folder of its own.
import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Program } from '../support/program.mjs';

const modules = '/usr/lib/apache2/modules';

/** `folder` is to work in; `client` has client_id and client_secret. The running Program, with `address`. */
export function startApache({ folder, port, issuer, client }) {
    const files = join(folder, 'apache');
    mkdirSync(join(files, 'pages/protected'), { recursive: true });
    writeFileSync(join(files, 'pages/index.html'), '<main data-page="open">open to all</main>\n');
    writeFileSync(join(files, 'pages/protected/index.shtml'), page);
    const config = join(files, 'apache.conf');
    writeFileSync(config, settings({ files, port, issuer, client }), { mode: 0o600 });
    return new Program({
        name: 'apache',
        command: ['/usr/sbin/apache2', '-DFOREGROUND', '-f', config],
        log: join(folder, 'apache.log'),
        ready: `http://localhost:${port}/index.html`,
    }).start();
}

// What the module passes on, written into the page by the server itself.
const claims = ['sub', 'email', 'email_verified', 'name', 'customer_number', 'iss'];
const page = `<main data-page="protected">
<p data-user><!--#echo encoding="entity" var="REMOTE_USER" --></p>
${claims.map((claim) => `<p data-claim="${claim}"><!--#echo encoding="entity" var="OIDC_CLAIM_${claim}" --></p>`).join('\n')}
</main>
`;

function settings({ files, port, issuer, client }) {
    return `
ServerRoot ${files}
PidFile ${files}/apache.pid
DefaultRuntimeDir ${files}
ServerName localhost
Listen 127.0.0.1:${port}
ErrorLog /dev/stderr
LogLevel warn auth_openidc:info
StartServers 2
KeepAlive Off

${load(['mpm_prefork', 'authn_core', 'authz_core', 'authz_user', 'dir', 'mime', 'include', 'auth_openidc'])}
${process.getuid() === 0 ? 'User www-data\nGroup www-data' : ''}
TypesConfig /etc/mime.types
DocumentRoot ${files}/pages
AddType text/html .shtml
AddOutputFilter INCLUDES .shtml
DirectoryIndex index.shtml index.html

OIDCProviderMetadataURL ${issuer}/.well-known/openid-configuration
OIDCClientID ${client.client_id}
OIDCClientSecret ${client.client_secret}
OIDCScope "openid email profile customer"
OIDCPKCEMethod S256
OIDCRedirectURI http://localhost:${port}/protected/callback
OIDCDefaultLoggedOutURL http://localhost:${port}/index.html
OIDCCryptoPassphrase ${randomBytes(24).toString('hex')}
OIDCRemoteUserClaim sub
OIDCPassClaimsAs both
OIDCCookieHTTPOnly On

<Directory ${files}/pages>
    Options +Includes
    Require all granted
</Directory>
<Location /protected>
    AuthType openid-connect
    Require valid-user
</Location>
`;
}

function load(names) {
    return names.map((name) => `LoadModule ${name}_module ${modules}/mod_${name}.so`).join('\n');
}
