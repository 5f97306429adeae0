// The answers to a client that polls (RFC 8628 §3.5, CIBA §11): wait, wait longer, or give up.
#pragma once
#include "store/waiting.hpp"

namespace zugang::idp::token::grants {

/// Throws oauth::Error: authorization_pending, slow_down, expired_token, access_denied or invalid_grant.
[[noreturn]] void refuse_waiting(store::Waiting waiting);

} // namespace zugang::idp::token::grants
