// NotMePage (/link/not-me): the target of „Das war ich nicht“ in a notice, one page for each state of the link.
#pragma once
#include "base/clock.hpp"
#include "idp/pages/frame.hpp"

namespace zugang::templates {
class Engine;
}

namespace zugang::idp::pages {

enum class NotMeState {
    ask,              // what the button will do; only POST does it, since mail scanners open links in advance
    secured_disabled, // done, but the account is closed: no new password helps
    used,
    expired,
    mangled
};

struct NotMePage {
    Frame frame;
    NotMeState state = NotMeState::ask;
    std::string id = {};                 // of the link; hidden field `id`
    templates::Text told = {};           // what the notice told
    templates::Text what = {};           // the factor it was about, or empty
    Instant told_at = {};                // and when that was
    bool undoes_factors = false;         // the notice was of a second factor
    bool removes_copied = false;         // the notice was of a passkey that somebody may have copied
    std::optional<Instant> secured_at{}; // by another link since
    std::chrono::milliseconds valid_for = std::chrono::hours{72};

    static constexpr std::string_view template_name = "pages/not_me.html";
    [[nodiscard]] templates::Context context() const;
    [[nodiscard]] std::string render(templates::Engine const& engine) const;
};

} // namespace zugang::idp::pages
