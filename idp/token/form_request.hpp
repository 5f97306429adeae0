// A client's form post beside the token endpoint: introspection (RFC 7662 §2.1) and revocation (RFC 7009 §2.1).
#pragma once
#include "idp/client_auth/authenticate_client.hpp"

namespace zugang::idp::token {

struct FormRequest {
    client_auth::AuthenticatedClient client;
    std::string token;
};

/// The client first: nobody learns anything about a token before. Throws oauth::Error invalid_request, invalid_client.
[[nodiscard]] FormRequest read_form_request(Call const& call, Services& on);

constexpr std::string_view refresh_token_prefix = "zgr_";

} // namespace zugang::idp::token
