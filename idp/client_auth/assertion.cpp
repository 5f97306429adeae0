#include "idp/client_auth/assertion.hpp"
#include "base/sha256.hpp"
#include "base/text.hpp"
#include "idp/client_auth/numeric_date.hpp"
#include "idp/client_auth/own_addresses.hpp"
#include "store/client_assertions.hpp"
#include <algorithm>

namespace zugang::idp::client_auth {
namespace {

constexpr std::size_t longest_jti = 512;

// An hour is what common client libraries choose; the FAPI profiles are for clients that make one per request.
constexpr Duration longest_life = std::chrono::hours{1};
constexpr Duration longest_fapi_life = std::chrono::minutes{5};

bool is_fapi(oauth::Client const& client)
{
    return client.profile != oauth::Profile::oidc;
}

/// What a client signs for another purpose (request object, DPoP proof) must not pass (RFC 8725 §3.11).
bool is_assertion_type(std::string_view typ)
{
    auto const name = to_lower_ascii(typ);
    return name.empty() || name == "jwt" || name == "client-authentication+jwt";
}

/// An audience that another server may share lets it use the assertion here (CVE-2025-27370): the FAPI profiles take
/// the issuer alone, as a plain string. Others are used to the token endpoint, or the one they call.
bool is_for_us(Attempt const& attempt)
{
    auto const& claims = attempt.presented.assertion->claims;
    auto const& issuer = attempt.on.config.issuer;
    if (is_fapi(attempt.client))
        return claims.string("aud") == issuer;
    auto audiences = claims.strings("aud").value_or(std::vector<std::string>{});
    if (auto const one = claims.string("aud"))
        audiences = {*one};
    auto accepted = own_addresses(attempt.call.request.path, attempt.on.config);
    auto const token_endpoints = own_addresses("/oauth2/token", attempt.on.config);
    accepted.insert(accepted.end(), token_endpoints.begin(), token_endpoints.end());
    accepted.push_back(issuer);
    return std::ranges::any_of(
        audiences, [&](std::string const& name) { return std::ranges::find(accepted, name) != accepted.end(); });
}

Result<void> check_times(Attempt const& attempt)
{
    auto const& claims = attempt.presented.assertion->claims;
    auto const now = attempt.call.now;
    auto const expiry = numeric_date(claims, "exp");
    if (!expiry)
        return failure("exp is missing or no number");
    if (*expiry <= now)
        return failure("the assertion has expired");
    auto const longest = is_fapi(attempt.client) ? longest_fapi_life : longest_life;
    if (*expiry > now + longest + clock_skew)
        return failure("exp is too far ahead");
    for (auto const* const name : {"nbf", "iat"}) {
        auto const time = numeric_date(claims, name);
        if (claims.has(name) && !time)
            return failure(std::string{name} + " is no number");
        if (time && *time > now + clock_skew)
            return failure(std::string{name} + " is ahead of us");
    }
    return {};
}

} // namespace

Result<void> check_assertion_claims(Attempt const& attempt)
{
    auto const& [jws, claims] = *attempt.presented.assertion;
    if (!is_assertion_type(jws.typ))
        return failure("typ is of another kind of token");
    if (claims.string("iss") != attempt.client.id || claims.string("sub") != attempt.client.id)
        return failure("iss and sub are not both the client");
    if (!is_for_us(attempt))
        return failure("aud is not this server");
    auto const jti = claims.string("jti").value_or("");
    if (jti.empty() || jti.size() > longest_jti)
        return failure("jti is missing or over-long");
    return check_times(attempt);
}

Result<void> use_assertion(Attempt const& attempt)
{
    auto const& claims = attempt.presented.assertion->claims;
    auto const jti_hash = sha256(bytes_of(claims.string("jti").value_or("")));
    auto const expiry = numeric_date(claims, "exp").value_or(attempt.call.now);
    auto const is_first = attempt.on.database.write(
        [&](store::Connection& tx) { return store::client_assertions::use(tx, attempt.client.id, jti_hash, expiry); });
    if (!is_first)
        return failure("the assertion was used before");
    return {};
}

} // namespace zugang::idp::client_auth
