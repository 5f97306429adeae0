#include "idp/oauth/client_members.hpp"
#include <array>

namespace zugang::idp::oauth {
namespace {

constexpr std::array<std::pair<CertificateName::Kind, std::string_view>, 5> certificate_members{
    {{CertificateName::Kind::subject_dn, "tls_client_auth_subject_dn"},
     {CertificateName::Kind::san_dns, "tls_client_auth_san_dns"},
     {CertificateName::Kind::san_uri, "tls_client_auth_san_uri"},
     {CertificateName::Kind::san_ip, "tls_client_auth_san_ip"},
     {CertificateName::Kind::san_email, "tls_client_auth_san_email"}}};

// RFC 8705 §2.1.2: one of the five, so that nobody has to guess which one counts.
void visit_certificate_name(ClientMembers& members, Client& client)
{
    auto const before = client.certificate_name;
    int seen = 0;
    for (auto const& [kind, name] : certificate_members) {
        std::string value = before && before->kind == kind ? before->value : "";
        members.text(name, value);
        if (value.empty())
            continue;
        client.certificate_name = CertificateName{kind, value};
        if (++seen > 1)
            members.fail(name, "is the second name of its certificate; one is compared");
    }
}

// An assertion made with the secret is always HS256, which is no algorithm of keys.
void visit_assertion_algorithm(ClientMembers& members, Client& client)
{
    constexpr std::string_view name = "token_endpoint_auth_signing_alg";
    if (client.auth_method != AuthMethod::client_secret_jwt)
        return members.algorithm(name, client.assertion_algorithm);
    std::string algorithm = "HS256";
    members.text(name, algorithm);
    if (algorithm != "HS256")
        members.fail(name, "must be HS256 for client_secret_jwt");
}

} // namespace

// OIDC Registration §2, RFC 8705 §2 and §3.4, RFC 9449 §5.2.
void visit_authentication(ClientMembers& members, Client& client)
{
    members.word("token_endpoint_auth_method", client.auth_method, parse_auth_method);
    visit_assertion_algorithm(members, client);
    members.object("jwks", client.jwks);
    members.text("jwks_uri", client.jwks_uri);
    visit_certificate_name(members, client);
    members.flag("tls_client_certificate_bound_access_tokens", client.certificate_bound_access_tokens);
    members.flag("dpop_bound_access_tokens", client.dpop_bound_access_tokens);
}

} // namespace zugang::idp::oauth
