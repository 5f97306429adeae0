// The portal's pages.
import { html } from '../support/html.mjs';
import { layout } from './layout.mjs';
import { sectionContent, sections } from './sections.mjs';

export function signedOutPage({ hasJustSignedOut }) {
    return layout(
        { name: 'portal-signed-out', title: 'Willkommen' },
        html`${hasJustSignedOut && html`<p class="notice" role="status" data-message="signed-out">Sie sind abgemeldet.</p>`}
            <h1>Ihr Jobcenter, online</h1>
            <p>Melden Sie sich an, um Ihre Nachrichten, Bescheide und Termine zu sehen.</p>
            <p><a class="button" href="/sign-in" data-link="sign-in">Anmelden</a></p>`,
    );
}

export function homePage(user) {
    return layout(
        { name: 'portal', title: 'Startseite', user, path: '/' },
        html`<h1>Startseite</h1>
            ${person(user)} ${tiles('account')}
            <h2>Stellensuche</h2>
            ${tiles('jobs')}`,
    );
}

export function profilePage(user) {
    return layout(
        { name: 'portal-profile', title: 'Profil', user, path: '/profil' },
        html`<h1>Profil</h1>
            ${person(user)}
            <details>
                <summary>Was der Anmeldedienst übermittelt hat</summary>
                <h2>ID-Token</h2>
                <pre data-tokens="id_token">${JSON.stringify(user.claims, null, 2)}</pre>
                <h2>Userinfo</h2>
                <pre data-tokens="userinfo">${JSON.stringify(user.userinfo, null, 2)}</pre>
            </details>`,
    );
}

export function sectionPage(user, section) {
    return layout(
        { name: 'portal-section', title: section.name, user, path: section.path },
        html`<h1>${section.name}</h1>
            ${sectionContent(section, user)}
            <p><a href="/">Zur Startseite</a></p>`,
    );
}

export function errorPage({ error, heading, advice }, user) {
    return layout(
        { name: 'portal-error', title: `Fehler: ${heading}`, user, error },
        html`<h1>${heading}</h1>
            <p>${advice}</p>
            <p>${!user && html`<a class="button" href="/sign-in" data-link="sign-in">Neu anmelden</a> `}<a href="/">Zur Startseite</a></p>`,
    );
}

export function notFoundPage(user) {
    return layout({ name: 'portal-not-found', title: 'Nicht gefunden', user }, html`<h1>Diese Seite gibt es nicht</h1>
        <p><a href="/">Zur Startseite</a></p>`);
}

function person({ userinfo: { name, email, customer_number: number } }) {
    return html`<section class="person" aria-label="Ihre Daten">
        ${name && html`<p class="name" data-claim="name">${name}</p>`}
        ${number
            ? html`<p data-claim="customer_number" data-value="${number}">Kundennummer: ${number}</p>`
            : html`<p class="empty" data-message="no-customer-number">Mit Ihrem Konto ist noch keine Kundennummer verbunden.</p>`}
        ${email && html`<p>E-Mail-Adresse: <span data-claim="email">${email}</span></p>`}
    </section>`;
}

function tiles(group) {
    const list = sections
        .filter((section) => section.group === group)
        .map(
            ({ path, name, hint }) => html`<li>
                <a href="${path}"><strong>${name}</strong><span>${hint}</span></a>
            </li>`,
        );
    return html`<ul class="tiles">
        ${list}
    </ul>`;
}
