// The sender of a request: the DPoP key (RFC 9449) and the TLS certificate (RFC 8705) it shows it holds.
#pragma once
#include "idp/call/call.hpp"
#include "idp/oauth/client.hpp"
#include "idp/oauth/grant_details.hpp"

namespace zugang::idp::client_auth {

/// What a request proves: `jkt` where it carries a valid DPoP proof, and `x5t_s256` where the client wants
/// certificate-bound tokens and showed one: both where it does both. For PAR and CIBA, where a proof may be missing: no
/// token is given yet. Throws oauth::Error invalid_dpop_proof or use_dpop_nonce.
[[nodiscard]] oauth::Confirmation find_sender(Call const& call, oauth::Client const& client, Services& on);
/// The same for the token endpoint: throws invalid_dpop_proof or invalid_request where the client must bind its tokens
/// and did not.
[[nodiscard]] oauth::Confirmation check_sender(Call const& call, oauth::Client const& client, Services& on);

/// A token shown to a protected resource of ours, and how: "Bearer" or "DPoP".
struct PresentedToken {
    std::string text;
    bool is_dpop = false;
};
/// Nothing where no token was sent. Throws oauth::Error invalid_request for one in the address, or two at once.
[[nodiscard]] std::optional<PresentedToken> find_presented_token(Call const& call);
/// Whether the request shows what `bound_to` demands: a DPoP proof with `ath` of that key, or that certificate; nothing
/// where it is unbound. Throws oauth::Error invalid_token, invalid_dpop_proof or use_dpop_nonce.
void check_presentation(Call const& call, PresentedToken const& token, oauth::Confirmation const& bound_to,
                        Services& on);

/// The nonce to send along as DPoP-Nonce (RFC 9449 §8): a keyed hash of the time, the same on every node.
[[nodiscard]] std::string dpop_nonce(Services& on, Instant now);

} // namespace zugang::idp::client_auth
