// id_token_hint: an ID token of ours that comes back (OIDC Core §3.1.2.1, RP-Initiated Logout §2). It may have expired;
// who it was for and whom it names counts.
#pragma once
#include "idp/call/services.hpp"
#include <optional>
#include <string>
#include <string_view>

namespace zugang::idp::mint {

struct IdTokenHint {
    std::string client_id; // aud
    std::string subject;   // as this client knows the person: compare with subject_of
    std::string session;   // sid, may be empty
};

/// Nothing for a token we did not sign, or that is no ID token. An encrypted one is not read: only its client could.
[[nodiscard]] std::optional<IdTokenHint> verify_id_token_hint(std::string_view hint, Services& on);

} // namespace zugang::idp::mint
