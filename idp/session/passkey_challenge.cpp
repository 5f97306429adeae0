#include "idp/session/passkey_challenge.hpp"
#include "base/base64url.hpp"
#include "base/secret.hpp"
#include "store/passkeys.hpp"
#include "webauthn/options.hpp"

namespace zugang::idp::session {
namespace {

constexpr std::size_t time_size = 8;    // milliseconds, big endian
constexpr std::size_t random_size = 16; // bytes
constexpr std::size_t proof_size = 32;  // that the token is ours: nobody fills the table with others

std::string_view name_of(PasskeyPurpose purpose)
{
    switch (purpose) {
    case PasskeyPurpose::sign_in:
        return "sign_in";
    case PasskeyPurpose::prove:
        return "prove";
    case PasskeyPurpose::enrol_passkey:
        return "enrol_passkey";
    case PasskeyPurpose::enrol_security_key:
        return "enrol_security_key";
    case PasskeyPurpose::upgrade:
        return "upgrade";
    }
    return "";
}

/// Ids hold no line break, so two contexts never make the same text.
Bytes bound_hash(std::string_view what, ByteView head, PasskeyContext const& context, Services& on)
{
    std::string message{name_of(context.purpose)};
    for (auto const& part : {context.flow_id, context.account_id, base64url_encode(head)})
        message += "\n" + part;
    return on.sealer.keyed_hash(what, message);
}

Bytes big_endian(std::uint64_t number)
{
    Bytes bytes;
    for (int shift = 56; shift >= 0; shift -= 8)
        bytes.push_back(static_cast<std::uint8_t>(number >> shift));
    return bytes;
}

Instant time_of(ByteView head)
{
    std::uint64_t millis = 0;
    for (auto const byte : head.first(time_size))
        millis = millis << 8 | byte;
    return from_millis(static_cast<std::int64_t>(millis));
}

} // namespace

PasskeyChallenge mint_passkey_challenge(PasskeyContext const& context, Call const& call, Services& on)
{
    auto head = big_endian(static_cast<std::uint64_t>(to_millis(call.now)));
    auto const random = on.random.bytes(random_size);
    head.insert(head.end(), random.begin(), random.end());
    auto token = head;
    auto const proof = bound_hash("passkey challenge token", head, context, on);
    token.insert(token.end(), proof.begin(), proof.end());
    return {base64url_encode(token), bound_hash("passkey challenge", head, context, on)};
}

std::optional<Bytes> redeem_passkey_challenge(std::string_view token, PasskeyContext const& context, Call const& call,
                                              Services& on)
{
    auto const bytes = base64url_decode(token);
    if (!bytes || bytes->size() != time_size + random_size + proof_size)
        return std::nullopt;
    auto const head = ByteView{*bytes}.first(time_size + random_size);
    auto const proof = ByteView{*bytes}.last(proof_size);
    if (!equal_in_constant_time(proof, bound_hash("passkey challenge token", head, context, on)))
        return std::nullopt;
    auto const ends_at = time_of(head) + Duration{webauthn::ceremony_time};
    if (ends_at <= call.now)
        return std::nullopt;
    auto const is_first = on.database.write([&](store::Connection& tx) {
        return store::passkey_challenges::use(tx, on.sealer.keyed_hash("passkey challenge used", token), ends_at);
    });
    return is_first ? std::optional{bound_hash("passkey challenge", head, context, on)} : std::nullopt;
}

} // namespace zugang::idp::session
