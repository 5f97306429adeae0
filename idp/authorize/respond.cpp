#include "idp/authorize/respond.hpp"
#include "base/url.hpp"
#include "idp/authorize/pushed_request.hpp"
#include "idp/call/frame.hpp"
#include "idp/pages/form_post.hpp"

namespace zugang::idp::authorize {
namespace {

ResponseParameters with_state_and_issuer(ResponseParameters parameters, oauth::AuthorizationRequest const& request,
                                         Services& on)
{
    if (request.state)
        parameters.emplace_back("state", *request.state);
    parameters.emplace_back("iss", on.config.issuer);
    return parameters;
}

ResponseParameters error_parameters(oauth::Error const& error)
{
    return {{"error", std::string{to_name(error.kind())}}, {"error_description", error.description()}};
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
    auto const target = parse_url(request.redirect.uri());
    answer.set("Content-Security-Policy", page_policy(target ? target->origin() : "'none'"));
    return answer;
}

} // namespace

http::Response respond(oauth::AuthorizationRequest const& request, ResponseParameters parameters, Call const& call,
                       Services& on)
{
    parameters = with_state_and_issuer(std::move(parameters), request, on);
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
    close_pushed_request(request, on, call.now);
    return respond(request, error_parameters(error), call, on);
}

} // namespace zugang::idp::authorize
