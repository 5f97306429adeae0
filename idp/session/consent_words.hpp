// Consent words: what a person allows a client by allowing one request, as it is remembered: scope words as they are,
// "claim:NAME" for single claims (OIDC Core §5.5), "resource:ADDRESS" for resources (RFC 8707). authorization_details
// (RFC 9396) have no word: each is a deed of its own, and is asked about every time.
#pragma once
#include "idp/oauth/authorization_request.hpp"

namespace zugang::idp::session {

/// The single claims about the person that the request adds to those of its scope words, each once.
[[nodiscard]] std::vector<std::string> single_claims(oauth::AuthorizationRequest const& request);
[[nodiscard]] std::vector<std::string> consent_words(oauth::AuthorizationRequest const& request);
/// What was allowed before stays allowed; what this request adds comes behind it.
[[nodiscard]] std::string joined_consent(std::string const& remembered, oauth::AuthorizationRequest const& request);

} // namespace zugang::idp::session
