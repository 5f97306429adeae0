// The portal's sections: their addresses, names and what stands on them.
import { html } from '../support/html.mjs';

export const sections = [
    { path: '/postfach', name: 'Postfach', group: 'account', hint: 'Nachrichten lesen und schreiben' },
    { path: '/bescheide', name: 'Bescheide', group: 'account', hint: 'Bescheide ansehen und herunterladen' },
    { path: '/termine', name: 'Termine', group: 'account', hint: 'Termine ansehen und absagen' },
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
    return html`<p class="empty">${emptyTexts[section.path]}</p>`;
}

const emptyTexts = {
    '/postfach': 'Sie haben keine Nachrichten.',
    '/bescheide': 'Für Sie liegen keine Bescheide vor.',
    '/termine': 'Sie haben keine Termine.',
    '/jobsuche': 'Dieses Beispiel-Portal kennt keine Stellenangebote.',
};
