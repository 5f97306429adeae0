#include "base/sha256.hpp"
#include "doctest.h"
#include "tests/support/cbor_writer.hpp"
#include "tests/support/soft_authenticator.hpp"
#include "webauthn/fido_assertion.hpp"
#include "webauthn/signature.hpp"
#include <random>

namespace zugang::webauthn {
namespace {

namespace cbor = tests::cbor;
using tests::KeyKind;
using tests::SoftKey;

struct Signed {
    CoseKey key;
    Bytes data;
    Bytes hash;
    Bytes signature;

    [[nodiscard]] SignedAssertion assertion() const { return {"konto.example.org", data, hash, signature}; }
};

Signed sign(KeyKind kind, std::string_view client_data, Bytes const& extensions = {})
{
    tests::SoftAuthenticator device({.key = kind});
    auto const made = device.create({.challenge = Bytes(32)});
    auto const answer = device.get(
        {.challenge = Bytes(bytes_of(client_data).begin(), bytes_of(client_data).end()), .extensions = extensions});
    return {parse_cose_key(made.public_key).value(), answer.authenticator_data, sha256(bytes_of(answer.client_data)),
            answer.signature};
}

/// By EVP alone.
bool is_right_for_openssl(Signed const& given)
{
    return verify_signature(given.key, tests::joined({given.data, given.hash}), given.signature);
}

Bytes large_extensions(std::size_t size)
{
    return cbor::map({{cbor::text("large"), cbor::bytes(Bytes(size))}});
}

bool is_known_to_libfido2(KeyKind kind)
{
    return kind != KeyKind::es512 && kind != KeyKind::rs256_3072;
}

} // namespace

TEST_CASE("libfido2 is asked for every algorithm that it knows, OpenSSL for the others")
{
    for (auto const kind : tests::all_key_kinds) {
        auto const given = sign(kind, "a");
        CHECK_MESSAGE(ask_libfido2(given.key, given.assertion()).has_value() == is_known_to_libfido2(kind),
                      to_text(kind));
        CHECK_MESSAGE(verify_assertion_signature(given.key, given.assertion()), to_text(kind));
    }
}

TEST_CASE("libfido2 and OpenSSL agree, whatever byte is changed")
{
    std::mt19937 random(4711);
    for (auto const kind : {KeyKind::es256, KeyKind::es384, KeyKind::eddsa, KeyKind::rs256}) {
        auto const given = sign(kind, to_text(kind));
        REQUIRE(ask_libfido2(given.key, given.assertion()) == true);
        REQUIRE(is_right_for_openssl(given));
        for (int round = 0; round < 150; ++round) {
            auto changed = given;
            auto& part = round % 3 == 0 ? changed.hash : changed.signature;
            part[random() % part.size()] ^= static_cast<std::uint8_t>(1U << random() % 8);
            auto const answer = ask_libfido2(changed.key, changed.assertion());
            CHECK(answer.value_or(false) == is_right_for_openssl(changed));
            CHECK(!verify_assertion_signature(changed.key, changed.assertion()));
        }
        auto longer = given;
        longer.signature.push_back(0);
        CHECK(!verify_assertion_signature(longer.key, longer.assertion()));
        auto empty = given;
        empty.signature.clear();
        CHECK(!verify_assertion_signature(empty.key, empty.assertion()));
    }
}

TEST_CASE("a signature is of one key and one algorithm")
{
    auto const given = sign(KeyKind::es256, "a");
    auto other = given;
    other.key = parse_cose_key(SoftKey::make(KeyKind::es256, 1).cose()).value();
    CHECK(!verify_assertion_signature(other.key, other.assertion()));
    for (auto const kind : {KeyKind::es384, KeyKind::es512, KeyKind::eddsa, KeyKind::rs256, KeyKind::rs256_3072})
        CHECK(!verify_assertion_signature(parse_cose_key(SoftKey::make(kind).cose()).value(), given.assertion()));
}

TEST_CASE("extensions in the data are no hindrance, known to libfido2 or not")
{
    auto const hmac = cbor::map({{cbor::text("hmac-secret"), cbor::bytes(Bytes(32, 1))}});
    auto const blob = cbor::map(
        {{cbor::text("credBlob"), cbor::bytes(Bytes(16, 2))}, {cbor::text("hmac-secret"), cbor::bytes(Bytes(64, 1))}});
    auto const unknown = cbor::map({{cbor::text("appid"), cbor::boolean(true)}, {cbor::text("uvm"), cbor::array({})}});
    auto const odd = cbor::map({{cbor::text("hmac-secret"), cbor::boolean(true)}}); // not the type it has here
    for (auto const& extensions : {hmac, blob, unknown, odd, cbor::map({}), large_extensions(5000)})
        for (auto const kind : tests::all_key_kinds)
            CHECK_MESSAGE(
                [&] {
                    auto const given = sign(kind, "a", extensions);
                    return verify_assertion_signature(given.key, given.assertion());
                }(),
                to_text(kind));
    auto const mirrored = sign(KeyKind::es256, "a", blob);
    CHECK(ask_libfido2(mirrored.key, mirrored.assertion()) == true);
}

TEST_CASE("EdDSA over more than libfido2's buffer is left to OpenSSL")
{
    // 37 bytes before the extensions, 10 of their own, 32 of the hash.
    auto const most = sign(KeyKind::eddsa, "a", large_extensions(1024 - 37 - 10 - 32));
    REQUIRE(most.data.size() + most.hash.size() == 1024);
    CHECK(ask_libfido2(most.key, most.assertion()) == true);
    auto const more = sign(KeyKind::eddsa, "a", large_extensions(1025 - 37 - 10 - 32));
    CHECK(!ask_libfido2(more.key, more.assertion()));
    CHECK(verify_assertion_signature(more.key, more.assertion()));
}

TEST_CASE("libfido2 is told to look at presence and server once more")
{
    tests::SoftAuthenticator device;
    auto const key = parse_cose_key(device.create({.challenge = Bytes(32)}).public_key).value();
    auto const answer = [&](tests::SoftRequest const& request) {
        auto const made = device.get(request);
        auto const hash = sha256(bytes_of(made.client_data));
        return verify_assertion_signature(key, {"konto.example.org", made.authenticator_data, hash, made.signature});
    };
    CHECK(answer({.challenge = Bytes(32)}));
    CHECK(!answer({.challenge = Bytes(32), .clear_flags = tests::flag::user_present}));
    CHECK(!answer({.challenge = Bytes(32), .hashed_rp_id = "other.example.org"}));
    CHECK(!answer({.challenge = Bytes(32), .trailing = Bytes{0}}));
}

} // namespace zugang::webauthn
