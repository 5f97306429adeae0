// Certificates: made for one run, in a folder of the caller's, with the openssl of the machine.
import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';

/**
 * A certificate for localhost and 127.0.0.1 that is good for a day, signed by `authority` (another of them), else by
 * itself. { cert, key }: what stands in the files; { certificate_file, key_file }; { x509 }.
 */
export function makeCertificate(folder, name, { subject = `/CN=${name}`, authority } = {}) {
    const [certificate_file, key_file] = [join(folder, `${name}.pem`), join(folder, `${name}.key`)];
    execFileSync('openssl', [
        ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '1'],
        ...['-subj', subject, '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'],
        ...['-keyout', key_file, '-out', certificate_file],
        ...(authority ? ['-CA', authority.certificate_file, '-CAkey', authority.key_file] : []),
    ], { stdio: ['ignore', 'ignore', 'pipe'] });
    const [cert, key] = [certificate_file, key_file].map((file) => readFileSync(file, 'utf8'));
    return { cert, key, certificate_file, key_file, x509: new X509Certificate(cert) };
}

/** From here on this process, its fetch too, believes what the certificate says or signed. */
export function believe(certificate) {
    setDefaultCACertificates([...getCACertificates('default'), certificate.cert]);
}
