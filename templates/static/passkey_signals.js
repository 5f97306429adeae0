// Tells the browser which passkeys of this account count and what the account is called (WebAuthn L3 §5.1.10), so that
// password managers offer no removed ones and show no old names. An extra: where it fails, nothing is missing here.

const told = document.querySelector('[data-passkey-signals]').dataset;
const keepers = window.PublicKeyCredential ?? {};

async function tell(method, words) {
  try {
    await keepers[method]?.({ rpId: told.rpId, userId: told.userId, ...words });
  } catch {
    // Not at this address, or not by this browser.
  }
}

const ids = told.credentialIds.split(' ').filter((id) => id !== '');
await tell('signalAllAcceptedCredentials', { allAcceptedCredentialIds: ids });
await tell('signalCurrentUserDetails', { name: told.userName, displayName: told.userName });
