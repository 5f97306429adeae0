#include "idp/client_auth/sender.hpp"
#include "base/secret.hpp"
#include "idp/client_auth/check_proof.hpp"
#include "idp/oauth/error.hpp"
#include "keys/certificate.hpp"

namespace zugang::idp::client_auth {
namespace {

std::optional<std::string> shown_certificate(Call const& call)
{
    if (call.request.client_certificate.empty())
        return std::nullopt;
    auto const certificate = keys::Certificate::from_pem(call.request.client_certificate);
    return certificate ? std::optional{certificate->thumbprint()} : std::nullopt;
}

} // namespace

oauth::Confirmation find_sender(Call const& call, oauth::Client const& client, Services& on)
{
    oauth::Confirmation shown;
    if (call.request.count_headers("dpop") > 0)
        shown.jkt = check_dpop_proof(
            call,
            {.needs_nonce = on.config.oidc.dpop_nonce_required || client.profile == oauth::Profile::fapi2,
             .is_fapi = client.profile != oauth::Profile::oidc},
            on);
    if (client.certificate_bound_access_tokens)
        shown.x5t_s256 = shown_certificate(call);
    return shown;
}

oauth::Confirmation check_sender(Call const& call, oauth::Client const& client, Services& on)
{
    auto shown = find_sender(call, client, on);
    // RFC 9449 §5.2: whoever registered it never gets an unbound token, even where the header was lost on the way.
    if (client.dpop_bound_access_tokens && !shown.jkt)
        throw oauth::Error{oauth::ErrorKind::invalid_dpop_proof, "this client must send a DPoP proof"};
    // RFC 8705 §3: a proof, which anybody can make with a key of his own, is no certificate. A client registered for
    // both may leave the certificate out: its tokens are bound to its key anyway.
    if (client.certificate_bound_access_tokens && !client.dpop_bound_access_tokens && !shown.x5t_s256)
        throw oauth::Error{oauth::ErrorKind::invalid_request, "this client must show its TLS certificate"};
    if (client.profile != oauth::Profile::oidc && !shown.is_bound()) // FAPI 2.0 §5.3.2.1, however it was registered
        throw oauth::Error{oauth::ErrorKind::invalid_request, "this client must bind its tokens to a key"};
    return shown;
}

void check_presentation(Call const& call, PresentedToken const& token, oauth::Confirmation const& bound_to,
                        Services& on)
{
    auto const refuse = [](std::string const& cause) {
        throw oauth::Error{oauth::ErrorKind::invalid_token, "the access token is not shown as it must be", cause};
    };
    // Neither may a bound token be shown without its proof, nor an unbound one with any (RFC 9449 §7.1, §7.2).
    if (token.is_dpop != bound_to.jkt.has_value())
        refuse(token.is_dpop ? "DPoP scheme for a token no key is bound to" : "Bearer scheme for a DPoP-bound token");
    if (bound_to.jkt) {
        auto const jkt =
            check_dpop_proof(call, {.access_token = token.text, .needs_nonce = on.config.oidc.dpop_nonce_required}, on);
        if (jkt != *bound_to.jkt)
            refuse("the proof is of another key");
    }
    if (bound_to.x5t_s256 && shown_certificate(call) != bound_to.x5t_s256)
        refuse("the certificate is another one");
}

} // namespace zugang::idp::client_auth
