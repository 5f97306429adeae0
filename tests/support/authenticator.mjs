// Authenticator: a person's authenticator app (RFC 6238): codes computed from the key a set-up page shows.
import { createHmac } from 'node:crypto';

const stepSeconds = 30;
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

export class Authenticator {
    #key;

    /** With the key as it stands on the page, in base32; spaces between its groups do no harm. */
    constructor(key) {
        this.#key = fromBase32(key);
    }

    /** What the app shows `ahead` seconds from now. */
    code(ahead = 0) {
        const counter = Buffer.alloc(8);
        counter.writeBigUInt64BE(BigInt(Math.floor((Date.now() / 1000 + ahead) / stepSeconds)));
        const mac = createHmac('sha1', this.#key).update(counter).digest();
        const number = mac.readUInt32BE(mac.at(-1) & 0xf) & 0x7fffffff; // RFC 4226 §5.3
        return String(number % 1_000_000).padStart(6, '0');
    }
}

function fromBase32(text) {
    const bits = [...text.replace(/\s/g, '')].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0'));
    return Buffer.from(bits.join('').match(/.{8}/g).map((byte) => parseInt(byte, 2)));
}
