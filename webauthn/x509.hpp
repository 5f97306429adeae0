// Reading X.509 with OpenSSL. Internal: only the .cpp files of this folder include it.
#pragma once
#include "base/bytes.hpp"
#include "webauthn/openssl_handles.hpp"

namespace zugang::webauthn {

/// Empties the thread's error queue at the end of a scope: an entry left behind would be read as the failure of a later
/// TLS call on this thread.
struct OpensslErrorsAside {
    OpensslErrorsAside() = default;
    ~OpensslErrorsAside() { ERR_clear_error(); }
    OpensslErrorsAside(OpensslErrorsAside const&) = delete;
    OpensslErrorsAside& operator=(OpensslErrorsAside const&) = delete;
};

constexpr std::size_t largest_certificate = 16384;

/// One certificate and nothing behind it; null for anything else.
[[nodiscard]] inline CertificateHandle parse_x509(ByteView der)
{
    OpensslErrorsAside const aside;
    if (der.empty() || der.size() > largest_certificate)
        return nullptr;
    auto const* position = der.data();
    CertificateHandle certificate{d2i_X509(nullptr, &position, static_cast<long>(der.size()))};
    if (position != der.data() + der.size())
        return nullptr;
    return certificate;
}

} // namespace zugang::webauthn
