#include "idp/app/cors.hpp"

namespace zugang::idp::app {

void allow_any_origin(http::Response& answer)
{
    answer.set("Access-Control-Allow-Origin", "*");
    answer.set("Access-Control-Expose-Headers", "DPoP-Nonce, WWW-Authenticate");
}

http::Response get_preflight(Call const&, Services&)
{
    http::Response answer;
    answer.status = 204;
    answer.set("Access-Control-Allow-Methods", "GET, POST");
    answer.set("Access-Control-Allow-Headers", "Authorization, Content-Type, DPoP");
    answer.set("Access-Control-Max-Age", "7200"); // the longest Chromium keeps it
    return answer;
}

} // namespace zugang::idp::app
