// The decision about a backchannel request, called by whatever proved that it is the person's: an approval on another
// device. Wake the outbox after the commit: a client may have to be told.
#pragma once
#include "idp/call/services.hpp"
#include "idp/session/evidence.hpp"
#include "store/connection.hpp"

namespace zugang::idp::ciba {

/// Makes the grant. `evidence` is what was proved for this request and must prove the request's account
/// (std::logic_error otherwise): acr and amr of the tokens rest on it and nothing else. False where the request was
/// decided or ran out, or the account is disabled or has another password since.
[[nodiscard]] bool approve(store::Connection& tx, std::string_view request_id, session::EvidenceList const& evidence,
                           Services& on, Instant now);
/// False where the request was decided or ran out.
[[nodiscard]] bool deny(store::Connection& tx, std::string_view request_id, Services& on, Instant now);

} // namespace zugang::idp::ciba
