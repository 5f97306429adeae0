// TokenFile: what the app keeps between two runs, readable by its owner alone and never half-written.
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

export class TokenFile {
    #path;

    constructor(path) {
        this.#path = path;
    }

    /** { refresh_token, id_token }, or undefined when nobody is signed in. */
    read() {
        try {
            return JSON.parse(readFileSync(this.#path, 'utf8'));
        } catch (error) {
            if (error.code === 'ENOENT') return undefined;
            throw error;
        }
    }

    // Written beside and renamed over: a crash leaves the old token or the new one. A lost new one means a new sign-in,
    // since the provider has already replaced the old.
    write(tokens) {
        mkdirSync(dirname(this.#path), { recursive: true });
        const beside = `${this.#path}.${process.pid}.new`;
        const file = openSync(beside, 'w', 0o600);
        try {
            writeSync(file, JSON.stringify(tokens));
            fsyncSync(file);
        } finally {
            closeSync(file);
        }
        renameSync(beside, this.#path);
    }

    remove() {
        rmSync(this.#path, { force: true });
    }
}
