#include "idp/oauth/client_members.hpp"

namespace zugang::idp::oauth {
namespace {

std::string_view to_name(SubjectType type)
{
    return type == SubjectType::pairwise ? "pairwise" : "public";
}

std::optional<SubjectType> parse_subject_type(std::string_view name)
{
    if (name == "public")
        return SubjectType::shared;
    if (name == "pairwise")
        return SubjectType::pairwise;
    return std::nullopt;
}

} // namespace

// OIDC Registration §2, RFC 9701 §6, JARM §3.
void visit_answers(ClientMembers& members, Client& client)
{
    members.word("id_token_signed_response_alg", client.id_token_algorithm, keys::parse_algorithm);
    members.encryption("id_token_encrypted_response", client.id_token_encryption);
    members.protection("userinfo", client.userinfo);
    members.protection("introspection", client.introspection);
    members.protection("authorization", client.authorization);
    std::string subject_type(to_name(client.subject_type));
    members.text("subject_type", subject_type);
    if (auto const found = parse_subject_type(subject_type))
        client.subject_type = *found;
    else
        members.fail("subject_type", "has a value this server does not offer");
    members.text("sector_identifier_uri", client.sector_identifier_uri);
}

} // namespace zugang::idp::oauth
