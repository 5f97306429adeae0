// Stand: a whole installation on free ports in a folder of its own: the provider, a mail catcher and the portal.
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePorts } from './free_ports.mjs';
import { HttpVisitor, pageName } from './http_visitor.mjs';
import { Program } from './program.mjs';
import { toToml } from './toml.mjs';

export const root = fileURLToPath(new URL('../..', import.meta.url));
const binary = resolve(root, process.env.ZUGANG_BINARY ?? 'build/release/zugang');
const mailWithin = 20_000;

/**
 * Starts a stand. `config` has sections that replace or add keys of the usual configuration, for example
 * { oidc: { code_lifetime: '5s' } }; `portal: false` leaves the portal out. Stop it with stop().
 */
export async function startStand({ config = {}, portal = true } = {}) {
    const stand = new Stand(await freePorts(4), config);
    try {
        await stand.start(portal);
    } catch (error) {
        await stand.stop().catch(() => {});
        throw error;
    }
    return stand;
}

export const demo = {
    email: 'max.mustermann@example.org',
    username: 'mustermann75',
    name: 'Max Mustermann',
    customer_number: '001K00001',
    password: 'Apfelbaum-Regenschirm-7',
};

class Stand {
    #programs = [];

    constructor([idp, portal, web, smtp], config) {
        this.folder = mkdtempSync(join(tmpdir(), 'zugang-stand-'));
        this.issuer = `${config['listen.tls'] ? 'https' : 'http'}://localhost:${idp}`;
        this.portal = `http://localhost:${portal}`;
        this.catcher = `http://localhost:${web}`;
        this.smtp_port = smtp;
        this.config_file = this.path('zugang.toml');
        this.#writeConfig(idp, config);
        this.moveClock(0);
    }

    path(name) {
        return join(this.folder, name);
    }

    async start(withPortal) {
        await this.zugang(['migrate']);
        this.mail = await this.#run('catcher', `${this.catcher}/api/mails`, process.execPath, [
            join(root, 'examples/mail_catcher/server.mjs'),
            ...['--smtp-port', this.smtp_port, '--web-port', new URL(this.catcher).port].map(String),
        ]);
        this.idp = await this.#run('zugang', `${this.issuer}/health/ready`, binary, ['--config', this.config_file, 'serve']);
        if (!withPortal) return;
        await this.addPortalClient();
        this.portal_program = await this.#run('portal', `${this.portal}/style.css`, process.execPath, [
            join(root, 'examples/portal/server.mjs'),
            ...['--port', new URL(this.portal).port, '--base-url', this.portal],
            ...['--issuer', this.issuer, '--client-file', this.path('portal.json')],
        ]);
    }

    /** Runs a command of the CLI on this stand's configuration; what it prints. Rejects with stderr in the message. */
    async zugang(words, { input = '' } = {}) {
        const running = promisify(execFile)(binary, ['--config', this.config_file, ...words], { cwd: this.folder });
        running.child.stdin.on('error', () => {}); // a command that reads nothing may be gone already
        running.child.stdin.end(input);
        return (await running).stdout;
    }

    /** `client add`, its JSON. */
    async addClient(id, words) {
        return JSON.parse(await this.zugang(['--json', 'client', 'add', id, ...words]));
    }

    async addPortalClient() {
        const client = await this.addClient('portal', [
            ...['--type', 'web', '--name', 'jobcenter.digital', '--trusted'],
            ...['--redirect-uri', `${this.portal}/callback`, '--post-logout-redirect-uri', `${this.portal}/`],
            ...['--scope', 'openid email profile customer offline_access'],
        ]);
        writeFileSync(this.path('portal.json'), JSON.stringify(client), { mode: 0o600 });
    }

    async addAppClient() {
        await this.addClient('jobcenter_app', [
            ...['--type', 'native', '--auth', 'none', '--name', 'Jobcenter-App', '--trusted'],
            ...['--redirect-uri', 'http://127.0.0.1/callback', '--scope', 'openid offline_access profile customer'],
        ]);
    }

    /** The demo account, which has put the security notice off: most tests are about something else. */
    async addDemoAccount() {
        const words = ['--email', demo.email, '--username', demo.username, '--customer-number', demo.customer_number];
        const more = ['--name', demo.name, '--verified', '--password-stdin'];
        await this.zugang(['account', 'add', ...words, ...more], { input: `${demo.password}\n` });
        const visitor = new HttpVisitor();
        const page = await visitor.get(`${this.issuer}/login`);
        const notice = await visitor.submit(page, 'password', { username: demo.username, password: demo.password });
        if (pageName(notice) === 'choose-factor') await visitor.submit(notice, 'later', { later: '1' });
    }

    /** Mails caught for an address, newest first. */
    async mails(address) {
        const response = await fetch(`${this.catcher}/api/mails?to=${encodeURIComponent(address)}`);
        return response.json();
    }

    /** The newest mail for an address, once there are `count`. */
    async waitForMail(address, count = 1) {
        const end = Date.now() + mailWithin;
        for (;;) {
            const mails = await this.mails(address);
            if (mails.length >= count) return mails[0];
            if (Date.now() > end) throw new Error(`${mails.length} of ${count} mails for ${address} after ${mailWithin} ms`);
            await pause(100);
        }
    }

    /** Sets the provider's clock this many seconds ahead of the machine's. */
    moveClock(seconds) {
        writeFileSync(this.path('clock'), `${seconds}\n`);
    }

    /** What the provider logged as an error. */
    loggedErrors() {
        const lines = readFileSync(this.path('zugang.log'), 'utf8').split('\n');
        return lines.filter((line) => line.includes('"level":"error"'));
    }

    /** Ends everything, the youngest first, and takes the folder away. */
    async stop() {
        const complaints = [];
        for (const program of this.#programs.reverse()) await program.stop().catch((error) => complaints.push(error));
        if (process.env.ZUGANG_KEEP_STAND) console.log(`kept: ${this.folder}`);
        else rmSync(this.folder, { recursive: true, force: true });
        if (complaints.length > 0) throw complaints[0];
    }

    async #run(name, ready, file, words) {
        const program = new Program({
            name,
            ready,
            command: [file, ...words],
            log: this.path(`${name}.log`),
            cwd: this.folder,
        });
        this.#programs.push(program);
        return program.start();
    }

    #writeConfig(port, changes) {
        const usual = {
            issuer: this.issuer,
            listen: { port },
            store: { url: `sqlite:${this.path('zugang.db')}` },
            secrets: { master_key_file: this.path('master.key') },
            mail: { smtp_url: `smtp://127.0.0.1:${this.smtp_port}`, from: 'Zugang <kontoservice@localhost>' },
            // Small enough that a test spends its time elsewhere; allowed on localhost only.
            password: { memory_kib: 1024, iterations: 1 },
            policy: { second_factor: 'recommended' },
            limits: { resend_after: '0s', mails_per_hour_and_address: 1000, mails_per_day_and_address: 1000 },
            test: { clock_offset_file: this.path('clock') },
        };
        for (const [section, keys] of Object.entries(changes)) usual[section] = { ...usual[section], ...keys };
        writeFileSync(this.config_file, toToml(usual));
    }
}
