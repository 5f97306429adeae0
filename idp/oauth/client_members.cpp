#include "idp/oauth/client_members.hpp"
#include "base/text.hpp"

namespace zugang::idp::oauth {
namespace {

/// As ClientMembers::word, for a value that may be left out.
template <class Word>
void visit_optional_word(ClientMembers& members, std::string_view name, std::optional<Word>& value,
                         std::optional<Word> (*parse)(std::string_view))
{
    std::string text(value ? to_name(*value) : "");
    members.text(name, text);
    if (text.empty())
        return;
    value = parse(text);
    if (!value)
        members.fail(name, "has a value this server does not offer");
}

} // namespace

void ClientMembers::words(std::string_view name, std::vector<std::string>& value)
{
    auto joined = join_words(value);
    text(name, joined);
    value = split_words(joined);
}

void ClientMembers::algorithm(std::string_view name, std::optional<keys::Algorithm>& value)
{
    visit_optional_word(*this, name, value, keys::parse_algorithm);
}

void ClientMembers::encryption(std::string const& name, std::optional<keys::JweChoice>& value)
{
    std::optional<keys::KeyManagement> algorithm;
    std::optional<keys::ContentEncryption> encryption;
    if (value) {
        algorithm = value->algorithm;
        encryption = value->encryption;
    }
    visit_optional_word(*this, name + "_alg", algorithm, keys::parse_key_management);
    visit_optional_word(*this, name + "_enc", encryption, keys::parse_content_encryption);
    if (encryption && !algorithm)
        fail(name + "_enc", "needs " + name + "_alg");
    if (algorithm)
        value = keys::JweChoice{*algorithm, encryption.value_or(keys::JweChoice{}.encryption)};
}

void ClientMembers::protection(std::string const& name, AnswerProtection& value)
{
    algorithm(name + "_signed_response_alg", value.algorithm);
    encryption(name + "_encrypted_response", value.encryption);
}

} // namespace zugang::idp::oauth
