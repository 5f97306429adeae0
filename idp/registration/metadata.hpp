// What a client sends to register itself, and what it is answered (RFC 7591 §2, §3.2).
#pragma once
#include "base/secret.hpp"
#include "idp/call/call.hpp"
#include "idp/oauth/client.hpp"
#include "idp/oauth/error.hpp"

namespace zugang::idp::registration {

/// The JSON object of the body. Throws oauth::Error invalid_client_metadata.
[[nodiscard]] Json read_body(Call const& call);

/// The client it describes, without an id, what only the operator decides at its default. Throws oauth::Error
/// invalid_redirect_uri, invalid_client_metadata or unapproved_software_statement.
[[nodiscard]] oauth::Client read_client(Json const& body, config::Config const& config);

/// Throws unless the client fits together and this server can give what it asks for. Fetches its
/// sector_identifier_uri. What only the operator gives is refused, unless `former` (null for a new client) has it.
void check_registrable(oauth::Client const& client, oauth::Client const* former, Services& on, Instant now);

struct Answer {
    store::ClientRow const& row;
    std::string_view registration_token;
    Secret const& secret; // empty where it has none or this answer cannot tell it
};
/// RFC 7591 §3.2.1 and RFC 7592 §3: everything registered, the secret, and how to manage it.
[[nodiscard]] std::string to_json(Answer const& answer, config::Config const& config);

} // namespace zugang::idp::registration
