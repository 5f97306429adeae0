// The SMTP server: takes every mail it is given, over TLS and after authentication where the settings say so.
import { SMTPServer } from 'smtp-server';

const largestMail = 5 * 1024 * 1024;

export async function startSmtp(settings, mailbox) {
    let refusals = settings.refuse;
    const server = new SMTPServer({
        ...tlsOptions(settings),
        ...userOptions(settings),
        disabledCommands: notOffered(settings),
        banner: 'mail catcher',
        size: largestMail,
        logger: false,
        onData(stream, session, done) {
            collect(stream)
                .then((raw) => {
                    if (refusals > 0) {
                        refusals -= 1;
                        throw passingFailure();
                    }
                    return mailbox.add(raw, envelopeOf(session));
                })
                .then(() => done(), done);
        },
    });
    server.on('error', (error) => console.error(`mail catcher: ${error.message}`));
    await new Promise((resolve, reject) => {
        server.server.once('error', reject);
        server.listen(settings.smtp_port, '127.0.0.1', resolve);
    });
    console.log(`mail catcher: smtp on 127.0.0.1:${server.server.address().port}`);
    return server;
}

// Without a certificate of one's own STARTTLS is not offered: the library would offer it with its built-in one.
function notOffered({ tls, user }) {
    return [...(tls === 'none' ? ['STARTTLS'] : []), ...(user ? [] : ['AUTH'])];
}

function tlsOptions({ tls, certificate, key }) {
    return tls === 'none' ? { secure: false } : { secure: tls === 'implicit', cert: certificate, key };
}

function userOptions({ user, password, tls }) {
    if (!user) return { authOptional: true };
    return {
        authOptional: false,
        allowInsecureAuth: tls === 'none',
        authMethods: ['PLAIN', 'LOGIN'],
        onAuth(given, session, done) {
            if (given.username === user && given.password === password) return done(null, { user });
            return done(new Error('wrong user or password'));
        },
    };
}

function envelopeOf(session) {
    return {
        from: session.envelope.mailFrom?.address ?? '',
        to: session.envelope.rcptTo.map((recipient) => recipient.address),
        tls: session.secure,
        user: session.user ?? '',
        greeting: session.hostNameAppearsAs ?? '',
    };
}

async function collect(stream) {
    const chunks = [];
    for await (const chunk of stream) chunks.push(chunk);
    if (stream.sizeExceeded) throw Object.assign(new Error('mail too large'), { responseCode: 552 });
    return Buffer.concat(chunks);
}

function passingFailure() {
    return Object.assign(new Error('please try again later'), { responseCode: 451 });
}
