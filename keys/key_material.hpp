// KeyMaterial: one OpenSSL key and a signing context per thread, prepared once and copied. Internal to this folder.
#pragma once
#include "keys/algorithm.hpp"
#include "keys/jwk.hpp"
#include "keys/openssl_handles.hpp"
#include <cstdint>

namespace zugang::keys {

enum class KeyUse { sign, verify };

struct KeyMaterial {
    KeyMaterial(PkeyHandle key, Algorithm of, KeyUse for_use);
    PkeyHandle pkey;
    Algorithm algorithm;
    KeyUse use;
    std::uint64_t id; // never given twice in one process, unlike an address
};

/// A context ready for one EVP_DigestSign or EVP_DigestVerify: a copy of this thread's template for
/// the key. Initialising anew would fetch algorithms under OpenSSL 3.0's locks, so that two threads sign less than one.
class PreparedContext {
public:
    explicit PreparedContext(std::shared_ptr<KeyMaterial const> const& material);
    ~PreparedContext();
    PreparedContext(PreparedContext const&) = delete;
    PreparedContext& operator=(PreparedContext const&) = delete;
    [[nodiscard]] EVP_MD_CTX* get() const { return context_; }

private:
    EVP_MD_CTX* context_; // the thread's own, lent
};

struct PublicKey::Implementation {
    std::shared_ptr<KeyMaterial const> material;
    std::string kid;
    std::string thumbprint;
    std::string jwk;
};

struct PrivateKey::Implementation {
    std::shared_ptr<KeyMaterial const> material;
    PublicKey public_key;
};

/// The public half, under its thumbprint as kid.
[[nodiscard]] PublicKey make_own_public_key(EVP_PKEY const* pkey, Algorithm algorithm);

} // namespace zugang::keys
