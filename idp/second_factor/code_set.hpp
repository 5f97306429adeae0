// CodeSet: making the ten recovery codes of an account, and their texts while they may be shown.
#pragma once
#include "idp/session/flow.hpp"
#include "store/recovery_codes.hpp"

namespace zugang::idp::second_factor {

/// How long a second click, a reload or Back shows the same codes again.
constexpr Duration codes_shown_for = std::chrono::minutes{20};

/// Makes a set in place of `former`, the one the person was told of, and tells the owner by mail. Nothing happens where
/// another set counts by now, or the password was changed since it was proved: what counts is in the store.
void make_code_set(session::Flow const& flow, std::string const& account_id, std::string_view former, Call const& call,
                   Services& on);
/// Whether the set's texts may be shown in this sign-in.
[[nodiscard]] bool is_shown_in(session::Flow const& flow, store::RecoveryCodeSet const& set, Instant now);
/// As they are printed. Only of a set that `is_shown_in`.
[[nodiscard]] std::vector<std::string> shown_codes(store::RecoveryCodeSet const& set, Services& on);

} // namespace zugang::idp::second_factor
