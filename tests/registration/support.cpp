#include "tests/registration/support.hpp"
#include "base/sha256.hpp"
#include "store/registrations.hpp"

namespace zugang::tests {

StandOptions registering(Mode mode, std::int64_t registrations)
{
    return {.configure = [=](idp::config::Config& config) {
        config.oidc.dynamic_registration = mode;
        config.oidc.implicit = true;
        config.limits.registrations_per_hour = registrations;
    }};
}

namespace {

std::vector<http::Header> headers_with(std::string const& token)
{
    std::vector<http::Header> headers{{"Content-Type", "application/json"}};
    if (!token.empty())
        headers.push_back({"Authorization", "Bearer " + token});
    return headers;
}

} // namespace

Registration send_registration(Stand& stand, std::string const& body, std::string const& token)
{
    return {stand.browser().request("POST", "/oauth2/register", body, headers_with(token))};
}

Registration manage(Stand& stand, std::string_view method, Registration const& registered, std::string const& token,
                    std::string const& body)
{
    return {stand.browser().request(method, registered.text("registration_client_uri"), body, headers_with(token))};
}

std::string body_with(std::string const& members)
{
    return R"({"redirect_uris":["https://client.example/cb"])" + (members.empty() ? "" : "," + members) + "}";
}

void add_initial_token(Stand& stand, std::string_view token, std::int64_t uses, Duration valid)
{
    auto const now = stand.clock.now();
    stand.database().write([&](store::Connection& tx) {
        store::registration_tokens::insert(
            tx,
            {.token_hash = sha256(bytes_of(token)), .uses_left = uses, .created_at = now, .expires_at = now + valid});
    });
}

} // namespace zugang::tests
