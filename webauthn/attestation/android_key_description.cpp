#include "webauthn/attestation/android_key_description.hpp"
#include "webauthn/x509.hpp"
#include <openssl/asn1.h>

namespace zugang::webauthn {
namespace {

constexpr std::size_t largest_description = 16384;
constexpr std::size_t most_members = 64; // Android defines some thirty

// Tags of the members that count (Android Keystore, schema of AuthorizationList).
constexpr int purpose_tag = 1;
constexpr int all_applications_tag = 600;
constexpr int origin_tag = 702;

struct DerValue {
    int tag = 0;
    int tag_class = 0;
    ByteView content;
};

/// Takes the next value off the front. Never nested further than the caller asks: there is no recursion here.
std::optional<DerValue> take_value(ByteView& bytes)
{
    constexpr int is_error = 0x80;
    constexpr int is_indefinite = 0x01;
    if (bytes.empty())
        return std::nullopt;
    auto const* position = bytes.data();
    long length = 0;
    DerValue value;
    auto const form =
        ASN1_get_object(&position, &length, &value.tag, &value.tag_class, static_cast<long>(bytes.size()));
    if ((form & (is_error | is_indefinite)) != 0 || length < 0)
        return std::nullopt;
    value.content = {position, static_cast<std::size_t>(length)};
    bytes = bytes.subspan(static_cast<std::size_t>(position - bytes.data()) + value.content.size());
    return value;
}

std::optional<ByteView> take(ByteView& bytes, int tag)
{
    auto const value = take_value(bytes);
    if (!value || value->tag != tag || value->tag_class != V_ASN1_UNIVERSAL)
        return std::nullopt;
    return value->content;
}

/// An INTEGER or ENUMERATED of at most eight bytes.
std::optional<std::int64_t> take_number(ByteView& bytes, int tag)
{
    auto const content = take(bytes, tag);
    if (!content || content->empty() || content->size() > sizeof(std::int64_t))
        return std::nullopt;
    auto number = (content->front() & 0x80) != 0 ? ~std::uint64_t{0} : std::uint64_t{0};
    for (auto const byte : *content)
        number = number << 8 | byte;
    return static_cast<std::int64_t>(number);
}

std::optional<std::vector<std::int64_t>> read_purposes(ByteView content)
{
    auto set = take(content, V_ASN1_SET);
    if (!set || !content.empty())
        return std::nullopt;
    std::vector<std::int64_t> purposes;
    while (!set->empty()) {
        auto const purpose = take_number(*set, V_ASN1_INTEGER);
        if (!purpose || purposes.size() == most_members)
            return std::nullopt;
        purposes.push_back(*purpose);
    }
    return purposes;
}

/// One member; false where it counts and cannot be read, or was there before.
bool read_member(DerValue const& member, AndroidAuthorizations& list)
{
    auto content = member.content;
    if (member.tag_class != V_ASN1_CONTEXT_SPECIFIC)
        return false;
    if (member.tag == all_applications_tag)
        list.has_all_applications = true;
    if (member.tag == origin_tag) {
        auto const is_second = list.origin.has_value();
        list.origin = take_number(content, V_ASN1_INTEGER);
        return !is_second && list.origin && content.empty();
    }
    if (member.tag == purpose_tag) {
        auto purposes = list.purposes.empty() ? read_purposes(content) : std::nullopt;
        list.purposes = std::move(purposes).value_or(std::vector<std::int64_t>{});
        return !list.purposes.empty();
    }
    return true;
}

std::optional<AndroidAuthorizations> take_authorizations(ByteView& bytes)
{
    auto content = take(bytes, V_ASN1_SEQUENCE);
    AndroidAuthorizations list;
    for (std::size_t members = 0; content && !content->empty(); ++members) {
        auto const member = take_value(*content);
        if (!member || members == most_members || !read_member(*member, list))
            return std::nullopt;
    }
    return content ? std::optional{std::move(list)} : std::nullopt;
}

} // namespace

std::optional<AndroidKeyDescription> parse_android_key_description(ByteView der)
{
    OpensslErrorsAside const aside;
    if (der.size() > largest_description)
        return std::nullopt;
    auto members = take(der, V_ASN1_SEQUENCE);
    if (!members || !der.empty())
        return std::nullopt;
    auto const attestation_version = take_number(*members, V_ASN1_INTEGER);
    auto const attestation_level = take_number(*members, V_ASN1_ENUMERATED);
    auto const keymaster_version = take_number(*members, V_ASN1_INTEGER);
    auto const keymaster_level = take_number(*members, V_ASN1_ENUMERATED);
    auto const challenge = take(*members, V_ASN1_OCTET_STRING);
    auto const unique_id = take(*members, V_ASN1_OCTET_STRING);
    auto software = take_authorizations(*members);
    auto hardware = take_authorizations(*members);
    if (!attestation_version || !attestation_level || !keymaster_version || !keymaster_level || !challenge ||
        !unique_id || !software || !hardware || !members->empty())
        return std::nullopt;
    return AndroidKeyDescription{*attestation_level,
                                 *keymaster_level,
                                 {challenge->begin(), challenge->end()},
                                 std::move(*software),
                                 std::move(*hardware)};
}

} // namespace zugang::webauthn
