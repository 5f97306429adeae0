#include "idp/call/frame.hpp"
#include "idp/call/csrf.hpp"

namespace zugang::idp {

pages::Frame make_frame(Call const& call, Services& on)
{
    pages::Frame frame;
    frame.language = call.language;
    frame.here = call.here();
    frame.flow = call.query.get("flow");
    frame.csrf = csrf_token(call, on);
    return frame;
}

std::string page_policy(std::string_view form_action, std::vector<std::string> const& frames)
{
    std::string policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
                         "connect-src 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; "
                         "require-trusted-types-for 'script'; form-action " +
                         std::string{form_action};
    for (auto const& origin : frames)
        policy += (&origin == &frames.front() ? "; frame-src " : " ") + origin;
    return policy;
}

http::Response show(std::string html, int status)
{
    return http::html(status, std::move(html));
}

} // namespace zugang::idp
