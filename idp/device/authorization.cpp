#include "idp/device/authorization.hpp"
#include "base/sha256.hpp"
#include "base/text.hpp"
#include "base/url.hpp"
#include "idp/call/targets.hpp"
#include "idp/client_auth/authenticate_client.hpp"
#include "idp/device/user_code.hpp"
#include "idp/oauth/error.hpp"
#include "idp/oauth/grant_details.hpp"
#include "idp/oauth/scope.hpp"
#include "store/device_codes.hpp"

namespace zugang::idp::device {
namespace {

constexpr std::string_view device_code_prefix = "zgd_";
constexpr std::string_view device_grant_type = "urn:ietf:params:oauth:grant-type:device_code";
constexpr std::int64_t poll_interval_seconds = 5;
constexpr int most_tries = 5; // two of 25 thousand million codes are rarely the same

struct Codes {
    std::string device_code;
    std::string user_code;
};

std::vector<std::string> device_scope(Call const& call, oauth::Client const& client)
{
    auto scope = oauth::allowed_scope(split_words(call.form.get("scope")), client.scope);
    if (scope.empty())
        throw oauth::Error{oauth::ErrorKind::invalid_scope, "scope names nothing this client may ask for"};
    return scope;
}

Codes store_codes(store::DeviceCode row, Services& on)
{
    for (int tries = 0; tries < most_tries; ++tries) {
        Codes codes{random_token(on.random, device_code_prefix), make_user_code(on.random)};
        row.device_code_hash = sha256(bytes_of(codes.device_code));
        row.user_code_hash = user_code_hash(codes.user_code, on);
        if (on.database.write([&](store::Connection& tx) { return store::device_codes::insert(tx, row); }))
            return codes;
    }
    throw oauth::Error{oauth::ErrorKind::temporarily_unavailable, "no user code is free"};
}

http::Response codes_answer(Codes const& codes, Services& on)
{
    auto const shown = grouped(codes.user_code);
    auto const page = on.config.address("/device");
    JsonObject json;
    json.add("device_code", codes.device_code);
    json.add("user_code", shown);
    json.add("verification_uri", page);
    json.add("verification_uri_complete", append_query(page, {{"user_code", shown}}));
    json.add("expires_in", std::int64_t{on.config.oidc.device_code_lifetime.count()});
    json.add("interval", poll_interval_seconds);
    return http::json(200, json.str());
}

} // namespace

http::Response post_device_authorization(Call const& call, Services& on)
{
    if (!call.has_form)
        throw oauth::Error{oauth::ErrorKind::invalid_request, "the body must be application/x-www-form-urlencoded"};
    if (has_forbidden_double(call.form))
        throw oauth::Error{oauth::ErrorKind::invalid_request, "a parameter occurs more than once"};
    auto const authenticated = client_auth::authenticate_client(call, on);
    auto const& client = authenticated.client();
    if (!client.may_use(device_grant_type))
        throw oauth::Error{oauth::ErrorKind::unauthorized_client, "the client is not registered for device codes"};
    if (call.form.find_filled("authorization_details")) // the page asks about scope words alone (RFC 9396 §7)
        throw oauth::Error{oauth::ErrorKind::invalid_authorization_details, "devices cannot ask for these"};
    if (call.form.has("resource")) // nor does it name what a token would be for (RFC 8707 §2)
        throw oauth::Error{oauth::ErrorKind::invalid_target, "devices cannot ask for a resource"};
    store::DeviceCode row;
    row.client_id = client.id;
    row.scope = join_words(device_scope(call, client));
    row.details = oauth::to_json(oauth::GrantDetails{});
    row.interval_seconds = poll_interval_seconds;
    row.created_at = call.now;
    row.expires_at = call.now + Duration{on.config.oidc.device_code_lifetime};
    return codes_answer(store_codes(std::move(row), on), on);
}

} // namespace zugang::idp::device
