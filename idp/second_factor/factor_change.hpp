// What every change of one's own factors has in common: fresh proofs, or a sign-in that asks for what is missing and
// comes back (ASVS 7.5.1).
#pragma once
#include "idp/pages/account_factors.hpp"
#include "idp/session/flow.hpp"
#include "store/factors.hpp"

namespace zugang::idp::second_factor {

/// The browser's session, where it may change factors at once: password and second factor were proved in the last five
/// minutes. Nothing otherwise.
[[nodiscard]] std::optional<session::Session> find_changing(Call const& call, Services& on);
/// Begins a sign-in to `target` that asks for what is missing alone, and leads to its first page.
[[nodiscard]] http::Response ask_for_proof(session::OwnTarget const& target, Call const& call, Services& on);
/// The account's factor that the address or form names, if it counts; somebody else's is nobody's.
[[nodiscard]] std::optional<store::factors::NamedFactor> find_named_factor(session::Session const& session,
                                                                           Call const& call, Services& on);
/// What the pages about one factor show it as.
[[nodiscard]] pages::FactorKind shown_kind(store::factors::Kind kind);
/// `factor` of the address or form: nothing for what cannot be an id.
[[nodiscard]] std::string factor_id(Call const& call);
/// Whether what was proved in the session counts still. Holds the account's row, so that "that was not me" comes before
/// a change or after it, and then undoes it.
[[nodiscard]] bool hold_account(store::Connection& tx, session::Session const& session);

constexpr auto own_factors = "/account/factors";

} // namespace zugang::idp::second_factor
