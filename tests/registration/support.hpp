// What the tests of registration share: a stand that takes registrations, and a client that sends them.
#pragma once
#include "doctest.h"
#include "tests/support/relying_party.hpp"

namespace zugang::tests {

using Mode = idp::config::DynamicRegistration;

/// A stand with this mode, the implicit grant and a limit of `registrations` an hour.
[[nodiscard]] StandOptions registering(Mode mode, std::int64_t registrations = 1000);

struct Registration {
    Page page;
    [[nodiscard]] Json json() const { return Json::parse(page.body).value(); }
    [[nodiscard]] std::string text(std::string_view name) const { return json().string(name).value_or(""); }
    [[nodiscard]] std::string id() const { return text("client_id"); }
    [[nodiscard]] std::string token() const { return text("registration_access_token"); }
    [[nodiscard]] std::string error() const { return text("error"); }
};

/// POST /oauth2/register with a JSON body and, where given, a bearer token.
Registration send_registration(Stand& stand, std::string const& body, std::string const& token = "");
/// GET, PUT or DELETE at registration_client_uri.
Registration manage(Stand& stand, std::string_view method, Registration const& registered, std::string const& token,
                    std::string const& body = "");
/// A body with a redirect address and these members.
[[nodiscard]] std::string body_with(std::string const& members = "");
/// Puts an initial access token into the store.
void add_initial_token(Stand& stand, std::string_view token, std::int64_t uses, Duration valid);

} // namespace zugang::tests
