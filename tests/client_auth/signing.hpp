// What the tests of client authentication share: JWS with any header, claims with one thing changed, the token
// endpoint.
#pragma once
#include "base/base64url.hpp"
#include "base/json.hpp"
#include "base/sha256.hpp"
#include "base/url.hpp"
#include "doctest.h"
#include "keys/jws.hpp"
#include "tests/support/relying_party.hpp"

namespace zugang::tests {

/// Claims or header members as JSON texts, to be changed one by one.
using Members = std::vector<std::pair<std::string, std::string>>;

/// `members` with the changes applied: a value replaces, an empty one removes, a new name is added.
inline std::string json_of(Members const& members, Members const& changes = {})
{
    JsonObject json;
    for (auto const& [name, value] : changed(members, changes))
        json.add_raw(name, value);
    return json.str();
}

inline std::string signing_input(std::string const& header, std::string const& payload)
{
    return base64url_encode(bytes_of(header)) + "." + base64url_encode(bytes_of(payload));
}

inline std::string sign(keys::PrivateKey const& key, std::string const& header, std::string const& payload)
{
    auto const input = signing_input(header, payload);
    return input + "." + base64url_encode(key.sign(input));
}

inline std::string sign_hs256(std::string_view secret, std::string const& header, std::string const& payload)
{
    auto const input = signing_input(header, payload);
    return input + "." + base64url_encode(hmac_sha256(bytes_of(secret), bytes_of(input)));
}

inline std::string jwks_of(std::vector<keys::PrivateKey> const& keys)
{
    std::string list;
    for (auto const& key : keys)
        list += (list.empty() ? "" : ",") + key.public_key().to_jwk();
    return "{\"keys\":[" + list + "]}";
}

constexpr auto assertion_type_of_jwt = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// A request to the token endpoint that is answered invalid_grant once the client is known.
inline Page ask_token(Browser& browser, Fields const& fields, std::vector<http::Header> headers = {})
{
    Fields all{{"grant_type", "authorization_code"}, {"code", "x"}, {"redirect_uri", "y"}};
    all.insert(all.end(), fields.begin(), fields.end());
    headers.push_back({"Content-Type", "application/x-www-form-urlencoded"});
    return browser.request("POST", "/oauth2/token", encode_form(all), headers);
}

} // namespace zugang::tests
