// KeyManagement and ContentEncryption: the closed lists of JWE algorithms (RFC 7518 §4.1, §5.1). RSA1_5, PBES2, dir and
// compression have no name here.
#pragma once
#include <optional>
#include <string_view>

namespace zugang::keys {

enum class KeyManagement { rsa_oaep, rsa_oaep_256, ecdh_es, ecdh_es_a128kw, ecdh_es_a256kw };
[[nodiscard]] std::string_view to_name(KeyManagement algorithm); // "RSA-OAEP", "ECDH-ES+A128KW", …
[[nodiscard]] std::optional<KeyManagement> parse_key_management(std::string_view name); // case-sensitive

enum class ContentEncryption { a128cbc_hs256, a256cbc_hs512, a128gcm, a256gcm };
[[nodiscard]] std::string_view to_name(ContentEncryption encryption); // "A128CBC-HS256", …
[[nodiscard]] std::optional<ContentEncryption> parse_content_encryption(std::string_view name);

} // namespace zugang::keys
