// The little TOML the tests write: top-level keys and one level of sections.

export function toToml(settings) {
    const plain = Object.entries(settings).filter(([, value]) => !isSection(value));
    const sections = Object.entries(settings).filter(([, value]) => isSection(value));
    return [...plain.map(line), ...sections.flatMap(([name, keys]) => ['', `[${name}]`, ...Object.entries(keys).map(line)])].join('\n') + '\n';
}

function isSection(value) {
    return typeof value === 'object' && !Array.isArray(value);
}

// Text, numbers, booleans and lists of them are written in TOML as in JSON.
function line([key, value]) {
    return `${key} = ${JSON.stringify(value)}`;
}
