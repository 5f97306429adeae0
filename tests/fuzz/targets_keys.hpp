// What must hold for any bytes given to the parsers of keys.
#pragma once
#include "base/base64url.hpp"
#include "keys/certificate.hpp"
#include "keys/jwk_set.hpp"
#include "keys/jws.hpp"
#include "tests/fuzz/require.hpp"
#include <tuple>

namespace zugang::fuzz {

/// Any bytes as a compact JWS: one spelling only, and nothing verifies that our keys did not sign.
inline void try_jws(std::string_view text)
{
    static auto const es256 = keys::PrivateKey::generate(keys::Algorithm::es256);
    static auto const eddsa = keys::PrivateKey::generate(keys::Algorithm::eddsa);
    if (auto const jws = keys::parse_jws(text)) {
        require(jws->signing_input + "." + base64url_encode(jws->signature) == text, "a JWS has one spelling");
        require(jws->signing_input.ends_with("." + base64url_encode(bytes_of(jws->payload))), "the payload is signed");
        require(!jws->algorithm.empty() && jws->algorithm != "none", "a JWS has an algorithm");
        require(!jws->signature.empty(), "a JWS has a signature");
        for (auto const* const key : {&es256, &eddsa})
            require(!keys::verify_jws(*jws, key->public_key()), "only we sign for our keys");
    }
    if (text.size() > 4096)
        return;
    auto const own = keys::parse_jws(keys::sign_jws(es256, "JWT", text));
    require(own && keys::verify_jws(*own, es256.public_key()) == text, "any payload comes back unchanged");
}

/// Any bytes as a public JWK: what is taken has no private member and is published again as the same key.
inline void try_jwk(std::string_view text)
{
    using enum keys::Algorithm;
    auto const jwk = Json::parse(text);
    if (!jwk)
        return;
    for (auto const algorithm : {es256, es384, rs256, ps256, eddsa}) {
        auto const key = keys::PublicKey::from_jwk(*jwk, algorithm);
        if (!key)
            continue;
        for (auto const* const name : {"d", "p", "q", "dp", "dq", "qi", "oth", "k"})
            require(!jwk->has(name), "a private member is refused");
        require(!key->verify("text", Bytes(64)), "zeros are no signature");
        auto const published = Json::parse(key->to_jwk());
        require(published.has_value(), "a published JWK is JSON");
        auto const again = keys::PublicKey::from_jwk(*published, algorithm);
        // OpenSSL's look at an RSA modulus is partly random: one with a factor near 1,000 is refused now and then.
        if (!again && (algorithm == rs256 || algorithm == ps256))
            continue;
        require(again && again->thumbprint() == key->thumbprint() && again->kid() == key->kid(),
                "a published JWK is the same key");
    }
}

/// Any bytes as a compact JWE: one spelling only, and nothing decrypts that was not encrypted to our keys.
inline void try_jwe(std::string_view text)
{
    static auto const ec = keys::DecryptionKey::generate(keys::KeyManagement::ecdh_es);
    static auto const rsa = keys::DecryptionKey::generate(keys::KeyManagement::rsa_oaep);
    static SystemRandom random;
    if (auto const jwe = keys::parse_jwe(text)) {
        auto again = jwe->associated_data;
        for (auto const* const part : {&jwe->encrypted_key, &jwe->nonce, &jwe->ciphertext, &jwe->tag})
            again += "." + base64url_encode(*part);
        require(again == text, "a JWE has one spelling");
        require(!jwe->header.has("zip") && !jwe->header.has("crit"), "extensions are refused");
        for (auto const* const key : {&ec, &rsa})
            require(!keys::decrypt_jwe(*jwe, *key), "nobody knows our keys' content keys");
    }
    if (text.size() > 4096)
        return;
    auto const choice = keys::JweChoice{keys::KeyManagement::ecdh_es, keys::ContentEncryption::a128cbc_hs256};
    auto const own = keys::parse_jwe(keys::encrypt_jwe(ec.public_key(), choice, "", text, random));
    require(own && keys::decrypt_jwe(*own, ec) == text, "any plaintext comes back unchanged");
}

/// Any bytes as a certificate, as PEM and as DER, and as a distinguished name: what is read can be asked everything.
inline void try_certificate(std::string_view text)
{
    std::ignore = keys::Certificate::from_pem(text);
    auto const certificate = keys::Certificate::from_der(bytes_of(text));
    if (!certificate)
        return;
    require(certificate->thumbprint().size() == 43, "a thumbprint is a SHA-256");
    auto const again = keys::Certificate::from_der(bytes_of(text));
    require(again && again->thumbprint() == certificate->thumbprint(), "a certificate reads the same twice");
    auto const subject = certificate->subject_dn();
    std::ignore = certificate->has_subject(subject);
    require(!certificate->has_subject(subject + ",CN=somebody else"), "a longer name is another one");
    std::ignore = certificate->has_dns_name(text) || certificate->has_uri(text) || certificate->has_email(text) ||
                  certificate->has_ip_address("192.0.2.1") || certificate->has_same_key(*again);
}

/// Any text as a distinguished name: it names the one certificate there is in no way but its own.
inline void try_distinguished_name(std::string_view text)
{
    static auto const certificate =
        keys::Certificate::from_der(
            base64_decode(
                "MIIBBjCBrAIBAjAKBggqhkjOPQQDAjAPMQ0wCwYDVQQDDARtdGxzMB4XDTE4MTAxODEyMzcwOVoXDTIyMDUwMjEyMzcwOVowDzE"
                "NMAsGA1UEAwwEbXRsczBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABNcnyxwqV6hY8QnhxxzFQ03C7HKW9OylMbnQZjjJ/Au08/"
                "coZwxS7LfA4vOLS9WuneIXhbGGWvsDSb0tH6IxLm8wCgYIKoZIzj0EAwIDSQAwRgIhAP0RC1E+vwJD/D1AGHGzuri+hlV/PpQEK"
                "TWUVeORWz83AiEA5x2eXZOVbUlJSGQgjwD5vaUaKlLR50Q2DmFfQj1L+SY=")
                .value())
            .value();
    if (certificate.has_subject(text)) // CN=mtls, in one of its spellings
        require(text.find('=') != std::string_view::npos && text.find(',') == std::string_view::npos,
                "one attribute is one attribute");
}

/// Any bytes as a client's set of keys: what is taken gives keys without private members.
inline void try_jwk_set(std::string_view text)
{
    using enum keys::Algorithm;
    auto const set = keys::JwkSet::parse(text);
    if (!set)
        return;
    for (auto const algorithm : {es256, es384, rs256, ps256, eddsa})
        for (auto const& key : set->find_signing(algorithm, ""))
            require(!Json::parse(key.to_jwk())->has("d"), "a published key is public");
    for (auto const algorithm : {keys::KeyManagement::ecdh_es, keys::KeyManagement::rsa_oaep})
        if (auto const key = set->find_encryption(algorithm))
            require(key->fits(algorithm), "a key found fits");
    std::ignore = set->certificates();
}

} // namespace zugang::fuzz
