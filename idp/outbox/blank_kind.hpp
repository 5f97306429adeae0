// "blank": written so that nobody can tell from the answer's time that there is nothing to send.
#pragma once
#include "idp/call/mail_queue.hpp"
#include "idp/outbox/kind.hpp"

namespace zugang::idp::outbox {

class BlankKind final : public Kind {
public:
    [[nodiscard]] std::string_view name() const override { return blank_kind; }
    [[nodiscard]] Result<void, SendFailure> deliver(store::OutboxItem const&, Secret const&,
                                                    std::stop_token const&) override
    {
        return {};
    }
    [[nodiscard]] std::optional<Instant> next_try(store::OutboxItem const&, SendFailure const&, std::int64_t,
                                                  Instant) const override
    {
        return std::nullopt;
    }
};

} // namespace zugang::idp::outbox
