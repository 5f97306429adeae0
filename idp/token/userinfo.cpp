#include "idp/token/userinfo.hpp"
#include "base/text.hpp"
#include "idp/mint/access_token.hpp"
#include "idp/mint/claims.hpp"
#include "idp/oauth/error.hpp"
#include "idp/oauth/scope.hpp"

namespace zugang::idp::token {
namespace {

/// RFC 6750 §3.1: where no token was sent, the challenge carries no error code.
http::Response challenge_without_error()
{
    auto answer = http::json(401, "{}");
    answer.set("WWW-Authenticate", "Bearer");
    return answer;
}

http::Response challenge(oauth::Error const& error)
{
    auto const name = std::string{to_name(error.kind())};
    auto const status = error.kind() == oauth::ErrorKind::insufficient_scope ? 403
                        : error.kind() == oauth::ErrorKind::invalid_request  ? 400
                                                                             : 401;
    auto answer =
        http::json(status, JsonObject{}.add("error", name).add("error_description", error.description()).str());
    answer.set("WWW-Authenticate", "Bearer error=\"" + name + "\", error_description=\"" + error.description() + "\"");
    return answer;
}

/// Nothing where no token was sent. Throws invalid_request for one in the query, or two at once.
std::optional<std::string> find_bearer_token(Call const& call)
{
    if (call.query.has("access_token"))
        throw oauth::Error{oauth::ErrorKind::invalid_request, "a token in the address is not accepted"};
    if (call.request.count_headers("authorization") > 1 || call.form.is_doubled("access_token"))
        throw oauth::Error{oauth::ErrorKind::invalid_request, "more than one access token"};
    auto const header = call.request.header("authorization");
    auto in_body = call.form.find("access_token");
    if (header && in_body)
        throw oauth::Error{oauth::ErrorKind::invalid_request, "more than one access token"};
    if (in_body)
        return in_body;
    constexpr std::string_view scheme = "bearer ";
    if (!header || to_lower_ascii(header->substr(0, scheme.size())) != scheme)
        return std::nullopt;
    return std::string{trim(header->substr(scheme.size()))};
}

struct Opened {
    mint::VerifiedAccessToken token;
    mint::DescribedPerson person;
};

/// The token and the person in one read. A client that acts for itself has no userinfo.
std::optional<Opened> find_opened(store::Connection& db, mint::AccessToken const& token, Instant now)
{
    auto live = mint::find_live(db, token, now);
    if (!live || !live->grant)
        return std::nullopt;
    auto person = mint::find_described_person(db, live->grant->account_id);
    return person ? std::optional{Opened{std::move(*live), std::move(*person)}} : std::nullopt;
}

} // namespace

http::Response userinfo(Call const& call, Services& on)
try {
    auto const text = find_bearer_token(call);
    if (!text)
        return challenge_without_error();
    auto const token = mint::read_access_token(*text, on, call.now);
    if (!token.is_for(on.config.issuer))
        mint::refuse_access_token("aud is not this server");
    auto const opened = on.database.read([&](store::Connection& db) { return find_opened(db, token, call.now); });
    if (!opened)
        mint::refuse_access_token("the token, its grant or the account has ended");
    if (!oauth::has_word(token.scope, "openid"))
        throw oauth::Error{oauth::ErrorKind::insufficient_scope, "the scope openid is needed"};
    auto const details = oauth::grant_details_from_json(opened->token.grant->details);
    JsonObject json;
    json.add("sub", token.subject);
    mint::add_claims(json, mint::wanted_claims(token.scope, details.claims.userinfo), opened->person);
    return http::json(200, json.str());
} catch (oauth::Error const& error) {
    return challenge(error);
}

} // namespace zugang::idp::token
