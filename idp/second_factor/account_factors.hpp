// /account/factors: the list of one's second factors, what adds to it, and signing out everywhere else (ASVS 7.4.3).
#pragma once
#include "idp/call/call.hpp"

namespace zugang::idp::second_factor {

[[nodiscard]] http::Response get_account_factors(Call const& call, Services& on);
/// /account/factors/add: a sign-in to the set-up page that `kind` names, which asks for fresh proofs first.
[[nodiscard]] http::Response post_add_factor(Call const& call, Services& on);
/// /account/factors/sign-out-others
[[nodiscard]] http::Response post_sign_out_others(Call const& call, Services& on);

} // namespace zugang::idp::second_factor
