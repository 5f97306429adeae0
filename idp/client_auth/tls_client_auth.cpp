#include "idp/client_auth/methods.hpp"
#include "keys/certificate.hpp"

namespace zugang::idp::client_auth {
namespace {

bool has_name(keys::Certificate const& certificate, oauth::CertificateName const& name)
{
    using enum oauth::CertificateName::Kind;
    switch (name.kind) {
    case subject_dn:
        return certificate.has_subject(name.value);
    case san_dns:
        return certificate.has_dns_name(name.value);
    case san_uri:
        return certificate.has_uri(name.value);
    case san_ip:
        return certificate.has_ip_address(name.value);
    case san_email:
        return certificate.has_email(name.value);
    }
    return false;
}

} // namespace

// RFC 8705 §2.1: an authority we trust vouches for the certificate, which the listener has checked; the name tells
// whose it is.
Result<void> check_tls_client_auth(Attempt const& attempt)
{
    auto const& [client, presented, call, on] = attempt;
    if (presented.way != Way::name_alone)
        return failure("not by a certificate alone");
    if (call.request.client_certificate.empty() || !client.certificate_name)
        return failure("no certificate");
    // Anybody can write any name into a certificate of his own (listen.mtls.trust = "any" lets such ones in).
    if (!call.request.client_certificate_verified)
        return failure("no authority vouches for the certificate");
    auto const certificate = keys::Certificate::from_pem(call.request.client_certificate);
    if (!certificate)
        return std::unexpected(certificate.error());
    if (!has_name(*certificate, *client.certificate_name))
        return failure("the certificate has another name");
    return {};
}

} // namespace zugang::idp::client_auth
