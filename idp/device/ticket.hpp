// What a person typed at /device, sealed into the address of the page that comes next: each page is got by GET, so that
// it can be loaded again and Back leads to it. Opens for this person alone: nobody is led past the typing by a link.
#pragma once
#include "idp/call/call.hpp"
#include <optional>
#include <string>
#include <string_view>

namespace zugang::idp::device {

struct Ticket {
    enum class Kind {
        known, // `typed` is a code that exists: it was counted, and is not counted again
        wrong, // shown again with `problem`; counted or not, it opens no code
    };
    Kind kind = Kind::known;
    std::string typed = {};
    std::string problem = {}; // of `wrong`: what pages call it
    Instant until = {};
};

[[nodiscard]] std::string seal_ticket(Ticket const& ticket, std::string_view account_id, Services& on);
/// The address's `ticket`, where it is one of this kind, made for this account and still good.
[[nodiscard]] std::optional<Ticket> open_ticket(Ticket::Kind kind, std::string_view account_id, Call const& call,
                                                Services& on);

} // namespace zugang::idp::device
