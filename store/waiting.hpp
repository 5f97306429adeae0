// Waiting: how a request stands that a client polls for while a person decides (RFC 8628 §3.5, CIBA §11).
#pragma once
#include "store/connection.hpp"

namespace zugang::store {

/// What a poll met that brought no grant.
enum class Waiting {
    unknown,  // no such request of this client
    pending,  // nobody has decided yet
    too_fast, // asked before the interval was over; it is five seconds longer now
    expired,
    denied,
    redeemed, // its tokens were handed out before
};

} // namespace zugang::store
