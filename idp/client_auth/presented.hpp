// Presented: what a request says about its client, not yet proved: the way, the name, and what comes along as proof.
#pragma once
#include "base/json.hpp"
#include "base/secret.hpp"
#include "idp/call/call.hpp"
#include "keys/jws.hpp"

namespace zugang::idp::client_auth {

/// How a request names its client. A TLS certificate is no way of its own: it comes along with any of them.
enum class Way { name_alone, basic_header, secret_in_body, assertion };

struct ClientAssertion { // RFC 7523 §2.2, parsed, its signature not yet verified
    keys::UnverifiedJws jws;
    Json claims;
};

struct Presented {
    Way way = Way::name_alone;
    std::string id;
    std::optional<Secret> secret = {};
    std::optional<ClientAssertion> assertion = {};
};

/// Throws oauth::Error invalid_client for what is malformed or names nobody, invalid_request for two ways at once.
[[nodiscard]] Presented read_presented(Call const& call);

/// One description for every cause: it must not tell an unknown client from a wrong proof. Throws invalid_client.
[[noreturn]] void refuse_client(std::string const& cause);

} // namespace zugang::idp::client_auth
