#include "idp/client_auth/challenge.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "idp/client_auth/algorithms.hpp"
#include "idp/client_auth/sender.hpp"

namespace zugang::idp::client_auth {
namespace {

std::string algs()
{
    return "algs=\"" + join_words(dpop_algorithms()) + "\"";
}

std::string resource_metadata(config::Config const& config)
{
    return "resource_metadata=\"" + config.address("/.well-known/oauth-protected-resource") + "\"";
}

bool used_dpop(Call const& call)
{
    constexpr std::string_view scheme = "dpop ";
    auto const header = call.request.header("authorization");
    return header && to_lower_ascii(header->substr(0, scheme.size())) == scheme;
}

int status_of_challenge(oauth::ErrorKind kind)
{
    if (kind == oauth::ErrorKind::insufficient_scope)
        return 403;
    return kind == oauth::ErrorKind::invalid_request ? 400 : 401;
}

} // namespace

http::Response challenge_without_error(Services& on)
{
    auto const where = resource_metadata(on.config);
    auto answer = http::json(401, "{}");
    answer.set("WWW-Authenticate", "Bearer " + where);
    answer.add("WWW-Authenticate", "DPoP " + algs() + ", " + where);
    return answer;
}

http::Response challenge(oauth::Error const& error, Call const& call, Services& on)
{
    auto const name = std::string{to_name(error.kind())};
    auto answer = http::json(status_of_challenge(error.kind()),
                             JsonObject{}.add("error", name).add("error_description", error.description()).str());
    auto const words =
        "error=\"" + name + "\", error_description=\"" + error.description() + "\", " + resource_metadata(on.config);
    answer.set("WWW-Authenticate", used_dpop(call) ? "DPoP " + words + ", " + algs() : "Bearer " + words);
    if (error.kind() == oauth::ErrorKind::use_dpop_nonce)
        answer.set("DPoP-Nonce", dpop_nonce(on, call.now));
    return answer;
}

} // namespace zugang::idp::client_auth
