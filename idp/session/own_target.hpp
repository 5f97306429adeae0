// OwnTarget: the page of this server that a sign-in without a client leads to. A closed list, never an address from
// outside: what cannot name a foreign address cannot be made an open redirect.
#pragma once
#include <string>
#include <string_view>

namespace zugang::idp::session {

enum class OwnPage {
    start,  // "/"
    device, // "/device", with the code that the person came with
};

struct OwnTarget {
    OwnPage page = OwnPage::start;
    std::string user_code = {}; // of `device`; letters and digits alone, or empty

    /// The page's address on this server.
    [[nodiscard]] std::string address() const;
};

/// As the sign-in keeps it in place of a request; "{}" for the start page.
[[nodiscard]] std::string to_json(OwnTarget const& target);
/// Back from `to_json`; the start page for anything else.
[[nodiscard]] OwnTarget own_target_from_json(std::string_view json);

} // namespace zugang::idp::session
