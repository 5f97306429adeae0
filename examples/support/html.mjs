// HTML with every value escaped: html`<p>${text}</p>`. Only what html`` itself made goes in unescaped.

const escapes = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

class Html {
    constructor(text) {
        this.text = text;
    }
    toString() {
        return this.text;
    }
}

/** Values: text, numbers, Html, lists of them; null, undefined and false give nothing. */
export function html(parts, ...values) {
    const written = values.map(write);
    return new Html(parts.map((part, index) => part + (written[index] ?? '')).join(''));
}

function write(value) {
    if (value === null || value === undefined || value === false) return '';
    if (value instanceof Html) return value.text;
    if (Array.isArray(value)) return value.map(write).join('');
    return String(value).replace(/[&<>"']/g, (character) => escapes[character]);
}
