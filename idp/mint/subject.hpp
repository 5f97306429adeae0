// The subject a client knows a person by (OIDC Core §8), as everything minted names it.
#pragma once
#include "idp/call/services.hpp"
#include "idp/oauth/subject.hpp"

namespace zugang::idp::mint {

[[nodiscard]] inline std::string subject_of(oauth::Client const& client, std::string_view account_id, Services& on)
{
    return oauth::subject_of(client, account_id, on.sealer);
}

} // namespace zugang::idp::mint
