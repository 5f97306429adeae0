// What the tests of encryption share: keys made once per run, private JWKs of the RFCs, JWEs put together by hand.
#pragma once
#include "keys/content_cipher.hpp"
#include "keys/jwe_keys.hpp"
#include "keys/key_agreement.hpp"
#include "keys/key_wrap.hpp"
#include "keys/private_pkey.hpp"
#include "keys/public_members.hpp"
#include "keys_support.hpp"

namespace zugang::keys::test {

inline constexpr std::array all_key_managements{KeyManagement::rsa_oaep, KeyManagement::rsa_oaep_256,
                                                KeyManagement::ecdh_es, KeyManagement::ecdh_es_a128kw,
                                                KeyManagement::ecdh_es_a256kw};
inline constexpr std::array all_content_encryptions{ContentEncryption::a128cbc_hs256, ContentEncryption::a256cbc_hs512,
                                                    ContentEncryption::a128gcm, ContentEncryption::a256gcm};

inline bool is_rsa(KeyManagement algorithm)
{
    return algorithm == KeyManagement::rsa_oaep || algorithm == KeyManagement::rsa_oaep_256;
}

/// One RSA and one P-256 key per run.
inline DecryptionKey const& decryption_key_of(KeyManagement algorithm)
{
    static auto const rsa = DecryptionKey::generate(KeyManagement::rsa_oaep_256);
    static auto const ec = DecryptionKey::generate(KeyManagement::ecdh_es);
    return is_rsa(algorithm) ? rsa : ec;
}

/// Parsed and decrypted in one; nothing where either refuses.
inline std::optional<std::string> decrypted(std::string const& compact, DecryptionKey const& key)
{
    auto const jwe = parse_jwe(compact);
    if (!jwe)
        return std::nullopt;
    auto const plaintext = decrypt_jwe(*jwe, key);
    return plaintext ? std::optional{*plaintext} : std::nullopt;
}

/// A private JWK as an RFC prints it: this server itself reads none.
inline DecryptionKey key_from_private_jwk(Json const& jwk, KeyManagement algorithm)
{
    auto const bytes = [&](std::string_view name) { return base64url_decode(jwk.string(name).value()).value(); };
    std::vector<BignumHandle> numbers;
    ParameterBuilderHandle const builder{OSSL_PARAM_BLD_new()};
    auto const push_number = [&](char const* name, std::string_view member) {
        auto const value = bytes(member);
        numbers.emplace_back(BN_bin2bn(value.data(), static_cast<int>(value.size()), nullptr));
        require_openssl(OSSL_PARAM_BLD_push_BN(builder.get(), name, numbers.back().get()) == 1, "describe a key");
    };
    Bytes point{0x04};
    std::string curve;
    if (is_rsa(algorithm)) {
        for (auto const& [name, member] : {std::pair{"n", "n"},
                                           {"e", "e"},
                                           {"d", "d"},
                                           {"rsa-factor1", "p"},
                                           {"rsa-factor2", "q"},
                                           {"rsa-exponent1", "dp"},
                                           {"rsa-exponent2", "dq"},
                                           {"rsa-coefficient1", "qi"}})
            push_number(name, member);
    } else {
        for (auto const* const member : {"x", "y"}) {
            auto const coordinate = bytes(member);
            point.insert(point.end(), coordinate.begin(), coordinate.end());
        }
        curve = jwk.string("crv").value();
        push_number("priv", "d");
        OSSL_PARAM_BLD_push_utf8_string(builder.get(), "group", curve.c_str(), 0);
        OSSL_PARAM_BLD_push_octet_string(builder.get(), "pub", point.data(), point.size());
    }
    ParametersHandle const parameters{OSSL_PARAM_BLD_to_param(builder.get())};
    PkeyContextHandle const context{EVP_PKEY_CTX_new_from_name(nullptr, is_rsa(algorithm) ? "RSA" : "EC", nullptr)};
    EVP_PKEY* pkey = nullptr;
    require_openssl(EVP_PKEY_fromdata_init(context.get()) == 1 &&
                        EVP_PKEY_fromdata(context.get(), &pkey, EVP_PKEY_KEYPAIR, parameters.get()) == 1,
                    "take a private key in");
    PkeyHandle const owner{pkey};
    return DecryptionKey::from_pkcs8(write_pkcs8(pkey).bytes(), algorithm).value();
}

} // namespace zugang::keys::test
