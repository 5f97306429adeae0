// A passkey in passing, after a password (WebAuthn Level 3 §5.1.3, mediation "conditional"): the browser's password
// manager makes one without asking, or does not. Whatever it answers, the sign-in goes on after a few seconds.
import { ask, send, stop } from './passkey.js';

const longest = 5000; // ms

async function upgrade(form) {
  let done = false;
  const goOn = (how) => {
    if (!done) {
      done = true;
      how();
    }
  };
  // First the browser lets go of the ceremony: it must not keep a passkey that nobody sends.
  const skip = () => goOn(() => stop().then(() => form.submit()));
  form.addEventListener('submit', () => { done = true; }); // the person was faster
  setTimeout(skip, longest);
  try {
    const answer = await ask(form, 'create', 'conditional');
    goOn(() => send(form, answer));
  } catch {
    skip(); // no permission, no password manager, or one that has a passkey already
  }
}

document.querySelectorAll('form[data-passkey-upgrade]').forEach(upgrade);
