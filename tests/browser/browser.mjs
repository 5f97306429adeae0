// Browser: Debian's Chromium for the tests, and visitors in it, each with cookies of their own.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { root } from '../support/stand.mjs';
import { watch } from './watch.mjs';

const desktop = { width: 1280, height: 900 };
const phone = { width: 360, height: 740 };
const narrowest = { width: 320, height: 740 };
const pageWithin = 15_000;
const pictures = join(root, 'tests/artifacts');

const flags = [
    ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
    ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];

export function openBrowser() {
    return chromium.launch({ executablePath: '/usr/bin/chromium', args: flags });
}

/** A person with a browser of their own. `problems` collects what its console complained about. */
export async function newVisitor(browser, { javaScript = true, locale = 'de-DE', dark = false, userAgent } = {}) {
    const context = await browser.newContext({
        javaScriptEnabled: javaScript,
        locale,
        userAgent,
        viewport: desktop,
        colorScheme: dark ? 'dark' : 'light',
    });
    context.setDefaultTimeout(pageWithin);
    const problems = watch(context);
    return { context, problems, page: await context.newPage(), close: () => context.close() };
}

/** Pictures of the page on a desktop and on a phone. Fails where a narrow screen has to be scrolled sideways. */
export async function takePictures(page, name) {
    mkdirSync(pictures, { recursive: true });
    for (const [size, screen] of Object.entries({ desktop, phone })) {
        await page.setViewportSize(screen);
        await page.screenshot({ path: join(pictures, `${name}-${size}.png`), fullPage: true });
    }
    await page.setViewportSize(narrowest);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    await page.setViewportSize(desktop);
    if (width > narrowest.width) throw new Error(`${name} is ${width} px wide on a screen of ${narrowest.width} px`);
}
