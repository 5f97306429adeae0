#include "doctest.h"
#include "tests/support/cbor_writer.hpp"
#include "tests/support/soft_authenticator.hpp"
#include "webauthn/authenticator_data.hpp"
#include <algorithm>

namespace zugang::webauthn {
namespace {

namespace cbor = tests::cbor;
namespace flag = tests::flag;
using tests::joined;

Bytes head(unsigned flags, std::uint32_t count = 0x01020304)
{
    return joined({Bytes(32, 0xab), Bytes{static_cast<std::uint8_t>(flags)}, tests::big_endian_32(count)});
}

Bytes credential(std::size_t id_length)
{
    return joined({Bytes(16, 0xcd), tests::big_endian_16(static_cast<std::uint16_t>(id_length)), Bytes(id_length, 0xef),
                   tests::SoftKey::make(tests::KeyKind::es256).cose()});
}

Bytes extensions()
{
    return cbor::map(
        {{cbor::text("credProtect"), cbor::integer(2)}, {cbor::text("unheard-of"), cbor::bytes(Bytes{1})}});
}

std::optional<Reason> refusal_of(ByteView bytes)
{
    auto const data = parse_authenticator_data(bytes);
    return data ? std::nullopt : std::optional(data.error().reason);
}

} // namespace

TEST_CASE("every field is read from its place")
{
    auto const data = parse_authenticator_data(
        joined({head(flag::user_present | flag::user_verified | flag::attested | flag::extensions), credential(20),
                extensions()}));
    REQUIRE(data.has_value());
    CHECK(std::ranges::all_of(data->rp_id_hash, [](auto byte) { return byte == 0xab; }));
    CHECK(data->flags.user_present);
    CHECK(data->flags.user_verified);
    CHECK(!data->flags.backup_eligible);
    CHECK(!data->flags.backed_up);
    CHECK(data->sign_count == 0x01020304);
    REQUIRE(data->credential.has_value());
    CHECK(std::ranges::all_of(data->credential->aaguid, [](auto byte) { return byte == 0xcd; }));
    CHECK(data->credential->id == Bytes(20, 0xef));
    CHECK(data->credential->key.algorithm == Algorithm::es256);
    REQUIRE(data->extensions.has_value());
    CHECK(data->extensions->find("credProtect")->integer() == 2);
}

TEST_CASE("each flag is its own bit")
{
    auto const flags = [](unsigned bits) { return parse_authenticator_data(head(bits)).value().flags; };
    CHECK(flags(0x01).user_present);
    CHECK(!flags(0x01).user_verified);
    CHECK(flags(0x04).user_verified);
    CHECK(!flags(0x04).user_present);
    CHECK(flags(0x08).backup_eligible);
    CHECK(!flags(0x08).backed_up);
    CHECK(flags(0x18).backed_up);
    CHECK(parse_authenticator_data(head(0, 0xffffffff)).value().sign_count == 0xffffffff);
}

TEST_CASE("flags that are reserved, or contradict each other, are refused")
{
    CHECK(refusal_of(head(flag::user_present | flag::reserved_1)) == Reason::malformed_data);
    CHECK(refusal_of(head(flag::user_present | flag::reserved_2)) == Reason::malformed_data);
    CHECK(refusal_of(head(flag::user_present | flag::backed_up)) == Reason::wrong_backup_flags);
    CHECK(!refusal_of(head(flag::user_present | flag::backed_up | flag::backup_eligible)));
}

TEST_CASE("a flag comes with its data, and data with its flag")
{
    CHECK(refusal_of(head(flag::attested)) == Reason::malformed_data);
    CHECK(refusal_of(head(flag::extensions)) == Reason::malformed_cbor);
    CHECK(refusal_of(joined({head(0), credential(16)})) == Reason::malformed_data);
    CHECK(refusal_of(joined({head(0), extensions()})) == Reason::malformed_data);
    CHECK(refusal_of(joined({head(flag::attested), credential(16), extensions()})) == Reason::malformed_data);
    CHECK(refusal_of(joined({head(flag::extensions), extensions(), Bytes{0}})) == Reason::malformed_data);
    CHECK(refusal_of(joined({head(flag::extensions), cbor::array({})})) == Reason::malformed_data);
    CHECK(!refusal_of(joined({head(flag::extensions), cbor::map({})})));
}

TEST_CASE("a credential id has 1 to 1023 bytes")
{
    CHECK(refusal_of(joined({head(flag::attested), credential(0)})) == Reason::wrong_credential);
    CHECK(!refusal_of(joined({head(flag::attested), credential(1)})));
    CHECK(!refusal_of(joined({head(flag::attested), credential(1023)})));
    CHECK(refusal_of(joined({head(flag::attested), credential(1024)})) == Reason::wrong_credential);
    CHECK(refusal_of(joined({head(flag::attested), Bytes(16), Bytes{0xff, 0xff}, Bytes(70)})) ==
          Reason::wrong_credential);
}

TEST_CASE("no beginning of authenticator data is authenticator data")
{
    for (auto const kind : tests::all_key_kinds) {
        tests::SoftAuthenticator device({.key = kind});
        auto const whole = device.create({.challenge = Bytes(32), .extensions = extensions()}).authenticator_data;
        REQUIRE(!refusal_of(whole));
        for (std::size_t length = 0; length < whole.size(); ++length)
            CHECK_MESSAGE(refusal_of(ByteView(whole).first(length)).has_value(), length);
    }
    CHECK(!refusal_of(head(0)));
    CHECK(refusal_of(ByteView(head(0)).first(36)) == Reason::malformed_data);
}

} // namespace zugang::webauthn
