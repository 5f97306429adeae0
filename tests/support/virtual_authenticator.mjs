// VirtualAuthenticator: phones and security keys that Chromium pretends to have (CDP, WebAuthn domain). They belong to
// one page and survive its navigation. With one that is touched by itself, a stored passkey answers autofill at once.

const usual = {
    protocol: 'ctap2',
    transport: 'internal',
    hasResidentKey: true,
    hasUserVerification: true,
    isUserVerified: true,
    automaticPresenceSimulation: true,
};

export const devices = {
    phone: {}, // its passkeys cannot leave it
    synced: { defaultBackupEligibility: true, defaultBackupState: true }, // they are on the person's other devices, too
    backupLater: { defaultBackupEligibility: true }, // they will be
    usb: { transport: 'usb' },
    other_phone: { transport: 'hybrid' }, // reached by its QR code
    plain_key: { transport: 'usb', hasResidentKey: false, hasUserVerification: false, isUserVerified: false },
    u2f_key: { protocol: 'u2f', transport: 'usb', hasResidentKey: false, hasUserVerification: false, isUserVerified: false },
};

/** The page's devices: without this call a ceremony of a browser without a screen never ends. */
export async function givePage(page, ...names) {
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('WebAuthn.enable', { enableUI: false });
    const add = (name, changes = {}) => VirtualAuthenticator.add(cdp, { ...usual, ...devices[name], ...changes });
    const added = [];
    for (const name of names) added.push(await add(name));
    return { cdp, add, devices: added };
}

class VirtualAuthenticator {
    #cdp;
    #id;

    constructor(cdp, id) {
        this.#cdp = cdp;
        this.#id = id;
    }

    static async add(cdp, options) {
        const { authenticatorId: id } = await cdp.send('WebAuthn.addVirtualAuthenticator', { options });
        return new VirtualAuthenticator(cdp, id);
    }

    /** [{ credentialId, signCount, userName, backupState… }], binary members in base64. */
    async credentials() {
        return (await this.#send('getCredentials')).credentials;
    }

    async count() {
        return (await this.credentials()).length;
    }

    /** Whether the finger or the PIN is right from now on. */
    setUserVerified(isUserVerified) {
        return this.#send('setUserVerified', { isUserVerified });
    }

    /** Whether it is touched by itself from now on; what waits already is not woken up. */
    setTouched(enabled) {
        return this.#send('setAutomaticPresenceSimulation', { enabled });
    }

    /** As after a backup was switched on or off: { backupEligibility, backupState }. */
    setBackup(credential, state) {
        return this.#send('setCredentialProperties', { credentialId: credential.credentialId, ...state });
    }

    /** As a copy of the device from earlier days: the next assertion counts `signCount` + 1. */
    async setCounter(credential, signCount) {
        await this.forget(credential);
        await this.#send('addCredential', { credential: { ...credential, signCount } });
    }

    /** From now on it answers { isBogusSignature }, { isBadUV } or { isBadUP }. */
    lie(how) {
        const honest = { isBogusSignature: false, isBadUV: false, isBadUP: false };
        return this.#send('setResponseOverrideBits', { ...honest, ...how });
    }

    forget(credential) {
        return this.#send('removeCredential', { credentialId: credential.credentialId });
    }

    /** It is pulled out, or left at home. */
    remove() {
        return this.#send('removeVirtualAuthenticator');
    }

    #send(method, parameters) {
        return this.#cdp.send(`WebAuthn.${method}`, { authenticatorId: this.#id, ...parameters });
    }
}
