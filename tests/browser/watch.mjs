// Watch: everything a browser complains about while a visitor goes from page to page.

/** The list that fills with complaints: violations of the content policy, script errors, files that do not load. */
export function watch(context) {
    const problems = [];
    const pages = new Set(); // addresses of whole pages: one with an error status says so itself
    context.on('response', (response) => {
        if (response.request().isNavigationRequest()) pages.add(response.url());
    });
    context.on('console', (message) => {
        const isPage = message.text().startsWith('Failed to load resource') && pages.has(message.location().url);
        if (message.type() === 'error' && !isPage) problems.push(`console: ${message.text()}`);
    });
    context.on('weberror', (error) => problems.push(`script: ${error.error().message}`));
    context.on('requestfailed', (request) => {
        const reason = request.failure()?.errorText;
        // A page left before it was complete, as a second click does.
        if (reason !== 'net::ERR_ABORTED') problems.push(`request: ${request.url()}: ${reason}`);
    });
    return problems;
}
