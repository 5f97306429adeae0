// Addresses in links: escaping alone does not make a javascript: address harmless.
#pragma once
#include <string>
#include <string_view>

namespace zugang::idp::pages {

/// A path of this server, or "/" for whatever is none.
[[nodiscard]] std::string local_address(std::string_view address);
/// The address of a client, which the caller has verified: http, https or a private-use scheme. Throws
/// std::logic_error for anything else.
[[nodiscard]] std::string client_address(std::string_view address);

} // namespace zugang::idp::pages
