// The frame of every page of the portal.
import { html } from '../support/html.mjs';

/** `user` is undefined where nobody is signed in; `path` marks the present place in the navigation. */
export function layout({ name, title, user, path, error }, body) {
    return html`<!doctype html>
        <html lang="de">
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <title>${title} – jobcenter.digital</title>
                <link rel="icon" href="data:," />
                <link rel="stylesheet" href="/style.css" />
            </head>
            <body>
                <header>
                    <a class="brand" href="/">jobcenter<span>.digital</span></a>
                    ${user && signOutForm()}
                </header>
                ${user && navigation(path)}
                <main data-page="${name}" ${error && html`data-error="${error}"`}>${body}</main>
                <footer>Beispiel-Portal, das sich über Zugang anmeldet. Keine echte Behörde.</footer>
            </body>
        </html>`;
}

function navigation(path) {
    const link = (to, text) => html`<a href="${to}" ${to === path && html`aria-current="page"`}>${text}</a>`;
    return html`<nav aria-label="Hauptnavigation">${link('/', 'Startseite')} ${link('/profil', 'Profil')}</nav>`;
}

function signOutForm() {
    return html`<form method="post" action="/sign-out" data-form="sign-out">
        <button class="quiet">Abmelden</button>
    </form>`;
}
