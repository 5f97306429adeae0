#include "webauthn/refusal.hpp"

namespace zugang::webauthn {

std::string_view to_name(Reason reason)
{
    switch (reason) {
    case Reason::malformed_response:
        return "malformed_response";
    case Reason::malformed_client_data:
        return "malformed_client_data";
    case Reason::wrong_type:
        return "wrong_type";
    case Reason::wrong_challenge:
        return "wrong_challenge";
    case Reason::wrong_origin:
        return "wrong_origin";
    case Reason::cross_origin:
        return "cross_origin";
    case Reason::wrong_top_origin:
        return "wrong_top_origin";
    case Reason::malformed_cbor:
        return "malformed_cbor";
    case Reason::malformed_data:
        return "malformed_data";
    case Reason::wrong_rp_id:
        return "wrong_rp_id";
    case Reason::not_present:
        return "not_present";
    case Reason::not_verified:
        return "not_verified";
    case Reason::wrong_backup_flags:
        return "wrong_backup_flags";
    case Reason::wrong_credential:
        return "wrong_credential";
    case Reason::unknown_algorithm:
        return "unknown_algorithm";
    case Reason::malformed_key:
        return "malformed_key";
    case Reason::wrong_signature:
        return "wrong_signature";
    case Reason::wrong_user_handle:
        return "wrong_user_handle";
    case Reason::unknown_format:
        return "unknown_format";
    case Reason::malformed_statement:
        return "malformed_statement";
    case Reason::wrong_statement:
        return "wrong_statement";
    case Reason::untrusted_attestation:
        return "untrusted_attestation";
    case Reason::forbidden_authenticator:
        return "forbidden_authenticator";
    }
    return ""; // not reached: every reason stands above
}

} // namespace zugang::webauthn
