// Settings of an example: each from its flag, else its environment variable, else its default.
import { parseArgs } from 'node:util';

/**
 * `known` maps a name to { env, value, help }: `smtp_port` is the flag --smtp-port. Returns { settings, rest } with the
 * words that are no flag in `rest`. Prints the list and ends with 0 on --help; ends with 2 on an unknown flag.
 */
export function readSettings(usage, known, words = process.argv.slice(2), env = process.env) {
    const options = { help: { type: 'boolean', default: false } };
    for (const name of Object.keys(known)) options[flagOf(name)] = { type: 'string' };
    let parsed;
    try {
        parsed = parseArgs({ args: words, options, allowPositionals: true });
    } catch (error) {
        process.stderr.write(`${error.message}\n\n${describe(usage, known)}`);
        process.exit(2);
    }
    if (parsed.values.help) {
        process.stdout.write(describe(usage, known));
        process.exit(0);
    }
    const settings = {};
    for (const [name, { env: variable, value }] of Object.entries(known))
        settings[name] = parsed.values[flagOf(name)] ?? env[variable] ?? value;
    return { settings, rest: parsed.positionals };
}

function flagOf(name) {
    return name.replaceAll('_', '-');
}

function describe(usage, known) {
    const lines = Object.entries(known).map(
        ([name, { env, value, help }]) => `  --${flagOf(name).padEnd(16)} ${help} [${env}=${value}]`,
    );
    return `${usage}\n\n${lines.join('\n')}\n`;
}
