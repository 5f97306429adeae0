// Program: a child process of a test: started, waited for until it answers, and ended by its own number.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

const startWithin = 20_000;
const stopWithin = 10_000;

export class Program {
    #child;

    /** { name, command: [file, ...arguments], log: file, ready: address that answers once it runs, env, cwd } */
    constructor(what) {
        Object.assign(this, what);
    }

    async start() {
        const log = openSync(this.log, 'a');
        // The system ends it when this process dies, however that happens: a killed test leaves nothing running.
        const words = ['--pdeathsig', 'TERM', '--', ...this.command];
        this.#child = spawn('setpriv', words, {
            stdio: ['ignore', log, log],
            env: { ...process.env, ...this.env },
            cwd: this.cwd,
            detached: true, // a process group of its own: Apache ends its whole group, which would be this test too
        });
        closeSync(log);
        const end = Date.now() + startWithin;
        while (!(await answers(this.ready))) {
            if (this.#hasEnded() || Date.now() > end) throw new Error(`${this.name} does not start:\n${this.#lastWords()}`);
            await pause(50);
        }
        return this;
    }

    get pid() {
        return this.#child.pid;
    }

    /** Asks it to end, and complains when it does not, or not well. */
    async stop() {
        if (!this.#child || this.#hasEnded()) return;
        this.#child.kill('SIGTERM');
        const late = setTimeout(() => this.#child.kill('SIGKILL'), stopWithin);
        const [status, signal] = await once(this.#child, 'exit');
        clearTimeout(late);
        if (status !== 0) throw new Error(`${this.name} ended with ${status ?? signal}:\n${this.#lastWords()}`);
    }

    /** Ends it without a word, as a power cut does. */
    async kill() {
        this.#child.kill('SIGKILL');
        if (!this.#hasEnded()) await once(this.#child, 'exit');
    }

    #hasEnded() {
        return this.#child.exitCode !== null || this.#child.signalCode !== null;
    }

    #lastWords() {
        return readFileSync(this.log, 'utf8').split('\n').slice(-20).join('\n');
    }
}

async function answers(address) {
    try {
        const response = await fetch(address, { signal: AbortSignal.timeout(2000) });
        await response.arrayBuffer();
        return response.ok;
    } catch {
        return false;
    }
}
