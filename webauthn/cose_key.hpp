// CoseKey: a credential's public key as its authenticator gave it (RFC 9052 §7, RFC 9053; WebAuthn L3 §6.5.1.1).
#pragma once
#include "base/bytes.hpp"
#include "webauthn/refusal.hpp"
#include <cstdint>
#include <optional>
#include <variant>

namespace zugang::webauthn {

/// COSE numbers. The order in which they are asked for stands in options.
enum class Algorithm : std::int32_t { es256 = -7, eddsa = -8, es384 = -35, es512 = -36, rs256 = -257 };

[[nodiscard]] std::optional<Algorithm> find_algorithm(std::int64_t cose);

struct EcPoint { // uncompressed, as long as the curve's field
    Bytes x;
    Bytes y;
};
struct EdPoint { // Ed25519, 32 bytes
    Bytes x;
};
struct RsaNumbers { // 2048 to 8192 bits
    Bytes n;
    Bytes e;
};

struct CoseKey {
    Algorithm algorithm;
    std::variant<EcPoint, EdPoint, RsaNumbers> numbers;
    Bytes bytes; // the CBOR map itself: what the store keeps
};

/// The whole input is one key: one of our algorithms, on that algorithm's curve, a valid point.
[[nodiscard]] Result<CoseKey, Refusal> parse_cose_key(ByteView bytes);
/// The same of a key at the beginning of `bytes`; `length` says how many bytes it took.
[[nodiscard]] Result<CoseKey, Refusal> parse_first_cose_key(ByteView bytes, std::size_t& length);

} // namespace zugang::webauthn
