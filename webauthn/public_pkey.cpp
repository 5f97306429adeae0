#include "webauthn/public_pkey.hpp"
#include <openssl/core_names.h>

namespace zugang::webauthn {
namespace {

PkeyHandle from_parameters(char const* key_type, OSSL_PARAM_BLD* builder)
{
    ParametersHandle const parameters{OSSL_PARAM_BLD_to_param(builder)};
    PkeyContextHandle const context{EVP_PKEY_CTX_new_from_name(nullptr, key_type, nullptr)};
    require_openssl(parameters && context && EVP_PKEY_fromdata_init(context.get()) == 1, "begin a public key");
    EVP_PKEY* pkey = nullptr;
    if (EVP_PKEY_fromdata(context.get(), &pkey, EVP_PKEY_PUBLIC_KEY, parameters.get()) != 1) {
        ERR_clear_error();
        return nullptr;
    }
    return PkeyHandle{pkey};
}

char const* curve_of(Algorithm algorithm)
{
    if (algorithm == Algorithm::es256)
        return "P-256";
    return algorithm == Algorithm::es384 ? "P-384" : "P-521";
}

PkeyHandle make_pkey(Algorithm algorithm, EcPoint const& numbers)
{
    Bytes point{0x04}; // uncompressed (SEC 1 §2.3.3)
    point.insert(point.end(), numbers.x.begin(), numbers.x.end());
    point.insert(point.end(), numbers.y.begin(), numbers.y.end());
    ParameterBuilderHandle const builder{OSSL_PARAM_BLD_new()};
    require_openssl(
        builder &&
            OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, curve_of(algorithm),
                                            /*size=*/0) == 1 &&
            OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()) == 1,
        "describe an EC key");
    return from_parameters("EC", builder.get()); // OpenSSL itself refuses a point that is not on the curve
}

PkeyHandle make_pkey(Algorithm /*eddsa*/, EdPoint const& numbers)
{
    PkeyHandle pkey{EVP_PKEY_new_raw_public_key_ex(nullptr, "ED25519", nullptr, numbers.x.data(), numbers.x.size())};
    if (!pkey)
        ERR_clear_error();
    return pkey;
}

BignumHandle to_bignum(Bytes const& bytes)
{
    BignumHandle number{BN_bin2bn(bytes.data(), static_cast<int>(bytes.size()), nullptr)};
    require_openssl(number != nullptr, "take a number in");
    return number;
}

PkeyHandle make_pkey(Algorithm /*rs256*/, RsaNumbers const& numbers)
{
    auto const modulus = to_bignum(numbers.n);
    auto const exponent = to_bignum(numbers.e);
    ParameterBuilderHandle const builder{OSSL_PARAM_BLD_new()};
    require_openssl(builder && OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, modulus.get()) == 1 &&
                        OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, exponent.get()) == 1,
                    "describe an RSA key");
    return from_parameters("RSA", builder.get());
}

} // namespace

PkeyHandle make_public_pkey(CoseKey const& key)
{
    return std::visit([&](auto const& numbers) { return make_pkey(key.algorithm, numbers); }, key.numbers);
}

} // namespace zugang::webauthn
