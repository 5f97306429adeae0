// The iframe of OpenID Connect Session Management 1.0 §3.3: a client's page asks whether the sign-in it rests on is still
// the browser's present one, and nothing goes over the network.

/** What the cookie holds while somebody is signed in; empty else. */
function browserState() {
  const pair = document.cookie.split('; ').find((each) => each.startsWith('__Host-zugang_state='));
  return pair ? pair.slice(pair.indexOf('=') + 1) : '';
}

/** "changed", "unchanged", or "error" for what is no question. */
async function judge(question, origin) {
  const parts = typeof question === 'string' ? /^(\S+) ([A-Za-z0-9_-]{43})\.([A-Za-z0-9_-]+)$/.exec(question) : null;
  if (!parts) {
    return 'error';
  }
  const [, client, expected, salt] = parts;
  const text = new TextEncoder().encode(`${client} ${origin} ${browserState()} ${salt}`);
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', text));
  const found = btoa(String.fromCharCode(...hash)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
  return found === expected ? 'unchanged' : 'changed';
}

window.addEventListener('message', async (event) => {
  if (event.source && event.source !== window && event.origin !== 'null') {
    event.source.postMessage(await judge(event.data, event.origin), event.origin);
  }
});
