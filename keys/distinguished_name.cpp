#include "keys/distinguished_name.hpp"
#include "base/bytes.hpp"
#include "base/text.hpp"
#include <algorithm>
#include <array>
#include <utility>

namespace zugang::keys {
namespace {

// RFC 4514 §3, and what else certificates of authorities and firms carry. Names OpenSSL spells in one way only are
// asked of it.
constexpr std::array<std::pair<std::string_view, std::string_view>, 17> attribute_types{{
    {"cn", "2.5.4.3"},
    {"sn", "2.5.4.4"},
    {"surname", "2.5.4.4"},
    {"serialnumber", "2.5.4.5"},
    {"c", "2.5.4.6"},
    {"l", "2.5.4.7"},
    {"st", "2.5.4.8"},
    {"street", "2.5.4.9"},
    {"o", "2.5.4.10"},
    {"ou", "2.5.4.11"},
    {"title", "2.5.4.12"},
    {"givenname", "2.5.4.42"},
    {"gn", "2.5.4.42"},
    {"emailaddress", "1.2.840.113549.1.9.1"},
    {"organizationidentifier", "2.5.4.97"},
    {"uid", "0.9.2342.19200300.100.1.1"},
    {"dc", "0.9.2342.19200300.100.1.25"},
}};

constexpr unsigned long text_kinds = (B_ASN1_DIRECTORYSTRING) | B_ASN1_IA5STRING;

/// Nothing where OpenSSL knows the name of a thing that has no identifier ("HMAC").
std::optional<std::string> to_dotted(ASN1_OBJECT const* object)
{
    auto const size = OBJ_obj2txt(nullptr, 0, object, /*no_name=*/1);
    if (size <= 0)
        return std::nullopt;
    std::string text(static_cast<std::size_t>(size) + 1, '\0'); // OpenSSL ends it with a zero
    require_openssl(OBJ_obj2txt(text.data(), size + 1, object, /*no_name=*/1) == size,
                    "write out an object identifier");
    text.pop_back();
    return text;
}

std::optional<std::string> resolve_type(std::string_view type)
{
    auto const lower = to_lower_ascii(type);
    for (auto const& [name, identifier] : attribute_types)
        if (name == lower)
            return std::string(identifier);
    // RFC 4512 §1.4: letters, digits, hyphens and dots; a zero byte would end the name early.
    if (lower.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-.") != std::string::npos)
        return std::nullopt;
    using ObjectHandle = std::unique_ptr<ASN1_OBJECT, OpensslRelease<&ASN1_OBJECT_free>>;
    ObjectHandle const object{OBJ_txt2obj(std::string(type).c_str(), /*no_name=*/0)};
    ERR_clear_error();
    return object ? to_dotted(object.get()) : std::nullopt;
}

std::optional<std::string> to_utf8(ASN1_STRING const* string)
{
    unsigned char* utf8 = nullptr;
    auto const size = string == nullptr ? -1 : ASN1_STRING_to_UTF8(&utf8, string);
    if (size < 0) {
        ERR_clear_error();
        return std::nullopt;
    }
    std::string text(text_of({utf8, static_cast<std::size_t>(size)}));
    OPENSSL_free(utf8);
    return text;
}

std::optional<unsigned> hex_digit(char digit)
{
    constexpr std::string_view digits = "0123456789abcdef";
    auto const position = digits.find(to_lower_ascii(std::string_view{&digit, 1}));
    return position == std::string_view::npos ? std::nullopt : std::optional{static_cast<unsigned>(position)};
}

/// "#0c05…": the BER encoding of the value (RFC 4514 §2.4).
std::optional<std::string> read_encoded_value(std::string_view hex)
{
    Bytes der;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
        auto const high = hex_digit(hex[i]);
        auto const low = hex_digit(hex[i + 1]);
        if (!high || !low)
            return std::nullopt;
        der.push_back(static_cast<std::uint8_t>(*high << 4U | *low));
    }
    using TypeHandle = std::unique_ptr<ASN1_TYPE, OpensslRelease<&ASN1_TYPE_free>>;
    auto const* position = der.data();
    TypeHandle const type{d2i_ASN1_TYPE(nullptr, &position, static_cast<long>(der.size()))};
    ERR_clear_error();
    auto const is_text = type && hex.size() % 2 == 0 && position == der.data() + der.size() &&
                         (ASN1_tag2bit(ASN1_TYPE_get(type.get())) & text_kinds) != 0;
    return is_text ? to_utf8(type->value.asn1_string) : std::nullopt;
}

/// Reads a name from the front to the end.
class NameReader {
public:
    explicit NameReader(std::string_view text) : rest_(text) {}

    std::optional<DistinguishedName> read()
    {
        DistinguishedName name(1);
        for (;;) {
            auto attribute = read_attribute();
            if (!attribute)
                return std::nullopt;
            name.back().push_back(std::move(*attribute));
            if (rest_.empty())
                break;
            if (rest_.front() == ',')
                name.emplace_back();
            rest_.remove_prefix(1); // "," or "+"
        }
        for (auto& relative : name)
            std::ranges::sort(relative);
        return name;
    }

private:
    std::optional<NameAttribute> read_attribute()
    {
        auto const equals = rest_.find('=');
        if (equals == std::string_view::npos)
            return std::nullopt;
        auto type = resolve_type(trim(rest_.substr(0, equals)));
        rest_.remove_prefix(equals + 1);
        rest_.remove_prefix(std::min(rest_.find_first_not_of(' '), rest_.size()));
        auto value = rest_.starts_with('#') ? read_hex() : read_string();
        if (!type || !value || value->empty())
            return std::nullopt;
        return NameAttribute{std::move(*type), std::move(*value)};
    }

    std::optional<std::string> read_hex()
    {
        auto const end = std::min(rest_.find_first_of(",+"), rest_.size());
        auto const hex = trim(rest_.substr(1, end - 1));
        rest_.remove_prefix(end);
        return read_encoded_value(hex);
    }

    /// Up to an unescaped separator; unescaped blanks at the end do not count.
    std::optional<std::string> read_string()
    {
        std::string value;
        std::size_t kept = 0;
        while (!rest_.empty() && rest_.front() != ',' && rest_.front() != '+') {
            auto const is_blank = rest_.front() == ' ';
            auto const character = read_character();
            if (!character)
                return std::nullopt;
            value += *character;
            if (!is_blank)
                kept = value.size();
        }
        value.resize(kept);
        return value;
    }

    /// One byte, escaped as itself or as two hexadecimal digits.
    std::optional<char> read_character()
    {
        auto const first = take();
        if (first != '\\')
            return std::string_view{"\";<>"}.contains(first) ? std::nullopt : std::optional{first};
        if (rest_.empty())
            return std::nullopt;
        auto const second = take();
        auto const high = hex_digit(second);
        if (!high)
            return std::string_view{" \"#+,;<=>\\"}.contains(second) ? std::optional{second} : std::nullopt;
        auto const low = rest_.empty() ? std::nullopt : hex_digit(take());
        return low ? std::optional{static_cast<char>(*high << 4U | *low)} : std::nullopt;
    }

    char take()
    {
        auto const character = rest_.front();
        rest_.remove_prefix(1);
        return character;
    }

    std::string_view rest_;
};

} // namespace

std::optional<DistinguishedName> parse_distinguished_name(std::string_view text)
{
    return NameReader{text}.read();
}

std::optional<DistinguishedName> read_distinguished_name(X509_NAME const* name)
{
    DistinguishedName found;
    int last_set = -1;
    for (auto i = X509_NAME_entry_count(name) - 1; i >= 0; --i) {
        auto const* const entry = X509_NAME_get_entry(name, i);
        auto type = to_dotted(X509_NAME_ENTRY_get_object(entry));
        auto value = to_utf8(X509_NAME_ENTRY_get_data(entry));
        if (!type || !value)
            return std::nullopt;
        if (X509_NAME_ENTRY_set(entry) != last_set)
            found.emplace_back();
        last_set = X509_NAME_ENTRY_set(entry);
        found.back().push_back({std::move(*type), std::move(*value)});
    }
    for (auto& relative : found)
        std::ranges::sort(relative);
    return found;
}

} // namespace zugang::keys
