// The portal's sections: their addresses, names and what stands on them.
import { html } from '../support/html.mjs';

export const sections = [
    { path: '/postfach', name: 'Postfach', group: 'account', hint: 'Nachrichten lesen und schreiben' },
    { path: '/bescheide', name: 'Bescheide', group: 'account', hint: 'Bescheide ansehen und herunterladen' },
    { path: '/termine', name: 'Termine', group: 'account', hint: 'Termine ansehen und absagen' },
    { path: '/bankverbindung', name: 'Bankverbindung', group: 'account', hint: 'Ansehen und ändern, mit Passkey' },
    { path: '/verlauf', name: 'Verlauf', group: 'account', hint: 'Was zuletzt geschehen ist' },
    {
        path: '/jobsuche',
        name: 'Jobsuche',
        group: 'jobs',
        hint: 'Den nächsten Job noch einfacher finden in unserer Jobsuche. Probieren Sie sie doch!',
    },
];

export function findSection(path) {
    return sections.find((section) => section.path === path);
}

/** What a section shows to a person: this portal is an example, so most are empty. */
export function sectionContent(section, user) {
    if (section.path === '/verlauf')
        return html`<ul class="history">
            <li>Sie haben sich angemeldet: ${new Date(user.signed_in_at).toLocaleString('de-DE')}</li>
        </ul>`;
    if (section.path === '/bankverbindung') return bankAccount(user.claims);
    return html`<p class="empty">${emptyTexts[section.path]}</p>`;
}

// What weighs more asks for more: money goes only where somebody has shown a passkey, which no copied page can ask for.
export const strongLevels = ['phr', 'phrh'];

function bankAccount({ acr, auth_time: time }) {
    if (!strongLevels.includes(acr))
        return html`<p>Ihre Bankverbindung zeigen und ändern wir nur, wenn Sie sich mit einem Passkey ausgewiesen haben.</p>
            <p><a class="button" href="/step-up" data-link="step-up">Mit Passkey bestätigen</a></p>
            <p class="empty" data-acr="${acr}">Bis jetzt: ${levelNames[acr] ?? acr}</p>`;
    return html`<p>Konto: DE00 0000 0000 0000 0000 00</p>
        <p class="notice" role="status" data-acr="${acr}">Bestätigt um ${new Date(time * 1000).toLocaleTimeString('de-DE')}: ${levelNames[acr]}</p>`;
}

const levelNames = {
    'urn:zugang:acr:password': 'angemeldet mit Passwort',
    'urn:zugang:acr:mfa': 'angemeldet mit Passwort und Code',
    phr: 'angemeldet mit Passkey',
    phrh: 'angemeldet mit einem Passkey, der an ein Gerät gebunden ist',
};

const emptyTexts = {
    '/postfach': 'Sie haben keine Nachrichten.',
    '/bescheide': 'Für Sie liegen keine Bescheide vor.',
    '/termine': 'Sie haben keine Termine.',
    '/jobsuche': 'Dieses Beispiel-Portal kennt keine Stellenangebote.',
};
