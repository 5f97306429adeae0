// Received: the parameters of an authorization request that count, and the way they came.
#pragma once
#include "http/parameters.hpp"

namespace zugang::idp::authorize {

struct Received {
    http::Parameters parameters; // a request object's own, where there is one
    bool is_signed = false;      // they came in a request object (RFC 9101)
    bool is_pushed = false;      // they were pushed by the authenticated client (RFC 9126)
};

} // namespace zugang::idp::authorize
