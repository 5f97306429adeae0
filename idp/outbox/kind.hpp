// Kind: one kind of outbox row, how it is sent and how often it is tried. Each is one small file.
#pragma once
#include "base/result.hpp"
#include "base/secret.hpp"
#include "idp/outbox/send_failure.hpp"
#include "store/outbox.hpp"
#include <array>
#include <optional>
#include <stop_token>
#include <string_view>

namespace zugang::idp::outbox {

class Kind {
public:
    virtual ~Kind() = default;
    /// As in the row.
    [[nodiscard]] virtual std::string_view name() const = 0;
    /// Blocks until it is delivered or has failed. Returns soon after `stop` is requested.
    [[nodiscard]] virtual Result<void, SendFailure> deliver(store::OutboxItem const& item, Secret const& payload,
                                                            std::stop_token const& stop) = 0;
    /// When to try again after a failure that may pass; nothing gives up. `attempts` are those made so far (1 and up).
    [[nodiscard]] virtual std::optional<Instant> next_try(store::OutboxItem const& item, SendFailure const& failed,
                                                          std::int64_t attempts, Instant now) const = 0;
    /// Nothing more is due: an open connection may be closed.
    virtual void rest() {}
};

/// The pauses of what goes to clients: three more tries, soon at first (a logout token is of no use tomorrow).
constexpr std::array<Duration, 3> client_pauses{std::chrono::seconds{2}, std::chrono::seconds{20},
                                                std::chrono::minutes{2}};
[[nodiscard]] inline std::optional<Instant> next_client_try(std::int64_t attempts, Instant now)
{
    auto const made = static_cast<std::size_t>(attempts);
    return made <= client_pauses.size() ? std::optional{now + client_pauses.at(made - 1)} : std::nullopt;
}

} // namespace zugang::idp::outbox
