// authorization_details as a person reads them (RFC 9396 §2).
#pragma once
#include "idp/pages/consent.hpp"

namespace zugang::idp::login {

/// `details` is the request's checked JSON array, or empty. Nothing in it is left out: who allows it must have seen it.
[[nodiscard]] std::vector<pages::ConsentDeed> deeds_of(std::string_view details);

} // namespace zugang::idp::login
