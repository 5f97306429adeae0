#include "idp/mint/logout_token.hpp"
#include "base/json.hpp"
#include "idp/mint/protect.hpp"
#include "idp/mint/subject.hpp"

namespace zugang::idp::mint {
namespace {

constexpr Duration logout_token_lifetime = std::chrono::seconds{120};
constexpr std::string_view logout_event = R"({"http://schemas.openid.net/event/backchannel-logout":{}})";

} // namespace

std::string mint_logout_token(LogoutTokenFacts const& facts, Services& on, Instant now)
{
    JsonObject json;
    json.add("iss", on.config.issuer);
    json.add("aud", facts.client.id);
    json.add("iat", to_seconds(now));
    json.add("exp", to_seconds(now + logout_token_lifetime));
    json.add("jti", random_token(on.random, ""));
    json.add("sub", subject_of(facts.client, facts.account_id, on));
    json.add("sid", facts.session_id);
    json.add_raw("events", logout_event);
    return sign(facts.client.id_token_algorithm, "logout+jwt", json.str(), on);
}

} // namespace zugang::idp::mint
