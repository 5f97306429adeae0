// The catcher's pages: the list of mails, one mail, and the two kinds of nothing.
import { html } from '../support/html.mjs';

export function listPage(mails) {
    const rows = mails.map(
        (mail) => html`<li>
            <a href="/mails/${mail.id}" data-mail="${mail.id}">
                <span class="subject">${mail.subject || '(ohne Betreff)'}</span>
                <span class="who">an ${mail.envelope.to.join(', ')}</span>
                <time datetime="${mail.received_at}">${clock(mail.received_at)}</time>
            </a>
        </li>`,
    );
    return page(
        'mails',
        'Postausgang',
        html`<h1>Gesendete E-Mails</h1>
            ${mails.length === 0 && html`<p class="empty">Noch keine E-Mail. Diese Seite lädt sich alle 5 Sekunden neu.</p>`}
            <ol class="mails">
                ${rows}
            </ol>`,
        html`<meta http-equiv="refresh" content="5" />`,
    );
}

export function mailPage(mail) {
    return page(
        'mail',
        mail.subject,
        html`<p><a href="/">← Alle E-Mails</a></p>
            <h1>${mail.subject || '(ohne Betreff)'}</h1>
            <dl>
                <dt>Von</dt>
                <dd>${mail.from}</dd>
                <dt>An</dt>
                <dd>${mail.envelope.to.join(', ')}</dd>
                <dt>Eingang</dt>
                <dd>${clock(mail.received_at)}${mail.envelope.tls && ', verschlüsselt übertragen'}</dd>
            </dl>
            ${mail.html &&
            html`<h2>HTML</h2>
                <iframe src="/mails/${mail.id}/html" title="HTML-Teil" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>`}
            <h2>Text</h2>
            <pre data-part="text">${withLinks(mail.text)}</pre>
            <p><a href="/mails/${mail.id}/raw">Quelltext</a></p>`,
    );
}

export function notFoundPage() {
    return page('not-found', 'Nicht gefunden', html`<h1>Diese E-Mail gibt es nicht</h1>
        <p>Der Mailfänger behält E-Mails nur, bis er endet. <a href="/">Alle E-Mails</a></p>`);
}

/** The HTML part as a document of its own; its links open outside the frame it is shown in. */
export function framedMail(mail) {
    return `<!doctype html><meta charset="utf-8"><base target="_blank">${mail.html}`;
}

// A full stop or bracket after an address belongs to the sentence.
function withLinks(text) {
    return text
        .split(/(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)])/)
        .map((part, index) => (index % 2 === 1 ? html`<a href="${part}">${part}</a>` : part));
}

function clock(instant) {
    return new Date(instant).toLocaleTimeString('de-DE');
}

function page(name, title, body, head) {
    return html`<!doctype html>
        <html lang="de">
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <title>${title} – Mailfänger</title>
                <link rel="icon" href="data:," />
                <link rel="stylesheet" href="/style.css" />
                ${head}
            </head>
            <body>
                <header><a href="/">Mailfänger</a> <span>fängt jede E-Mail ab und stellt keine zu</span></header>
                <main data-page="${name}">${body}</main>
            </body>
        </html>`;
}
