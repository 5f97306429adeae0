// Nonces for DPoP proofs (RFC 9449 §8, §9): a keyed hash of the time, so that every node knows them and none is stored.
#pragma once
#include "idp/call/call.hpp"

namespace zugang::idp::client_auth {

/// A nonce is good for between this long and twice this long.
constexpr Duration nonce_period = std::chrono::seconds{150};

enum class NonceAge { current, former, foreign };
[[nodiscard]] NonceAge age_of_nonce(std::string_view nonce, Services& on, Instant now);

/// The nonce to send along with the answer to a request whose proof has one that soon ends; else nothing.
[[nodiscard]] std::optional<std::string> renewed_nonce(Call const& call, Services& on);

} // namespace zugang::idp::client_auth
