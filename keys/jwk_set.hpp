// JwkSet: a client's keys (RFC 7517 §5), as it registered or published them. Keys we cannot use are skipped, not
// refused.
#pragma once
#include "keys/jwe.hpp"
#include "keys/jwk.hpp"
#include <vector>

namespace zugang::keys {

class JwkSet {
public:
    /// Fails where it is no JSON object with an array "keys", holds a private or symmetric key, or over 100 keys.
    [[nodiscard]] static Result<JwkSet> parse(std::string_view json);

    /// Keys that may have signed with `algorithm`: those of the kid, or every one that fits where `kid` is empty.
    [[nodiscard]] std::vector<PublicKey> find_signing(Algorithm algorithm, std::string_view kid) const;
    /// The first key one can encrypt to with `algorithm`, those with use "enc" first.
    [[nodiscard]] std::optional<EncryptionKey> find_encryption(KeyManagement algorithm) const;
    /// The first certificate of each key's x5c, as DER (RFC 8705 §2.2.2).
    [[nodiscard]] std::vector<Bytes> certificates() const;
    [[nodiscard]] bool has_kid(std::string_view kid) const;

private:
    explicit JwkSet(std::vector<Json> keys) : keys_(std::move(keys)) {}
    std::vector<Json> keys_;
};

} // namespace zugang::keys
