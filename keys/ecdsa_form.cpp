#include "keys/ecdsa_form.hpp"
#include "keys/openssl_handles.hpp"
#include <span>

namespace zugang::keys {

Bytes to_jose_form(ByteView der, std::size_t coordinate)
{
    auto const* position = der.data();
    EcdsaSignatureHandle const signature{d2i_ECDSA_SIG(nullptr, &position, static_cast<long>(der.size()))};
    require_openssl(signature != nullptr, "read its own ECDSA signature");
    Bytes jose(2 * coordinate);
    auto const width = static_cast<int>(coordinate);
    auto const halves = std::span(jose);
    require_openssl(BN_bn2binpad(ECDSA_SIG_get0_r(signature.get()), halves.first(coordinate).data(), width) == width &&
                        BN_bn2binpad(ECDSA_SIG_get0_s(signature.get()), halves.last(coordinate).data(), width) == width,
                    "write out an ECDSA signature");
    return jose;
}

std::optional<Bytes> to_der_form(ByteView jose, std::size_t coordinate)
{
    if (jose.size() != 2 * coordinate)
        return std::nullopt;
    auto const width = static_cast<int>(coordinate);
    BignumHandle r{BN_bin2bn(jose.first(coordinate).data(), width, nullptr)};
    BignumHandle s{BN_bin2bn(jose.last(coordinate).data(), width, nullptr)};
    EcdsaSignatureHandle const signature{ECDSA_SIG_new()};
    require_openssl(r && s && signature && ECDSA_SIG_set0(signature.get(), r.get(), s.get()) == 1,
                    "take an ECDSA signature in");
    static_cast<void>(r.release()); // now the signature's
    static_cast<void>(s.release());
    auto const size = i2d_ECDSA_SIG(signature.get(), nullptr);
    require_openssl(size > 0, "encode an ECDSA signature");
    Bytes der(static_cast<std::size_t>(size));
    auto* position = der.data();
    require_openssl(i2d_ECDSA_SIG(signature.get(), &position) == size, "encode an ECDSA signature");
    return der;
}

} // namespace zugang::keys
