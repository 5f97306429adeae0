// "mail": an e-mail, composed and handed to the mail server.
#pragma once
#include "idp/config/config.hpp"
#include "idp/outbox/kind.hpp"
#include "idp/outbox/mail_transport.hpp"
#include <memory>

namespace zugang::idp::outbox {

/// Pause before the next try, `attempts` being those made so far (1 and up): 10 s, 30 s, 2 min, 10 min, 30 min, 1 h …
[[nodiscard]] Duration pause_after(std::int64_t attempts);

/// One connection to the mail server, for one thread.
class MailKind final : public Kind {
public:
    MailKind(config::Mail const& settings, std::unique_ptr<MailTransport> transport)
        : settings_(settings), transport_(std::move(transport))
    {
    }
    [[nodiscard]] std::string_view name() const override { return "mail"; }
    [[nodiscard]] Result<void, SendFailure> deliver(store::OutboxItem const& item, Secret const& payload,
                                                    std::stop_token const& stop) override;
    [[nodiscard]] std::optional<Instant> next_try(store::OutboxItem const& item, SendFailure const& failed,
                                                  std::int64_t attempts, Instant now) const override;
    void rest() override { transport_->rest(); }

private:
    config::Mail const& settings_;
    std::unique_ptr<MailTransport> transport_;
};

} // namespace zugang::idp::outbox
