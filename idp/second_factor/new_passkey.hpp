// A passkey or security key becomes a factor of its account, by a button or in passing, and its owner is told.
#pragma once
#include "idp/pages/frame.hpp"
#include "idp/second_factor/passkey_name.hpp"
#include "idp/session/check_passkey.hpp"
#include "idp/session/flow.hpp"

namespace zugang::idp::second_factor {

struct NewPasskey {
    session::Flow const& flow;
    session::VerifiedRegistration registration;
    std::string name;
};
/// `gone`: the account was secured or disabled, or it has got another first factor meanwhile.
enum class NotAdded { exists, too_many, gone };
/// The passkey and the mail about it in one transaction.
[[nodiscard]] Result<session::PasskeyCheck::Added, NotAdded>
add_passkey(NewPasskey wanted, std::string const& account_id, Call const& call, Services& on);

/// Whether the browser's answer is of a passkey that this very sign-in has added.
[[nodiscard]] bool was_added_in(session::Flow const& flow, std::string const& account_id, std::string_view credential,
                                Services& on);
[[nodiscard]] bool has_all_passkeys(std::string const& account_id, Services& on);
[[nodiscard]] pages::Message too_many_passkeys(Services& on);
/// For its name: what the form says of it.
[[nodiscard]] MadeWith made_with(session::VerifiedRegistration const& made, Call const& call, Services& on);

} // namespace zugang::idp::second_factor
