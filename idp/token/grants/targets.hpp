// What one token of a grant is for, and whose key it is bound to: a part of what was granted, never more (RFC 8707
// §2.2).
#pragma once
#include "idp/call/call.hpp"
#include "idp/oauth/grant_details.hpp"
#include <string>
#include <vector>

namespace zugang::idp::token::grants {

/// The resources asked for; none where nothing is asked, which means all of the grant's. Throws oauth::Error
/// invalid_target for one that was not granted.
[[nodiscard]] std::vector<std::string> narrowed_resources(oauth::GrantDetails const& granted, Call const& call,
                                                          Services& on);

} // namespace zugang::idp::token::grants
