// Passkeys in the browser (WebAuthn Level 3 §5.1). A ceremony is a form: the script asks the browser, puts its answer
// into the hidden fields `challenge` and `credential`, and sends the form; the server answers as to any other form. What
// the browser refuses is told here without a request, so nothing typed is lost.
//
//   <form data-passkey="get" data-passkey-options="{token, publicKey}" data-passkey-refresh="address" hidden>
//   <button data-passkey-start>            begins the ceremony; "create" instead of "get" makes a credential
//   <form … data-passkey-autofill>         offers passkeys in the page's field autocomplete="username webauthn" too
//   <form … data-passkey-unknown="id" data-passkey-rp="host">   the server does not know this credential (any more)
//   <input data-passkey-copy="id">         takes along what stands in the field with that id: the answer may be this page
//   <div data-passkey-outlet>, <template data-passkey-message="passkey_…">   where a sentence goes, and the sentences
//
// Old phones have no toJSON() and no parse…FromJSON(): both are done by hand.

const freshFor = 4 * 60000; // ms; the server takes a challenge for five minutes
const tooFast = 1000; // ms; no person answers a dialogue faster: the browser said no by itself

const madeAt = new WeakMap(); // form -> when its options came
let running = null; // the ceremony under way; a browser has room for one

function toBuffer(text) {
  const bytes = atob(text.replace(/-/g, '+').replace(/_/g, '/'));
  return Uint8Array.from(bytes, (letter) => letter.charCodeAt(0)).buffer;
}

function toText(buffer) {
  let bytes = '';
  new Uint8Array(buffer).forEach((byte) => { bytes += String.fromCharCode(byte); });
  return btoa(bytes).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}

/** The options as the browser wants them: bytes where JSON has base64url. */
function withBuffers(options) {
  const real = { ...options, challenge: toBuffer(options.challenge) };
  if (options.user) {
    real.user = { ...options.user, id: toBuffer(options.user.id) };
  }
  for (const list of ['allowCredentials', 'excludeCredentials']) {
    if (options[list]) {
      real[list] = options[list].map((each) => ({ ...each, id: toBuffer(each.id) }));
    }
  }
  return real;
}

/** RegistrationResponseJSON or AuthenticationResponseJSON (§5.1). */
function toJson(credential) {
  const response = {};
  for (const name of ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature', 'userHandle']) {
    if (credential.response[name]) {
      response[name] = toText(credential.response[name]);
    }
  }
  if (credential.response.getTransports) {
    response.transports = credential.response.getTransports();
  }
  return JSON.stringify({
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment || undefined,
    clientExtensionResults: credential.getClientExtensionResults(),
    response,
  });
}

/** Browser windows inside other apps: most have no passkeys, or refuse them. */
function isEmbedded() {
  const agent = navigator.userAgent;
  return /; wv\)|\b(FBAN|FBAV|FB_IAB|Instagram|Line|MicroMessenger|Snapchat|TikTok|musical_ly|BytedanceWebview|Twitter|LinkedInApp|Pinterest|WhatsApp|GSA)\b/.test(agent) ||
    (/iPhone|iPad|iPod/.test(agent) && !/Safari\//.test(agent));
}

/** The sentence for what a browser answered. `took`: how many ms it had; it never tells no key from "cancel". */
function codeOf(error, kind, took, timeout) {
  switch (error && error.name) {
    case 'NotAllowedError':
      if (took < tooFast) {
        return isEmbedded() ? 'passkey_embedded' : kind === 'get' ? 'passkey_none_here' : 'passkey_device_error';
      }
      return took >= timeout - 1000 ? 'passkey_timeout' : 'passkey_cancelled';
    case 'NotSupportedError':
      return isEmbedded() ? 'passkey_embedded' : 'passkey_unsupported';
    case 'ConstraintError':
      return 'passkey_no_lock';
    case 'InvalidStateError':
      return kind === 'create' ? 'passkey_exists' : 'passkey_device_error';
    case 'SecurityError':
      return isEmbedded() ? 'passkey_embedded' : 'passkey_wrong_address';
    default:
      return 'passkey_device_error';
  }
}

/** Tells a sentence of this page, in place of what was told before of a passkey. */
export function showMessage(code) {
  clearMessage();
  const find = (name) => document.querySelector(`template[data-passkey-message="${name}"]`);
  const template = find(code) || find('passkey_device_error');
  const box = template.content.firstElementChild.cloneNode(true);
  box.dataset.message = template.dataset.passkeyMessage;
  document.querySelector('[data-passkey-outlet]').append(box);
  box.focus();
}

function clearMessage() {
  document.querySelectorAll('main > [data-message^="passkey_"], [data-passkey-outlet] > *').forEach((box) => box.remove());
}

/** Fetches fresh options where those of the form are four minutes old; whether it did. */
async function refresh(form) {
  if (!form.dataset.passkeyRefresh || Date.now() - madeAt.get(form) < freshFor) {
    return false;
  }
  try {
    const answer = await fetch(form.dataset.passkeyRefresh, { headers: { Accept: 'application/json' }, cache: 'no-store' });
    if (!answer.ok || !/json/.test(answer.headers.get('Content-Type'))) {
      delete form.dataset.passkeyRefresh; // the sign-in is over: the server says so when the form is sent
      return false;
    }
    form.dataset.passkeyOptions = JSON.stringify(await answer.json());
    madeAt.set(form, Date.now());
    return true;
  } catch {
    return false; // no network for a moment: asked again
  }
}

/** Ends the ceremony under way and waits until the browser has let go of it: a new one would be refused till then. */
export async function stop() {
  if (running) {
    running.control.abort();
    await Promise.race([running.settled, new Promise((go) => { setTimeout(go, 500); })]);
  }
}

/** One ceremony; throws what the browser throws. `mediation`: "conditional", or nothing. */
export async function ask(form, kind, mediation) {
  await stop();
  const { token, publicKey } = JSON.parse(form.dataset.passkeyOptions);
  const control = new AbortController();
  const request = { publicKey: withBuffers(publicKey), signal: control.signal };
  if (mediation) {
    request.mediation = mediation;
  }
  const asked = navigator.credentials[kind](request);
  const mine = { control, settled: asked.catch(() => {}) };
  running = mine;
  try {
    return { token, credential: toJson(await asked) };
  } finally {
    if (running === mine) {
      running = null;
    }
  }
}

function release(form) {
  form.removeAttribute('aria-busy');
  document.querySelector('[data-please-wait]').hidden = true;
}

/** Sends the browser's answer; after ten seconds without a page one may try again. */
export function send(form, { token, credential }) {
  form.setAttribute('aria-busy', 'true');
  madeAt.set(form, 0); // its challenge is used up: who comes back gets another
  form.elements.challenge.value = token;
  form.elements.credential.value = credential;
  form.querySelectorAll('[data-passkey-copy]').forEach((field) => {
    field.value = document.getElementById(field.dataset.passkeyCopy).value;
  });
  setTimeout(() => { document.querySelector('[data-please-wait]').hidden = !form.getAttribute('aria-busy'); }, 400);
  setTimeout(() => release(form), 10000);
  form.submit();
}

/** The ceremony of a button. A second press while it is under way does nothing. */
export async function startCeremony(form, kind) {
  if (form.getAttribute('aria-busy')) {
    return;
  }
  if (!window.PublicKeyCredential) {
    showMessage(isEmbedded() ? 'passkey_embedded' : 'passkey_unsupported');
    return;
  }
  form.setAttribute('aria-busy', 'true');
  clearMessage();
  await refresh(form);
  const begun = Date.now();
  try {
    send(form, await ask(form, kind));
  } catch (error) {
    form.removeAttribute('aria-busy');
    if (error && error.name === 'AbortError') {
      return; // by this page, for a newer one
    }
    const { timeout } = JSON.parse(form.dataset.passkeyOptions).publicKey;
    showMessage(codeOf(error, kind, Date.now() - begun, timeout || Infinity));
    offerAutofill(form);
  }
}

/** Passkeys among what the browser offers in the name field. It says nothing here: nobody pressed anything. */
async function offerAutofill(form) {
  if (!('passkeyAutofill' in form.dataset) || !window.PublicKeyCredential) {
    return;
  }
  try {
    if (await PublicKeyCredential.isConditionalMediationAvailable?.()) {
      send(form, await ask(form, 'get', 'conditional'));
    }
  } catch {
    // Aborted for the button or for a fresh challenge, or the browser would not: the button tells why.
  }
}

/** Renews the challenge while the page is looked at, so that who comes back to it need not wait. */
function keepFresh(form) {
  const look = async () => {
    if (!document.hidden && !form.getAttribute('aria-busy') && await refresh(form) && !form.getAttribute('aria-busy')) {
      offerAutofill(form);
    }
  };
  setInterval(look, 15000);
  document.addEventListener('visibilitychange', look);
}

/** Tells the device that a passkey leads nowhere, so that it is not offered again (§5.1.10). */
function signalUnknown(form) {
  if (form.dataset.passkeyUnknown && window.PublicKeyCredential?.signalUnknownCredential) {
    PublicKeyCredential.signalUnknownCredential({
      rpId: form.dataset.passkeyRp,
      credentialId: form.dataset.passkeyUnknown,
    }).catch(() => {});
  }
}

/** Tells the password's form that the browser could make a passkey by itself afterwards (mediation "conditional"). */
async function tellUpgrade(field) {
  try {
    const can = await window.PublicKeyCredential?.getClientCapabilities?.();
    field.value = can?.conditionalCreate ? '1' : '';
  } catch {
    // It does not say what it can: then nothing is tried.
  }
}

function prepare(form) {
  madeAt.set(form, Date.now());
  form.hidden = false;
  form.querySelectorAll('[data-passkey-start]').forEach((button) => {
    button.hidden = false;
    button.addEventListener('click', (event) => { // Enter in a field of the form presses it too
      event.preventDefault();
      startCeremony(form, form.dataset.passkey);
    });
  });
  window.addEventListener('pageshow', () => release(form));
  signalUnknown(form);
  keepFresh(form);
  offerAutofill(form);
}

document.querySelectorAll('form[data-passkey]').forEach(prepare);
document.querySelectorAll('input[name="can_upgrade"]').forEach(tellUpgrade);
