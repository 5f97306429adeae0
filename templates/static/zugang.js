// What the pages do better with JavaScript. Everything here is an extra: without it every form and link works.

/** „Passwort anzeigen“: a switch beside each password field. */
function addReveal(button) {
  const input = button.parentElement.querySelector('input');
  button.hidden = false;
  button.setAttribute('aria-controls', input.id);
  button.addEventListener('click', () => {
    const shown = input.type === 'password';
    input.type = shown ? 'text' : 'password';
    button.setAttribute('aria-pressed', String(shown));
  });
  // Browsers offer to remember form texts, not passwords: never send the field as text.
  input.form.addEventListener('submit', () => {
    input.type = 'password';
    button.setAttribute('aria-pressed', 'false');
  });
}

/** Says so when Caps Lock is on while a password is typed. */
function addCapsLockHint(hint) {
  const input = hint.parentElement.querySelector('input');
  const look = (event) => {
    if (event.getModifierState) {
      hint.hidden = !event.getModifierState('CapsLock');
    }
  };
  input.addEventListener('keydown', look);
  input.addEventListener('keyup', look);
  input.addEventListener('blur', () => { hint.hidden = true; });
}

/** A second press while the first is under way does nothing; after ten seconds one may try again. */
function addGuard(form) {
  const pleaseWait = document.querySelector('[data-please-wait]');
  let sent = false;
  const release = () => {
    sent = false;
    form.removeAttribute('aria-busy');
    pleaseWait.hidden = true;
  };
  form.addEventListener('submit', (event) => {
    if (sent) {
      event.preventDefault();
      return;
    }
    sent = true;
    form.setAttribute('aria-busy', 'true');
    setTimeout(() => { if (sent) pleaseWait.hidden = false; }, 400);
    setTimeout(release, 10000);
  });
  window.addEventListener('pageshow', release);
}

/** Asks every five seconds whether the address is confirmed by now, for an hour at most, only while looked at. */
function pollState(main) {
  const hint = document.querySelector('[data-poll-hint]');
  const end = Date.now() + 3600000;
  hint.hidden = false;
  const ask = async () => {
    if (Date.now() > end) {
      hint.hidden = true;
      return;
    }
    if (!document.hidden) {
      try {
        const answer = await fetch(main.dataset.poll, { headers: { Accept: 'application/json' }, cache: 'no-store' });
        if (answer.ok && (await answer.json()).confirmed === true) {
          location.assign(main.dataset.pollNext);
          return;
        }
      } catch {
        // No network for a moment: asked again in five seconds.
      }
    }
    setTimeout(ask, 5000);
  };
  setTimeout(ask, 5000);
}

/** „Kopieren“: puts a text of the page on the clipboard: a list line by line, a key without the spaces of its groups. */
function addCopy(button) {
  const source = document.getElementById(button.dataset.copy);
  if (!navigator.clipboard) {
    return; // marking it by hand works everywhere
  }
  const lines = [...source.querySelectorAll('li')].map((line) => line.textContent.trim());
  const text = lines.length > 0 ? lines.join('\n') : source.textContent.replace(/\s/g, '');
  const words = button.textContent;
  button.hidden = false;
  button.setAttribute('aria-live', 'polite');
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = button.dataset.copied;
      setTimeout(() => { button.textContent = words; }, 4000);
    } catch {
      getSelection().selectAllChildren(source); // not allowed: the person copies what is marked
    }
  });
}

/** „Als Text speichern“: hands a part of the page to the browser as a file; nothing is sent. */
function addSave(button) {
  const source = document.getElementById(button.dataset.save);
  button.hidden = false;
  button.addEventListener('click', () => {
    const text = source.innerText.replace(/\n{3,}/g, '\n\n').replace(/\n/g, '\r\n');
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text + '\r\n'], { type: 'text/plain;charset=utf-8' }));
    link.download = button.dataset.saveName;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  });
}

/** „Drucken“ */
function addPrint(button) {
  button.hidden = false;
  button.addEventListener('click', () => print());
}

/** What went wrong is read first. The attribute autofocus does it where the browser supports it on any element. */
function focusNotice() {
  const notice = document.querySelector('#summary, main [data-message][autofocus]');
  if (notice && document.activeElement !== notice && !location.hash) {
    notice.focus();
  }
}

document.querySelectorAll('[data-reveal]').forEach(addReveal);
document.querySelectorAll('[data-copy]').forEach(addCopy);
document.querySelectorAll('[data-save]').forEach(addSave);
document.querySelectorAll('[data-print]').forEach(addPrint);
document.querySelectorAll('[data-caps-lock]').forEach(addCapsLockHint);
document.querySelectorAll('form[data-guard]').forEach(addGuard);
document.querySelectorAll('[data-poll]').forEach(pollState);
focusNotice();
document.querySelector('form[data-send-now]')?.submit();
