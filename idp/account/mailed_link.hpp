// A link mailed to whoever a typed name belongs to. Where it is nobody's, answer, work and rows are the same, so that
// nothing tells which names have an account (ASVS 6.3.8).
#pragma once
#include "idp/call/call.hpp"
#include "idp/call/mail_queue.hpp"
#include "store/mail_links.hpp"
#include <functional>

namespace zugang::idp::account {

struct LinkToMail {
    store::MailLinkKind kind = store::MailLinkKind::reset_password;
    std::string_view path; // of the page that the link leads to
    Duration lifetime;
    MailBudget budget = MailBudget::asked;
    /// The mail to `username` (the address where there is none) with the absolute link.
    std::function<mail::Mail(std::string const& username, std::string const& link, templates::Language language)>
        render;
};

/// Only a confirmed address of an account that is not disabled gets one: a link never stands in for the confirmation.
/// Within the mail limits, silently. `flow` is the sign-in it leads back to, or empty.
void mail_link(LinkToMail const& wanted, std::string const& name, std::string const& flow, Call const& call,
               Services& on);

/// What an opened link is good for; State is its page's own list.
template <class State>
[[nodiscard]] State state_of_link(store::MailLink const& link, Instant now)
{
    if (link.used_at)
        return State::used;
    if (link.replaced_at)
        return State::replaced;
    return link.expires_at <= now ? State::expired : State::ask;
}

} // namespace zugang::idp::account
