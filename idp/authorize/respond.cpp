#include "idp/authorize/respond.hpp"
#include "base/json.hpp"
#include "base/log.hpp"
#include "base/url.hpp"
#include "idp/authorize/pushed_request.hpp"
#include "idp/call/frame.hpp"
#include "idp/mint/protect.hpp"
#include "idp/oauth/scope.hpp"
#include "idp/pages/form_post.hpp"
#include "idp/session/session.hpp"
#include "idp/session/session_state.hpp"

namespace zugang::idp::authorize {
namespace {

constexpr Duration response_lifetime = std::chrono::minutes{10}; // JARM §2.1: at most

ResponseParameters with_state_and_issuer(ResponseParameters parameters, oauth::AuthorizationRequest const& request,
                                         Services& on)
{
    if (request.state)
        parameters.emplace_back("state", *request.state);
    parameters.emplace_back("iss", on.config.issuer);
    return parameters;
}

/// JARM §2.1: the parameters as members of a JWT, for this client and a short while. `iss` is among them.
ResponseParameters as_jwt(ResponseParameters const& parameters, oauth::AuthorizationRequest const& request,
                          Services& on, Instant now)
{
    JsonObject json;
    json.add("aud", request.client.id);
    json.add("exp", to_seconds(now + response_lifetime));
    for (auto const& [name, value] : parameters)
        json.add(name, value);
    auto how = request.client.authorization;
    if (!how.algorithm)
        how.algorithm = request.client.id_token_algorithm;
    return {{"response", mint::protect(request.client, how, "JWT", json.str(), on, now)}};
}

bool is_our_fault(oauth::ErrorKind kind)
{
    return kind == oauth::ErrorKind::server_error || kind == oauth::ErrorKind::temporarily_unavailable;
}

ResponseParameters error_parameters(oauth::Error const& error)
{
    return {{"error", std::string{to_name(error.kind())}}, {"error_description", error.description()}};
}

/// An app's private-use scheme has no origin; CSP then names the scheme.
std::string form_target(std::string const& address)
{
    auto const url = parse_url(address);
    if (!url)
        return "'none'";
    return url->host.empty() ? url->scheme + ":" : url->origin();
}

http::Response post_form(oauth::AuthorizationRequest const& request, ResponseParameters parameters, Call const& call,
                         Services& on)
{
    pages::FormPostPage page{.frame = make_frame(call, on),
                             .client_name = request.client.name,
                             .address = request.redirect.uri(),
                             .parameters = std::move(parameters)};
    auto answer = show(page.render(on.templates));
    // The one page whose form leaves this server: form-action names the client's origin, for this answer only.
    answer.set("Content-Security-Policy", page_policy(form_target(request.redirect.uri())));
    return answer;
}

} // namespace

http::Response respond(oauth::AuthorizationRequest const& request, ResponseParameters parameters, Call const& call,
                       Services& on)
{
    parameters = with_state_and_issuer(std::move(parameters), request, on);
    if (request.response_is_jwt)
        parameters = as_jwt(parameters, request, on, call.now);
    switch (request.response_mode) {
    case oauth::ResponseMode::query:
        return http::see_other(append_query(request.redirect.uri(), parameters));
    case oauth::ResponseMode::fragment: // a registered address has no fragment of its own
        return http::see_other(request.redirect.uri() + "#" + encode_form(parameters));
    case oauth::ResponseMode::form_post:
        return post_form(request, std::move(parameters), call, on);
    }
    throw std::logic_error{"unknown response mode"};
}

http::Response respond_error(oauth::AuthorizationRequest const& request, oauth::Error const& error, Call const& call,
                             Services& on)
{
    auto parameters = error_parameters(error);
    if (is_our_fault(error.kind())) { // nothing that could fail for the same reason
        log::warning("authorization_failed", {{"client", request.client.id}, {"cause", error.what()}});
        return respond(request, std::move(parameters), call, on);
    }
    close_pushed_request(request, on, call.now);
    auto const session = session::find_session(call, on);
    add_session_state(parameters, request, session ? session->row.id : "", on);
    return respond(request, std::move(parameters), call, on);
}

void add_session_state(ResponseParameters& parameters, oauth::AuthorizationRequest const& request,
                       std::string_view session_id, Services& on)
{
    auto const target = parse_url(request.redirect.uri());
    bool const has_origin = target && (target->scheme == "https" || target->scheme == "http");
    if (!has_origin || !oauth::has_word(request.scope, "openid"))
        return;
    auto const state = session_id.empty() ? std::string{} : session::browser_state(session_id, on);
    parameters.emplace_back("session_state", session::session_state(request.client.id, target->origin(), state,
                                                                    random_token(on.random, "")));
}

} // namespace zugang::idp::authorize
