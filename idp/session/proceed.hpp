// Going on after a step: the session is made once authentication is complete, and the next page is found.
#pragma once
#include "idp/session/flow.hpp"

namespace zugang::idp::session {

/// The page of a step, as an address of this server.
[[nodiscard]] std::string address_of(Step step, Flow const& flow);
/// After a step: signs the browser in where this sign-in has proved as much as the account's sessions rest on, and
/// leads to the next page (303).
[[nodiscard]] http::Response proceed(Flow const& flow, Call const& call, Services& on);
/// The same by way of a page of this sign-in that tells something first; empty: none.
[[nodiscard]] http::Response proceed_by(std::string_view path, Flow const& flow, Call const& call, Services& on);
/// "Cancel" on any page: what was proved is forgotten, and the client gets access_denied; to the start page where there
/// is none.
[[nodiscard]] http::Response cancel(Flow const& flow, Services& on);
/// Whether the form's cancel control was used.
[[nodiscard]] bool is_cancelled(Call const& call);

} // namespace zugang::idp::session
