#include "idp/endpoints/check_session.hpp"
#include "idp/call/frame.hpp"

namespace zugang::idp::endpoints {

http::Response get_check_session(Call const&, Services& on)
{
    auto answer = show("<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>Session</title>\n"
                       "<script src=\"" +
                       on.templates.asset("check_session.js") + "\" defer></script>\n</html>\n");
    // The one page without frame-ancestors 'none': it shows nothing and takes no click.
    answer.set("Content-Security-Policy", "default-src 'none'; script-src 'self'; base-uri 'none'; form-action 'none'; "
                                          "require-trusted-types-for 'script'; frame-ancestors *");
    answer.set("Cache-Control", "public, max-age=3600");
    return answer;
}

} // namespace zugang::idp::endpoints
