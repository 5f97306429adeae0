// OutboxSender: the threads that deliver one lane of the outbox. Any number of them, also in several processes, share
// one store.
#pragma once
#include "idp/call/services.hpp"
#include "idp/outbox/kind.hpp"
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace zugang::idp::outbox {

struct SenderTimes {
    Duration lease = std::chrono::seconds{90};        // longer than one takes; a crash delays what it had by as much
    Duration longest_send = std::chrono::seconds{60}; // nothing is begun that the lease might not cover
    std::chrono::milliseconds look_every{5000};       // for what another process wrote
};

/// What is sent by the same threads.
struct Lane {
    std::string name;
    std::vector<std::unique_ptr<Kind>> kinds = {}; // used by every thread of the lane at once
    std::size_t threads = 1;
    std::int64_t claimed_at_once = 8;
    SenderTimes times = {};
};

/// One round: claims what is due, sends it and marks it. Returns how many rows it handled.
std::size_t send_due(Services& on, Lane const& lane, std::stop_token const& stop);

class OutboxSender {
public:
    /// Starts the threads. `on` and what it refers to must outlive the sender.
    OutboxSender(Services& on, Lane lane);
    ~OutboxSender(); // stop()
    OutboxSender(OutboxSender const&) = delete;
    OutboxSender& operator=(OutboxSender const&) = delete;

    /// Something was written: look now. From any thread, cheap.
    void wake();
    /// Breaks off what is under way (it is sent again later) and joins. Safe to call twice.
    void stop();

private:
    void run(std::stop_token const& stop);
    /// How long nothing is due.
    [[nodiscard]] Duration send_until_idle(std::stop_token const& stop);

    Services& on_;
    Lane const lane_;
    std::mutex mutex_;
    std::condition_variable_any woken_;
    std::uint64_t wake_ups_ = 0; // counted, so that each thread sees each
    std::vector<std::jthread> threads_;
};

} // namespace zugang::idp::outbox
