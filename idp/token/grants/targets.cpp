#include "idp/token/grants/targets.hpp"
#include "idp/call/targets.hpp"
#include "idp/oauth/error.hpp"
#include "idp/oauth/scope.hpp"

namespace zugang::idp::token::grants {

std::vector<std::string> narrowed_resources(oauth::GrantDetails const& granted, Call const& call, Services& on)
{
    auto asked = check_resources(call.form, on);
    std::erase(asked, on.config.issuer); // open to every grant, and audience by the scope word openid
    if (!oauth::is_subset(asked, granted.resources))
        throw oauth::Error{oauth::ErrorKind::invalid_target, "resource was not granted"};
    return asked;
}

} // namespace zugang::idp::token::grants
