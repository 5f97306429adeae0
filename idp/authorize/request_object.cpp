#include "idp/authorize/request_object.hpp"
#include "base/text.hpp"
#include "idp/authorize/known_parameters.hpp"
#include "idp/authorize/request_object_claims.hpp"
#include "idp/client_auth/client_keys.hpp"
#include "idp/oauth/error.hpp"
#include "idp/oauth/scope.hpp"

namespace zugang::idp::authorize {
namespace {

[[noreturn]] void refuse_object_text(std::string const& description, std::string const& cause = {})
{
    throw oauth::Error{oauth::ErrorKind::invalid_request_object, description, cause};
}

/// The object behind an address the client registered with it, fragment included: the server fetches nothing because a
/// visitor says so. The fragment tells versions apart and is not sent (OIDC Core §6.2).
std::string fetch_object(std::string const& uri, oauth::Client const& client, Services& on, Instant now)
{
    if (!on.config.oidc.request_uri)
        throw oauth::Error{oauth::ErrorKind::request_uri_not_supported, "request_uri is not supported"};
    if (!uri.starts_with("https://") || !oauth::has_word(client.request_uris, uri))
        throw oauth::Error{oauth::ErrorKind::invalid_request_uri, "request_uri is not registered for this client"};
    auto const body = on.remote.get(uri.substr(0, uri.find('#')), RemoteDocuments::Freshness::fresh, now);
    if (!body)
        throw oauth::Error{oauth::ErrorKind::invalid_request_uri, "request_uri could not be fetched",
                           body.error().what};
    return std::string{trim(*body)};
}

/// RFC 9101 §10.8: a JWT made for something else says so in its type.
bool is_object_type(std::string_view typ)
{
    auto const name = to_lower_ascii(typ);
    return name.empty() || name == "jwt" || name == "oauth-authz-req+jwt";
}

/// What the client encrypted to one of our keys (RFC 9101 §6.1), else the text as it is. Only a signed object may be
/// within: an encryption alone says nothing of who made it.
std::string decrypt_object(std::string const& text, Services& on)
{
    if (!keys::is_jwe(text))
        return text;
    auto const plain = on.keyring.snapshot()->decrypt(text);
    if (!plain)
        refuse_object_text("the request object cannot be decrypted", plain.error().what);
    return *plain;
}

Json verify_object(std::string const& text, oauth::Client const& client, Services& on, Instant now)
{
    auto const jws = keys::parse_jws(decrypt_object(text, on));
    if (!jws)
        refuse_object_text("the request object is not a signed JWT", jws.error().what);
    if (!is_object_type(jws->typ))
        refuse_object_text("the request object has the type of another JWT");
    auto const payload = client_auth::verify_client_jws(client, *jws, client.request_object_algorithm, on, now);
    if (!payload)
        refuse_object_text("the signature of the request object cannot be verified", payload.error().what);
    auto object = Json::parse(*payload);
    if (!object || !object->is_object())
        refuse_object_text("the request object does not hold a JSON object");
    return std::move(*object);
}

/// The text of the object, or nothing where the request has none.
std::optional<std::string> find_object(http::Parameters const& outer, oauth::Client const& client, Services& on,
                                       Instant now)
{
    auto const value = outer.find_filled("request");
    auto const uri = outer.find_filled("request_uri");
    if (!value && !uri)
        return std::nullopt;
    if ((value && uri) || outer.is_doubled("request") || outer.is_doubled("request_uri"))
        throw oauth::Error{oauth::ErrorKind::invalid_request, "request and request_uri: one of them, once"};
    if ((value && value->size() > longest("request")) || (uri && uri->size() > longest("request_uri")))
        throw oauth::Error{oauth::ErrorKind::invalid_request, "request or request_uri is too long"};
    return value ? *value : fetch_object(*uri, client, on, now);
}

} // namespace

Received open_request_object(http::Parameters const& outer, oauth::Client const& client, Services& on, Instant now)
{
    auto const text = find_object(outer, client, on, now);
    if (!text)
        return {.parameters = outer};
    auto const object = verify_object(*text, client, on, now);
    check_object_claims(object, client, on.config.issuer, now);
    return {.parameters = parameters_in(object, client), .is_signed = true};
}

} // namespace zugang::idp::authorize
