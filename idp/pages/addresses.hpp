// Addresses in links: escaping alone does not make a javascript: address harmless.
#pragma once
#include "templates/context.hpp"
#include <string>
#include <string_view>
#include <vector>

namespace zugang::idp::pages {

/// A path of this server, or "/" for whatever is none.
[[nodiscard]] std::string local_address(std::string_view address);
/// The address of a client, which the caller has verified: http, https or a private-use scheme. Throws
/// std::logic_error for anything else.
[[nodiscard]] std::string client_address(std::string_view address);
/// The contexts of pages/parts/client_frames.html: addresses of clients, checked likewise.
[[nodiscard]] templates::ContextList frame_list(std::vector<std::string> const& addresses);

} // namespace zugang::idp::pages
