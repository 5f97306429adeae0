#include "doctest.h"
#include "jwe_support.hpp"

namespace zugang::keys::test {
namespace {

SystemRandom refusal_random;

std::string join_parts(std::vector<Bytes> const& parts)
{
    std::string compact;
    for (std::size_t i = 0; i < parts.size(); ++i)
        compact += (i == 0 ? "" : ".") + base64url_encode(parts[i]);
    return compact;
}

std::vector<Bytes> split_parts(std::string compact)
{
    std::vector<Bytes> parts;
    for (;;) {
        auto const dot = compact.find('.');
        parts.push_back(base64url_decode(compact.substr(0, dot)).value());
        if (dot == std::string::npos)
            return parts;
        compact.erase(0, dot + 1);
    }
}

std::string encrypted_with(KeyManagement algorithm, ContentEncryption encryption)
{
    return encrypt_jwe(decryption_key_of(algorithm).public_key(), {algorithm, encryption}, "JWT", "geheim",
                       refusal_random);
}

/// A JWE to our P-256 key made by hand, right in everything but what the header and the options say.
struct Crafted {
    std::string header_tail{}; // further members, beginning with a comma
    std::string epk{};         // instead of the right one
    std::string apu{};
    std::string encrypted_key{}; // raw; ECDH-ES has none
};

std::string craft(Crafted const& choice)
{
    auto const& key = decryption_key_of(KeyManagement::ecdh_es);
    auto const ephemeral = generate_pkey(p256_shape);
    auto const jwk = render_public_jwk(read_public_members(ephemeral.get(), p256_shape), p256_shape, {});
    auto terms = agreement_terms(KeyManagement::ecdh_es, ContentEncryption::a128gcm);
    terms.apu = choice.apu;
    auto const content_key = agree_on_key(ephemeral.get(), key.public_key().implementation().pkey.get(), terms).value();
    auto header = R"({"alg":"ECDH-ES","enc":"A128GCM","epk":)" + (choice.epk.empty() ? jwk : choice.epk);
    // "EPK" stands for the right key's members, to be written with more.
    if (auto const place = header.find("EPK"); place != std::string::npos)
        header.replace(place, 3, jwk.substr(1, jwk.size() - 2));
    auto const protected_part = encoded(header + choice.header_tail + "}");
    Bytes const nonce(12, 7);
    auto const content = encrypt_content(ContentEncryption::a128gcm, content_key, nonce, protected_part, "geheim");
    return protected_part + "." + encoded(choice.encrypted_key) + "." + base64url_encode(nonce) + "." +
           base64url_encode(content.ciphertext) + "." + base64url_encode(content.tag);
}

bool is_crafted_accepted(Crafted const& choice)
{
    return decrypted(craft(choice), decryption_key_of(KeyManagement::ecdh_es)) == "geheim";
}

} // namespace

TEST_CASE("every changed byte of a JWE makes it fail: header, key, nonce, text and tag")
{
    for (auto const algorithm : all_key_managements)
        for (auto const encryption : all_content_encryptions) {
            CAPTURE(to_name(algorithm));
            CAPTURE(to_name(encryption));
            auto const& key = decryption_key_of(algorithm);
            auto const parts = split_parts(encrypted_with(algorithm, encryption));
            REQUIRE(decrypted(join_parts(parts), key) == "geheim");
            int accepted = 0;
            // RSA is slow, and what it wraps does not depend on the encryption: every byte once, then every fourth.
            std::size_t const step = is_rsa(algorithm) && encryption != ContentEncryption::a128gcm ? 4 : 1;
            for (std::size_t part = 0; part < parts.size(); ++part)
                for (std::size_t i = 0; i < parts[part].size(); i += step) {
                    auto changed = parts;
                    changed[part][i] = static_cast<std::uint8_t>(changed[part][i] ^ (1U << (i % 8)));
                    accepted += decrypted(join_parts(changed), key) ? 1 : 0;
                }
            CHECK(accepted == 0);
        }
}

TEST_CASE("a part cut short, lengthened or emptied makes it fail")
{
    for (auto const algorithm : all_key_managements)
        for (auto const encryption : all_content_encryptions) {
            auto const& key = decryption_key_of(algorithm);
            auto const parts = split_parts(encrypted_with(algorithm, encryption));
            for (std::size_t part = 1; part < parts.size(); ++part) {
                auto longer = parts;
                longer[part].push_back(0);
                CHECK_FALSE(decrypted(join_parts(longer), key));
                if (parts[part].empty())
                    continue;
                auto shorter = parts;
                shorter[part].pop_back();
                CHECK_FALSE(decrypted(join_parts(shorter), key));
                auto emptied = parts;
                emptied[part].clear();
                CHECK_FALSE(decrypted(join_parts(emptied), key));
            }
        }
}

TEST_CASE("a tag cut to four bytes is refused though they are the right ones")
{
    auto parts = split_parts(encrypted_with(KeyManagement::ecdh_es, ContentEncryption::a128gcm));
    parts[4].resize(4);
    CHECK_FALSE(decrypted(join_parts(parts), decryption_key_of(KeyManagement::ecdh_es)));
}

TEST_CASE("another key does not decrypt, nor one of another kind")
{
    auto const compact = encrypted_with(KeyManagement::ecdh_es, ContentEncryption::a128gcm);
    CHECK(decrypted(compact, decryption_key_of(KeyManagement::ecdh_es)));
    CHECK_FALSE(decrypted(compact, DecryptionKey::generate(KeyManagement::ecdh_es)));
    CHECK_FALSE(decrypted(compact, decryption_key_of(KeyManagement::rsa_oaep)));
    auto const to_rsa = encrypted_with(KeyManagement::rsa_oaep, ContentEncryption::a128gcm);
    CHECK_FALSE(decrypted(to_rsa, decryption_key_of(KeyManagement::ecdh_es)));
    CHECK_FALSE(decrypted(to_rsa, DecryptionKey::generate(KeyManagement::rsa_oaep)));
}

TEST_CASE("all failures after reading are one: wrong key, key that does not unwrap, changed text, wrong tag")
{
    for (auto const algorithm : all_key_managements) {
        auto const parts = split_parts(encrypted_with(algorithm, ContentEncryption::a128cbc_hs256));
        for (std::size_t part = 1; part < parts.size(); ++part) {
            if (parts[part].empty())
                continue;
            auto changed = parts;
            changed[part][0] = static_cast<std::uint8_t>(changed[part][0] ^ 1U);
            auto const result = decrypt_jwe(parse_jwe(join_parts(changed)).value(), decryption_key_of(algorithm));
            REQUIRE_FALSE(result);
            CHECK(result.error().what == "the JWE cannot be decrypted");
        }
    }
}

TEST_CASE("an RSA key part that does not unwrap is not met with a key the sender can guess")
{
    auto const& key = decryption_key_of(KeyManagement::rsa_oaep);
    for (auto const& guess : {std::string(16, '\0'), std::string(16, '\xff')}) {
        auto const header = encoded(R"({"alg":"RSA-OAEP","enc":"A128GCM"})");
        Bytes const nonce(12);
        auto const content = encrypt_content(ContentEncryption::a128gcm, Secret{guess}, nonce, header, "geheim");
        for (auto const size : {0U, 1U, 384U})
            CHECK_FALSE(decrypted(header + "." + base64url_encode(Bytes(size, 1)) + "." + base64url_encode(nonce) +
                                      "." + base64url_encode(content.ciphertext) + "." + base64url_encode(content.tag),
                                  key));
    }
}

TEST_CASE("a content key of the wrong length is refused, whoever wrapped it")
{
    auto const& key = decryption_key_of(KeyManagement::rsa_oaep);
    for (auto const size : {0U, 15U, 16U, 17U, 32U}) {
        Secret const content_key{std::string(size, 'k')};
        auto const header = encoded(R"({"alg":"RSA-OAEP","enc":"A128GCM"})");
        Bytes const nonce(12);
        auto const sealed_with = size == 16 ? content_key : Secret{std::string(16, 'k')};
        auto const content = encrypt_content(ContentEncryption::a128gcm, sealed_with, nonce, header, "geheim");
        auto const wrapped =
            encrypt_oaep(key.public_key().implementation().pkey.get(), KeyManagement::rsa_oaep, content_key);
        auto const compact = header + "." + base64url_encode(wrapped) + "." + base64url_encode(nonce) + "." +
                             base64url_encode(content.ciphertext) + "." + base64url_encode(content.tag);
        CHECK(decrypted(compact, key).has_value() == (size == 16));
    }
}

TEST_CASE("an RSA key wrapped for one hash is not unwrapped by the other")
{
    auto const parts = split_parts(encrypted_with(KeyManagement::rsa_oaep, ContentEncryption::a128gcm));
    auto const& key = decryption_key_of(KeyManagement::rsa_oaep);
    CHECK(decrypt_oaep(key.implementation().pkey.get(), KeyManagement::rsa_oaep, parts[1]));
    CHECK_FALSE(decrypt_oaep(key.implementation().pkey.get(), KeyManagement::rsa_oaep_256, parts[1]));
}

TEST_CASE("a header that is compressed, demands an extension or names something foreign is refused")
{
    CHECK(is_crafted_accepted({}));
    CHECK(is_crafted_accepted({.header_tail = R"(,"cty":"JWT","kid":"a","typ":"JWT","unknown":1)"}));
    for (auto const* const tail :
         {R"(,"zip":"DEF")", R"(,"zip":null)", R"(,"crit":["exp"])", R"(,"crit":[])", R"(,"kid":1)", R"(,"cty":[])",
          R"(,"alg":"ECDH-ES")", R"(,"enc":"A128GCM")", R"(,"apu":1)", R"(,"apu":"=")", R"(,"apv":null)"})
        CHECK_FALSE_MESSAGE(is_crafted_accepted({.header_tail = tail}), tail);
}

TEST_CASE("the parties a header names are part of the agreement")
{
    CHECK(is_crafted_accepted({.header_tail = R"(,"apu":"QWxpY2U")", .apu = "Alice"}));
    CHECK_FALSE(is_crafted_accepted({.header_tail = R"(,"apu":"QWxpY2U")", .apu = "Bob"}));
    CHECK_FALSE(is_crafted_accepted({.apu = "Alice"}));
}

TEST_CASE("an agreed content key leaves no place for an encrypted one")
{
    CHECK_FALSE(is_crafted_accepted({.encrypted_key = "x"}));
}

TEST_CASE("an ephemeral key off the curve, of another curve, private or for something else is refused")
{
    auto const p384 = key_of(Algorithm::es384).public_key().to_jwk();
    auto const x = base64url_encode(Bytes(32, 1));
    CHECK(is_crafted_accepted({.epk = "{EPK}"}));
    for (auto const& epk : {std::string("{EPK,\"d\":\"AAAA\"}"), std::string("{EPK,\"use\":\"sig\"}"),
                            std::string("{}"), std::string("[]"), std::string("null"), std::string("\"x\""), p384,
                            R"({"kty":"EC","crv":"P-256","x":")" + x + R"(","y":")" + x + R"("})",
                            R"({"kty":"EC","crv":"P-256","x":")" + base64url_encode(Bytes(32)) + R"(","y":")" +
                                base64url_encode(Bytes(32)) + R"("})"})
        CHECK_FALSE_MESSAGE(is_crafted_accepted({.epk = epk}), epk);
}

TEST_CASE("a header that is no JSON object with alg and enc of ours is refused")
{
    auto const parts = split_parts(encrypted_with(KeyManagement::rsa_oaep, ContentEncryption::a128gcm));
    for (auto const* const header :
         {"", "{", "[]", "{}", R"({"alg":"RSA-OAEP"})", R"({"enc":"A128GCM"})", R"({"alg":"dir","enc":"A128GCM"})",
          R"({"alg":"none","enc":"A128GCM"})", R"({"alg":"RSA1_5","enc":"A128GCM"})",
          R"({"alg":"RSA-OAEP","enc":"A192GCM"})", R"({"alg":["RSA-OAEP"],"enc":"A128GCM"})",
          R"({"alg":"RSA-OAEP","enc":"A128GCM"} x)"}) {
        auto changed = parts;
        changed[0].assign(bytes_of(header).begin(), bytes_of(header).end());
        CHECK_FALSE_MESSAGE(parse_jwe(join_parts(changed)), header);
    }
}

TEST_CASE("only five canonical base64url parts are a JWE")
{
    auto const compact = encrypted_with(KeyManagement::ecdh_es, ContentEncryption::a128gcm);
    REQUIRE(parse_jwe(compact));
    CHECK(is_jwe(compact));
    for (auto const& text : {std::string(), std::string("...."), compact.substr(0, compact.rfind('.')), compact + ".",
                             compact + ".AAAA", compact + "=", " " + compact, compact + "\n"}) {
        CAPTURE(text);
        CHECK_FALSE(parse_jwe(text));
    }
    CHECK_FALSE(is_jwe(compact.substr(0, compact.rfind('.'))));
    CHECK_FALSE(is_jwe(compact + "."));
    CHECK_FALSE(is_jwe(sign_jws(key_of(Algorithm::es256), "JWT", "{}")));
}

TEST_CASE("a JWE of 96 KiB is read, one character more is not")
{
    auto const start = encoded(R"({"alg":"RSA-OAEP","enc":"A128GCM"})") + ".AAAA.AAAA.";
    auto const of_size = [&](std::size_t size) { return start + std::string(size - start.size() - 5, 'A') + ".AAAA"; };
    auto const characters = [&](std::size_t size) { return (size - start.size() - 5) % 4; };
    REQUIRE(characters(98304) != 1); // a possible length of base64url
    REQUIRE(characters(98305) != 1); // and this one too
    CHECK(parse_jwe(of_size(98304)));
    CHECK_FALSE(parse_jwe(of_size(98305)));
}

TEST_CASE("a failed decryption leaves nothing behind that spoils the next one")
{
    for (auto const algorithm : all_key_managements) {
        auto const compact = encrypted_with(algorithm, ContentEncryption::a256cbc_hs512);
        auto parts = split_parts(compact);
        parts[2][0] = static_cast<std::uint8_t>(parts[2][0] ^ 1U);
        for (int i = 0; i < 3; ++i) {
            CHECK_FALSE(decrypted(join_parts(parts), decryption_key_of(algorithm)));
            CHECK(decrypted(compact, decryption_key_of(algorithm)) == "geheim");
        }
    }
}

} // namespace zugang::keys::test
