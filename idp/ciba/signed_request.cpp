#include "base/sha256.hpp"
#include "base/text.hpp"
#include "idp/ciba/request.hpp"
#include "idp/client_auth/client_keys.hpp"
#include "idp/client_auth/numeric_date.hpp"
#include "idp/oauth/error.hpp"
#include "idp/oauth/scope.hpp"
#include "store/client_assertions.hpp"
#include <algorithm>
#include <array>

namespace zugang::idp::ciba {
namespace {

constexpr Duration longest_life = std::chrono::minutes{60}; // FAPI-CIBA §5.2.2
constexpr std::size_t longest_jti = 512;
// What may stand beside a signed request: who the client is (CIBA §7.1.1).
constexpr std::array<std::string_view, 5> beside_request{"request", "client_id", "client_secret", "client_assertion",
                                                         "client_assertion_type"};
constexpr std::array<std::string_view, 7> of_the_object{"iss", "aud", "exp", "iat", "nbf", "jti", "sub"};

[[noreturn]] void refuse_request_object(char const* description, std::string const& cause = {})
{
    throw oauth::Error{oauth::ErrorKind::invalid_request, description, cause};
}

bool is_for_us(Json const& claims, std::string const& issuer)
{
    if (claims.string("aud") == issuer)
        return true;
    return oauth::has_word(claims.strings("aud").value_or(std::vector<std::string>{}), issuer);
}

void check_object_times(Json const& claims, Instant now)
{
    auto const exp = client_auth::numeric_date(claims, "exp");
    auto const iat = client_auth::numeric_date(claims, "iat");
    auto const nbf = client_auth::numeric_date(claims, "nbf");
    if (!exp || !iat || !nbf)
        refuse_request_object("the signed request needs exp, iat and nbf");
    if (*exp <= now || *exp > *nbf + longest_life)
        refuse_request_object("the signed request has expired, or lives longer than 60 minutes");
    if (std::max(*iat, *nbf) > now + client_auth::clock_skew || *nbf < now - longest_life)
        refuse_request_object("the signed request is not of this time");
}

/// Each signed request asks the person once; a copy of it asks nobody.
void use_object(Json const& claims, oauth::Client const& client, Services& on)
{
    auto const jti = claims.string("jti").value_or("");
    if (jti.empty() || jti.size() > longest_jti)
        refuse_request_object("the signed request needs a jti");
    auto const hash = sha256(bytes_of("bc-authorize " + jti));
    auto const end = client_auth::numeric_date(claims, "exp").value();
    auto const is_first = on.database.write(
        [&](store::Connection& tx) { return store::client_assertions::use(tx, client.id, hash, end); });
    if (!is_first)
        refuse_request_object("the signed request was used before");
}

Json verified_claims(std::string const& text, oauth::Client const& client, Services& on, Instant now)
{
    if (!client.backchannel_request_algorithm)
        refuse_request_object("the client is not registered to sign its requests");
    auto const jws = keys::parse_jws(text);
    if (!jws)
        refuse_request_object("request is not a signed JWT", jws.error().what);
    auto const payload = client_auth::verify_client_jws(client, *jws, client.backchannel_request_algorithm, on, now);
    if (!payload)
        refuse_request_object("the signature of the request is wrong", payload.error().what);
    auto claims = Json::parse(*payload);
    if (!claims || !claims->is_object())
        refuse_request_object("request holds no JSON object");
    if (claims->string("iss") != client.id || !is_for_us(*claims, on.config.issuer))
        refuse_request_object("iss must be the client and aud this server");
    return std::move(*claims);
}

/// As the same parameters would stand in a form. A number is one in quotes (requested_expiry, CIBA §7.1).
http::Parameters as_parameters(Json const& claims)
{
    http::Parameters::List list;
    for (auto const& [name, value] : claims.members()) {
        if (std::ranges::find(of_the_object, name) != of_the_object.end())
            continue;
        if (name == "resource" && value.is_array()) {
            for (auto const& resource : value.items())
                list.emplace_back(name, resource.as_string().value_or(""));
        } else {
            list.emplace_back(name, value.is_string() ? *value.as_string() : value.dump());
        }
    }
    return http::Parameters{std::move(list)};
}

} // namespace

http::Parameters read_parameters(Call const& call, oauth::Client const& client, Services& on)
{
    auto const object = call.form.find_filled("request");
    if (!object) {
        if (client.backchannel_request_algorithm || client.profile == oauth::Profile::fapi_ciba)
            refuse_request_object("this client must sign its requests");
        return call.form;
    }
    for (auto const& [name, value] : call.form.all()) {
        if (std::ranges::find(beside_request, name) == beside_request.end())
            refuse_request_object("beside a signed request there may be no other parameter");
    }
    auto const claims = verified_claims(*object, client, on, call.now);
    check_object_times(claims, call.now);
    use_object(claims, client, on);
    return as_parameters(claims);
}

} // namespace zugang::idp::ciba
