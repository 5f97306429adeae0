// "ping": tells a client that its backchannel authentication request is decided (CIBA Core 1.0 §10.2).
#pragma once
#include "http/client/https_client.hpp"
#include "idp/outbox/kind.hpp"

namespace zugang::idp::outbox {

class PingKind final : public Kind {
public:
    explicit PingKind(http::client::HttpsClient& web) : web_(web) {}
    [[nodiscard]] std::string_view name() const override { return "ping"; }
    [[nodiscard]] Result<void, SendFailure> deliver(store::OutboxItem const& item, Secret const& payload,
                                                    std::stop_token const& stop) override;
    [[nodiscard]] std::optional<Instant> next_try(store::OutboxItem const& item, SendFailure const& failed,
                                                  std::int64_t attempts, Instant now) const override;

private:
    http::client::HttpsClient& web_;
};

} // namespace zugang::idp::outbox
