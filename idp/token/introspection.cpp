#include "idp/token/introspection.hpp"
#include "base/sha256.hpp"
#include "idp/mint/access_token.hpp"
#include "idp/mint/authentication.hpp"
#include "idp/mint/protect.hpp"
#include "idp/mint/subject.hpp"
#include "idp/oauth/error.hpp"
#include "idp/token/form_request.hpp"
#include "store/refresh_tokens.hpp"
#include <array>

namespace zugang::idp::token {
namespace {

constexpr std::string_view jwt_type = "application/token-introspection+jwt";
constexpr std::string_view inactive = R"({"active":false})";

// What of an access token is told (RFC 7662 §2.2, RFC 8705 §3.2, RFC 9470 §6.2, RFC 9396 §9.2, RFC 8693 §4.1).
constexpr auto told_claims =
    std::to_array<std::string_view>({"scope", "client_id", "exp", "iat", "sub", "aud", "iss", "jti", "acr", "amr",
                                     "auth_time", "cnf", "authorization_details", "act"});

std::string describe_access_token(FormRequest const& request, Services& on, Instant now)
try {
    auto const token = mint::read_access_token(request.token, on, now);
    if (token.client_id != request.client.id() && !token.is_for(request.client.id()))
        return std::string{inactive};
    if (!on.database.read([&](store::Connection& db) { return mint::find_live(db, token, now); }))
        return std::string{inactive};
    JsonObject json;
    json.add("active", true);
    json.add("token_type", token.confirmation.jkt ? "DPoP" : "Bearer");
    for (auto const name : told_claims) {
        if (auto const claim = token.claims.find(name))
            json.add_raw(name, claim->dump());
    }
    return json.str();
} catch (oauth::Error const&) {
    return std::string{inactive}; // malformed, not ours, over: nobody is told which
}

struct LiveRefreshToken {
    store::RefreshToken token;
    store::Grant grant;
};

std::optional<LiveRefreshToken> find_live_refresh_token(store::Connection& db, FormRequest const& request, Instant now)
{
    auto token = store::refresh_tokens::find(db, sha256(bytes_of(request.token)));
    if (!token || token->client_id != request.client.id() || token->rotated_at || token->expires_at <= now)
        return std::nullopt;
    auto grant = store::grants::find_live(db, token->grant_id, now);
    return grant ? std::optional{LiveRefreshToken{std::move(*token), std::move(*grant)}} : std::nullopt;
}

std::string describe_refresh_token(FormRequest const& request, Services& on, Instant now)
{
    auto const live =
        on.database.read([&](store::Connection& db) { return find_live_refresh_token(db, request, now); });
    if (!live)
        return std::string{inactive};
    auto const details = oauth::grant_details_from_json(live->grant.details);
    JsonObject json;
    json.add("active", true);
    json.add("iss", on.config.issuer);
    json.add("client_id", request.client.id());
    json.add("sub", mint::subject_of(request.client.client(), live->grant.account_id, on));
    json.add_if("scope", live->grant.scope);
    json.add("iat", to_seconds(live->token.created_at));
    json.add("exp", to_seconds(std::min(live->token.expires_at, live->grant.expires_at)));
    mint::add_authentication(json, live->grant, details);
    return json.str();
}

bool wants_jwt(Call const& call)
{
    return call.request.header("accept").value_or("").find(jwt_type) != std::string_view::npos;
}

/// RFC 9701 §5: for this client alone, signed, and encrypted where it registered that.
http::Response jwt_answer(std::string const& description, oauth::Client const& client, Services& on, Instant now)
{
    JsonObject json;
    json.add("iss", on.config.issuer).add("aud", client.id).add("iat", to_seconds(now));
    json.add_raw("token_introspection", description);
    oauth::AnswerProtection const how{client.introspection.algorithm.value_or(client.id_token_algorithm),
                                      client.introspection.encryption};
    auto answer = http::json(200, mint::protect(client, how, "token-introspection+jwt", json.str(), on, now));
    answer.set("Content-Type", jwt_type);
    return answer;
}

} // namespace

http::Response post_introspection(Call const& call, Services& on)
{
    auto const request = read_form_request(call, on);
    if (!request.client.client().is_confidential()) // RFC 7662 §4: else anybody could try out tokens
        throw oauth::Error{oauth::ErrorKind::invalid_client, "client authentication failed", "a public client"};
    auto const description = request.token.starts_with(refresh_token_prefix)
                                 ? describe_refresh_token(request, on, call.now)
                                 : describe_access_token(request, on, call.now);
    return wants_jwt(call) ? jwt_answer(description, request.client.client(), on, call.now)
                           : http::json(200, description);
}

} // namespace zugang::idp::token
