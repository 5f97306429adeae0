#include "idp/token/form_request.hpp"
#include "idp/oauth/error.hpp"

namespace zugang::idp::token {

FormRequest read_form_request(Call const& call, Services& on)
{
    if (!call.has_form)
        throw oauth::Error{oauth::ErrorKind::invalid_request, "the body must be application/x-www-form-urlencoded"};
    if (call.form.find_doubled())
        throw oauth::Error{oauth::ErrorKind::invalid_request, "a parameter occurs more than once"};
    auto client = client_auth::authenticate_client(call, on);
    auto token = call.form.get("token");
    if (token.empty())
        throw oauth::Error{oauth::ErrorKind::invalid_request, "token is missing"};
    return {std::move(client), std::move(token)};
}

} // namespace zugang::idp::token
