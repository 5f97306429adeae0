// The secret in a mailed link: 256 random bits with a prefix of its own. The store knows only its hash.
#pragma once
#include "base/bytes.hpp"
#include "idp/call/call.hpp"
#include "store/mail_links.hpp"
#include <chrono>
#include <string>
#include <string_view>

namespace zugang::idp {

constexpr std::chrono::hours confirmation_lifetime{24};
constexpr std::chrono::minutes reset_lifetime{30};

[[nodiscard]] std::string mint_link_token(Random& random);
/// What stands in the store. Nothing for a text that is no whole token: cut off or broken by a mail program.
[[nodiscard]] std::optional<Bytes> link_hash(std::string_view token);

/// The link's id, from the form or the address: a mailed link works without cookies and in any browser.
[[nodiscard]] std::string link_id(Call const& call);
/// Whether this is the browser the link was asked for in: only then does the sign-in it belongs to go on.
[[nodiscard]] bool is_same_browser(store::MailLink const& link, Call const& call);

} // namespace zugang::idp
