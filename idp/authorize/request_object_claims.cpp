#include "idp/authorize/request_object_claims.hpp"
#include "idp/client_auth/numeric_date.hpp"
#include "idp/oauth/error.hpp"
#include <algorithm>
#include <array>

namespace zugang::idp::authorize {
namespace {

constexpr Duration longest_object_life = std::chrono::minutes{60}; // FAPI 2.0 Message Signing §5.3.1

[[noreturn]] void refuse_object(char const* description)
{
    throw oauth::Error{oauth::ErrorKind::invalid_request_object, description};
}

/// RFC 9101 wants the claims; OIDC Core §6.1 leaves them to the client.
bool is_strict(oauth::Client const& client)
{
    return client.profile == oauth::Profile::fapi2 || client.require_signed_request_object;
}

bool names_audience(Json const& object, std::string_view issuer)
{
    if (auto const many = object.strings("aud"))
        return std::ranges::find(*many, issuer) != many->end();
    return object.string("aud") == issuer;
}

void check_parties(Json const& object, oauth::Client const& client, std::string_view issuer)
{
    bool const must = is_strict(client);
    if ((must || object.has("iss")) && object.string("iss") != client.id)
        refuse_object("iss of the request object is not the client");
    if ((must || object.has("aud")) && !names_audience(object, issuer))
        refuse_object("aud of the request object is not this server");
    if (object.has("client_id") && object.string("client_id") != client.id)
        refuse_object("client_id of the request object is another one");
    // RFC 9101 §10.8: what can be taken for an assertion of the client must not be signed at all.
    if (object.string("sub") == client.id)
        refuse_object("sub of the request object is the client");
}

/// A time that is there but is none is refused like one that is missing where it must stand.
std::optional<Instant> time_in(Json const& object, std::string_view name, bool must)
{
    auto const time = client_auth::numeric_date(object, name);
    if (!time && (must || object.has(name)))
        refuse_object("a time of the request object is missing or not a number of seconds");
    return time;
}

void check_times(Json const& object, oauth::Client const& client, Instant now)
{
    bool const bounded = client.profile == oauth::Profile::fapi2;
    auto const expires = time_in(object, "exp", bounded);
    auto const begins = time_in(object, "nbf", bounded);
    auto const issued = time_in(object, "iat", /*must=*/false);
    if (expires && *expires <= now)
        refuse_object("the request object has expired");
    for (auto const& time : {begins, issued})
        if (time && *time > now + client_auth::clock_skew)
            refuse_object("the request object is from the future");
    if (bounded && *begins < now - longest_object_life)
        refuse_object("nbf of the request object is more than 60 minutes ago");
    if (bounded && *expires > *begins + longest_object_life)
        refuse_object("exp of the request object is more than 60 minutes after nbf");
}

/// Claims of the JWT itself, which are no parameters.
bool is_own_claim(std::string_view name)
{
    constexpr std::array<std::string_view, 7> names{"iss", "aud", "exp", "nbf", "iat", "jti", "sub"};
    return std::ranges::find(names, name) != names.end();
}

std::string parameter_text(Json const& value)
{
    if (auto text = value.as_string())
        return std::move(*text);
    if (auto const number = value.as_integer())
        return std::to_string(*number);
    return value.dump();
}

void add_parameter(http::Parameters::List& list, std::string const& name, Json const& value)
{
    if (value.is_null())
        return;
    auto text = parameter_text(value);
    // As in a query: a NUL ends the text for C libraries, and two parts would disagree.
    if (text.find('\0') != std::string::npos)
        refuse_object("a parameter in the request object holds NUL");
    list.emplace_back(name, std::move(text));
}

} // namespace

void check_object_claims(Json const& object, oauth::Client const& client, std::string_view issuer, Instant now)
{
    check_parties(object, client, issuer);
    check_times(object, client, now);
    if (object.has("request") || object.has("request_uri"))
        refuse_object("a request object holds no other one");
}

http::Parameters parameters_in(Json const& object, oauth::Client const& client)
{
    http::Parameters::List list{{"client_id", client.id}};
    for (auto const& [name, value] : object.members()) {
        if (is_own_claim(name) || name == "client_id")
            continue;
        if (name == "resource" && value.is_array())
            for (auto const& item : value.items())
                add_parameter(list, name, item);
        else
            add_parameter(list, name, value);
    }
    return http::Parameters{std::move(list)};
}

} // namespace zugang::idp::authorize
