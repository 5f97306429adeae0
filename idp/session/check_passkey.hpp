// The one place where answers of passkeys and security keys are verified (WebAuthn L3 §7.1, §7.2), at sign-in, as
// second factor and at set-up. The challenge of an answer is used up before anything is verified.
#pragma once
#include "idp/session/passkey_challenge.hpp"
#include "idp/session/proofs.hpp"
#include "store/passkeys.hpp"
#include "webauthn/verify_registration.hpp"
#include <functional>

namespace zugang::idp::session {

/// What the form brought.
struct PasskeyAnswer {
    std::string_view token;      // of the challenge
    std::string_view credential; // JSON of the browser's PublicKeyCredential
};

/// What an answer met; only `verified` carries a proof.
struct PasskeyOutcome {
    enum class Kind {
        verified,
        expired,       // the challenge is too old, was answered before, or is not this sign-in's
        unknown,       // no such passkey (any more)
        other_account, // it is somebody else's than the sign-in is about
        disabled,      // the account is
        refused,       // the answer is not what the specification demands
        copied,        // its counter went back: somebody may have a copy of the key
    };
    Kind kind = Kind::refused;
    std::optional<VerifiedPasskey> proof = {};
    Bytes credential_id = {}; // of `unknown`: for the browser to forget
};

/// A new credential that fits everything; made by verifying alone, not stored yet.
class VerifiedRegistration {
    VerifiedRegistration(webauthn::Registered registered, PasskeyContext context)
        : registered_(std::move(registered)), context_(std::move(context))
    {
    }
    friend class PasskeyCheck;
    webauthn::Registered registered_;
    PasskeyContext context_;

public:
    /// The authenticator's model; zeros where it is not told.
    [[nodiscard]] webauthn::Aaguid const& aaguid() const { return registered_.aaguid; }
    [[nodiscard]] std::vector<std::string> const& transports() const { return registered_.transports; }
    [[nodiscard]] bool is_on_one_device() const { return !registered_.flags.backup_eligible; }
};

class PasskeyCheck {
public:
    explicit PasskeyCheck(Services& on) : on_(on) {}
    /// What goes with a proof, in the transaction that moves the counter.
    using Record = std::function<void(store::Connection& tx, VerifiedPasskey const& proof)>;
    /// Of anybody: the passkey itself says whose it is.
    [[nodiscard]] PasskeyOutcome sign_in(PasskeyAnswer const& answer, std::string const& flow_id, Call const& call,
                                         Record const& record);
    /// Of the account that the sign-in is about, a passkey or a security key.
    [[nodiscard]] PasskeyOutcome prove(PasskeyAnswer const& answer, std::string const& flow_id,
                                       std::string const& account_id, Call const& call, Record const& record);

    /// `context` with one of the purposes enrol_passkey, enrol_security_key, upgrade. `expired` or `refused` else.
    [[nodiscard]] Result<VerifiedRegistration, PasskeyOutcome::Kind>
    verify_registration(PasskeyAnswer const& answer, PasskeyContext const& context, Call const& call);
    struct Enrolment {
        VerifiedRegistration registration;
        std::string name;
        Instant now;
        bool is_first = false; // the account must have no factor yet
    };
    struct Added {
        std::string passkey_id;
        store::Passkey::Kind kind = store::Passkey::Kind::passkey;
        std::optional<VerifiedPasskey> proof = {}; // nothing after an upgrade: nobody was asked
    };
    /// What was verified becomes a factor of the account. It proves its holder at once, since who made it was there.
    [[nodiscard]] Result<Added, store::passkeys::Inserted> confirm(store::Connection& tx, Enrolment const& wanted);

private:
    [[nodiscard]] PasskeyOutcome check(PasskeyAnswer const& answer, PasskeyContext const& context, Call const& call,
                                       Record const& record);
    [[nodiscard]] PasskeyOutcome use(store::Passkey const& passkey, store::passkeys::Use const& use, Instant now,
                                     Record const& record);
    [[nodiscard]] VerifiedPasskey proof_of(store::Passkey const& passkey) const;
    Services& on_;
};

/// Whether its key cannot leave the device, as far as [passkeys] hardware wants to know it.
[[nodiscard]] bool is_hardware(store::Passkey const& passkey, config::Config const& config);

} // namespace zugang::idp::session
