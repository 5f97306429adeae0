// Refusal: why a ceremony was not accepted, and the step of the specification that says so. For the log and for tests;
// what a visitor reads is decided elsewhere.
#pragma once
#include "base/result.hpp"
#include <string_view>

namespace zugang::webauthn {

enum class Reason {
    malformed_response,     // the JSON from the browser, or its base64url
    malformed_client_data,  // not the JSON an authenticator's client writes
    wrong_type,             // webauthn.get where webauthn.create was asked for, or the other way round
    wrong_challenge,        //
    wrong_origin,           // not on the list
    cross_origin,           // in a frame of another origin, which the policy does not allow
    wrong_top_origin,       // the page around the frame is not on the list
    malformed_cbor,         // not well formed, over the limits, or bytes left over
    malformed_data,         // authenticator data: too short, bytes left over, flags that contradict it
    wrong_rp_id,            //
    not_present,            // user presence is not shown
    not_verified,           // user verification is required and not shown
    wrong_backup_flags,     // backed up though not eligible, or another eligibility than at registration
    wrong_credential,       // the id in the data is not the one answered with, or too long
    unknown_algorithm,      // of the credential's key: not among those asked for
    malformed_key,          // the COSE key, or a point that is not on its curve
    wrong_signature,        //
    wrong_user_handle,      //
    unknown_format,         // of the attestation statement
    malformed_statement,    // the attestation statement, or a certificate in it
    wrong_statement,        // it is well formed but does not fit what it is about
    untrusted_attestation,  // no configured root vouches for it, though the policy wants one
    forbidden_authenticator // by its AAGUID, or by its status in the metadata
};

struct Refusal {
    Reason reason;
    std::string_view step; // "WebAuthn L3 §7.2 step 12", a literal
};

/// "wrong_origin", for the log.
[[nodiscard]] std::string_view to_name(Reason reason);

/// Usage: `return refuse(Reason::wrong_type, "WebAuthn L3 §7.1 step 7");`
[[nodiscard]] inline std::unexpected<Refusal> refuse(Reason reason, std::string_view step)
{
    return std::unexpected(Refusal{reason, step});
}

} // namespace zugang::webauthn
