#include "idp/client_auth/client_keys.hpp"
#include "idp/client_auth/methods.hpp"
#include "keys/certificate.hpp"
#include <algorithm>

namespace zugang::idp::client_auth {
namespace {

using Freshness = RemoteDocuments::Freshness;

/// By the public key (RFC 8705 §2.2): a certificate that was renewed for the same key is the same client.
bool is_registered(keys::Certificate const& shown, keys::JwkSet const& keys)
{
    return std::ranges::any_of(keys.certificates(), [&](Bytes const& der) {
        auto const registered = keys::Certificate::from_der(der);
        return registered && registered->has_same_key(shown);
    });
}

} // namespace

Result<void> check_self_signed_tls_client_auth(Attempt const& attempt)
{
    auto const& [client, presented, call, on] = attempt;
    if (presented.way != Way::name_alone)
        return failure("not by a certificate alone");
    if (call.request.client_certificate.empty())
        return failure("no certificate");
    auto const certificate = keys::Certificate::from_pem(call.request.client_certificate);
    if (!certificate)
        return std::unexpected(certificate.error());
    for (auto const freshness : {Freshness::cached, Freshness::fresh}) {
        auto const keys = load_client_keys(client, freshness, on, call.now);
        if (keys && is_registered(*certificate, *keys))
            return {};
    }
    return failure("the certificate is not one of the client's");
}

} // namespace zugang::idp::client_auth
