// "logout": a logout token for one client (OpenID Connect Back-Channel Logout 1.0 §2.5), minted when it is sent, since
// it lives for two minutes only.
#pragma once
#include "http/client/https_client.hpp"
#include "idp/call/services.hpp"
#include "idp/outbox/kind.hpp"

namespace zugang::idp::outbox {

class LogoutKind final : public Kind {
public:
    LogoutKind(Services& on, http::client::HttpsClient& web) : on_(on), web_(web) {}
    [[nodiscard]] std::string_view name() const override { return "logout"; }
    [[nodiscard]] Result<void, SendFailure> deliver(store::OutboxItem const& item, Secret const& payload,
                                                    std::stop_token const& stop) override;
    [[nodiscard]] std::optional<Instant> next_try(store::OutboxItem const& item, SendFailure const& failed,
                                                  std::int64_t attempts, Instant now) const override;

private:
    Services& on_;
    http::client::HttpsClient& web_;
};

} // namespace zugang::idp::outbox
