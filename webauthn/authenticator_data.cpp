#include "webauthn/authenticator_data.hpp"
#include <algorithm>

namespace zugang::webauthn {
namespace {

// §6.1, from the lowest bit on.
constexpr unsigned user_present_bit = 0x01;
constexpr unsigned reserved_one_bit = 0x02;
constexpr unsigned user_verified_bit = 0x04;
constexpr unsigned backup_eligible_bit = 0x08;
constexpr unsigned backed_up_bit = 0x10;
constexpr unsigned reserved_two_bit = 0x20;
constexpr unsigned has_credential_bit = 0x40;
constexpr unsigned has_extensions_bit = 0x80;

constexpr std::size_t fixed_part = 37;   // RP ID hash, flags, counter
constexpr std::size_t longest_id = 1023; // §7.1 step 25

std::unexpected<Refusal> malformed_data(std::string_view why)
{
    return refuse(Reason::malformed_data, why);
}

/// What has not been read yet.
class DataReader {
public:
    explicit DataReader(ByteView bytes) : rest_(bytes) {}

    [[nodiscard]] ByteView rest() const { return rest_; }
    [[nodiscard]] bool has(std::size_t count) const { return rest_.size() >= count; }

    /// Needs has(count).
    ByteView take(std::size_t count)
    {
        auto const taken = rest_.first(count);
        rest_ = rest_.subspan(count);
        return taken;
    }

    /// Big-endian; needs has(count).
    std::uint32_t take_number(std::size_t count)
    {
        std::uint32_t number = 0;
        for (auto const byte : take(count))
            number = number << 8 | byte;
        return number;
    }

private:
    ByteView rest_;
};

Result<AttestedCredential, Refusal> read_credential(DataReader& reader)
{
    AttestedCredential credential{};
    if (!reader.has(credential.aaguid.size() + 2))
        return malformed_data("WebAuthn L3 §6.5.1: attested credential data is cut off");
    std::ranges::copy(reader.take(credential.aaguid.size()), credential.aaguid.begin());
    auto const id_length = reader.take_number(2);
    if (id_length == 0 || id_length > longest_id)
        return refuse(Reason::wrong_credential, "WebAuthn L3 §7.1 step 25");
    if (!reader.has(id_length))
        return malformed_data("WebAuthn L3 §6.5.1: the credential id is cut off");
    auto const id = reader.take(id_length);
    credential.id.assign(id.begin(), id.end());
    std::size_t key_length = 0;
    auto key = parse_first_cose_key(reader.rest(), key_length);
    if (!key)
        return std::unexpected(key.error());
    reader.take(key_length);
    credential.key = std::move(*key);
    return credential;
}

Result<Cbor, Refusal> read_extensions(DataReader& reader)
{
    std::size_t length = 0;
    auto extensions = Cbor::parse_first(reader.rest(), length);
    if (!extensions)
        return extensions;
    if (extensions->map() == nullptr)
        return malformed_data("WebAuthn L3 §6.1: extensions are a map");
    reader.take(length);
    return extensions;
}

} // namespace

Result<AuthenticatorData, Refusal> parse_authenticator_data(ByteView bytes)
{
    DataReader reader(bytes);
    if (!reader.has(fixed_part))
        return malformed_data("WebAuthn L3 §6.1: at least 37 bytes");
    AuthenticatorData data;
    std::ranges::copy(reader.take(data.rp_id_hash.size()), data.rp_id_hash.begin());
    auto const flags = reader.take_number(1);
    data.sign_count = reader.take_number(4);
    // Whoever sets them means something that we would not have checked.
    if ((flags & (reserved_one_bit | reserved_two_bit)) != 0)
        return malformed_data("WebAuthn L3 §6.1: reserved flags");
    data.flags = {(flags & user_present_bit) != 0, (flags & user_verified_bit) != 0, (flags & backup_eligible_bit) != 0,
                  (flags & backed_up_bit) != 0};
    if (data.flags.backed_up && !data.flags.backup_eligible)
        return refuse(Reason::wrong_backup_flags, "WebAuthn L3 §6.1.3: backed up, but not eligible");
    if ((flags & has_credential_bit) != 0) {
        auto credential = read_credential(reader);
        if (!credential)
            return std::unexpected(credential.error());
        data.credential = std::move(*credential);
    }
    if ((flags & has_extensions_bit) != 0) {
        auto extensions = read_extensions(reader);
        if (!extensions)
            return std::unexpected(extensions.error());
        data.extensions = std::move(*extensions);
    }
    if (!reader.rest().empty())
        return malformed_data("WebAuthn L3 §6.1: bytes that no flag tells of");
    return data;
}

} // namespace zugang::webauthn
