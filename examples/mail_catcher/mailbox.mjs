// Mailbox: the mails caught so far, newest first, in memory; the oldest go when there are too many.
import { simpleParser } from 'mailparser';

const most = 1000;

export class Mailbox {
    #mails = [];
    #next = 1;

    /** `raw` is the mail as it came over the wire, `envelope` what SMTP said about it. */
    async add(raw, envelope) {
        const mail = await simpleParser(raw, { skipImageLinks: true, skipTextToHtml: true, skipHtmlToText: true });
        this.#mails.unshift({
            id: this.#next++,
            received_at: new Date().toISOString(),
            envelope,
            from: mail.from?.text ?? '',
            to: (mail.to?.value ?? []).map((address) => address.address),
            subject: mail.subject ?? '',
            text: mail.text ?? '',
            html: mail.html || '',
            headers: mail.headerLines.map(({ key, line }) => ({ name: key, line })),
            raw: raw.toString('utf8'),
        });
        this.#mails.length = Math.min(this.#mails.length, most);
    }

    /** Those for one address, or all. */
    list(address) {
        const wanted = address?.toLowerCase();
        return wanted
            ? this.#mails.filter((mail) => mail.envelope.to.some((to) => to.toLowerCase() === wanted))
            : [...this.#mails];
    }

    find(id) {
        return this.#mails.find((mail) => mail.id === Number(id));
    }

    clear() {
        this.#mails = [];
    }
}
