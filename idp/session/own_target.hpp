// OwnTarget: the page of this server that a sign-in without a client leads to. A closed list, never an address from
// outside: what cannot name a foreign address cannot be made an open redirect.
#pragma once
#include "idp/oauth/level.hpp"
#include <string>
#include <string_view>

namespace zugang::idp::session {

enum class OwnPage {
    start,                // "/"
    device,               // "/device", with the code that the person came with
    account_factors,      // "/account/factors"
    setup_totp,           // "/setup/totp": one more app
    setup_passkey,        // "/setup/passkey": one more passkey
    setup_security_key,   // "/setup/passkey?kind=security_key": one more security key
    setup_recovery_codes, // "/setup/recovery-codes": a new set
    rename_factor,        // "/account/factors/rename", with the factor and what was typed
    remove_factor,        // "/account/factors/remove", with the factor
};

/// Whether a factor is set up on the page; such pages belong to a sign-in.
[[nodiscard]] bool is_setup(OwnPage page);

struct OwnTarget {
    OwnPage page = OwnPage::start;
    std::string user_code = {};              // of `device`; letters and digits alone, or empty
    oauth::Level level = oauth::Level::none; // what the page demands beyond the server's policy
    bool is_change = false;                  // factors are changed there: every proof must be a few minutes old at most
    std::string factor = {};                 // of rename_factor and remove_factor; shown to its owner alone
    std::string name = {};                   // of rename_factor: nothing typed is lost

    /// The page's address on this server; set-up pages belong to the sign-in `flow` that allowed them.
    [[nodiscard]] std::string address(std::string_view flow) const;
    /// Where a person begins again when that sign-in has expired.
    [[nodiscard]] std::string restart_address() const;
};

/// As the sign-in keeps it in place of a request; "{}" for the start page.
[[nodiscard]] std::string to_json(OwnTarget const& target);
/// Back from `to_json`; the start page for anything else.
[[nodiscard]] OwnTarget own_target_from_json(std::string_view json);

} // namespace zugang::idp::session
