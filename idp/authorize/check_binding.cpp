#include "idp/authorize/check_list.hpp"

namespace zugang::idp::authorize {
namespace {

/// 32 bytes in base64url: an S256 challenge and a key's thumbprint.
bool is_hash_text(std::string const& text)
{
    constexpr std::size_t hash_text_length = 43;
    return text.size() == hash_text_length &&
           text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") ==
               std::string::npos;
}

} // namespace

/// RFC 7636. `plain` would hand the verifier to whoever sees the request, so there is only S256.
void check_pkce(Received const& received, oauth::AuthorizationRequest& request, Services&)
{
    auto const challenge = received.parameters.find_filled("code_challenge");
    auto const method = received.parameters.find_filled("code_challenge_method");
    if (!challenge) {
        if (method)
            throw oauth::Error{oauth::ErrorKind::invalid_request, "code_challenge_method without code_challenge"};
        bool const must = request.client.require_pkce || !request.client.is_confidential();
        if (must && request.response_type.code)
            throw oauth::Error{oauth::ErrorKind::invalid_request, "code_challenge is missing (PKCE is required)"};
        return;
    }
    if (method != "S256")
        throw oauth::Error{oauth::ErrorKind::invalid_request, "code_challenge_method must be S256"};
    if (!is_hash_text(*challenge))
        throw oauth::Error{oauth::ErrorKind::invalid_request, "code_challenge is not 43 base64url characters"};
    request.code_challenge = challenge;
}

/// RFC 9449 §10: the code will be redeemed with this key alone.
void check_dpop_jkt(Received const& received, oauth::AuthorizationRequest& request, Services&)
{
    request.dpop_jkt = received.parameters.find_filled("dpop_jkt");
    if (request.dpop_jkt && !is_hash_text(*request.dpop_jkt))
        throw oauth::Error{oauth::ErrorKind::invalid_request, "dpop_jkt is not 43 base64url characters"};
}

} // namespace zugang::idp::authorize
