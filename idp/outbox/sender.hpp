// OutboxSender: the thread that delivers the outbox. Any number of them, also in several processes, share one store.
#pragma once
#include "idp/call/services.hpp"
#include "idp/outbox/mail_transport.hpp"
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

namespace zugang::idp::outbox {

struct SenderTimes {
    Duration lease = std::chrono::seconds{90};        // longer than one mail takes; a crash delays mails by as much
    Duration longest_mail = std::chrono::seconds{60}; // nothing is begun that the lease might not cover
    Duration give_up_after = std::chrono::hours{24};  // since it was written
    std::chrono::milliseconds look_every{5000};       // for mails another process wrote
};

/// Pause before the next try, `attempts` being those made so far (1 and up): 10 s, 30 s, 2 min, 10 min, 30 min, 1 h …
[[nodiscard]] Duration pause_after(std::int64_t attempts);

/// One round: claims what is due, sends it and marks it. Returns how many rows it handled.
std::size_t send_due(Services& on, MailTransport& transport, std::stop_token const& stop, SenderTimes const& times);

class OutboxSender {
public:
    /// Starts the thread. `on` and what it refers to must outlive the sender.
    OutboxSender(Services& on, std::unique_ptr<MailTransport> transport, SenderTimes times = {});
    ~OutboxSender(); // stop()
    OutboxSender(OutboxSender const&) = delete;
    OutboxSender& operator=(OutboxSender const&) = delete;

    /// Something was written: look now. From any thread, cheap.
    void wake();
    /// Breaks off a mail under way (it is sent again later) and joins. Safe to call twice.
    void stop();

private:
    void run(std::stop_token const& stop);
    void pause(std::stop_token const& stop, std::chrono::milliseconds at_most);

    Services& on_;
    std::unique_ptr<MailTransport> transport_;
    SenderTimes times_;
    std::mutex mutex_;
    std::condition_variable_any woken_;
    bool is_woken_ = false;
    std::jthread thread_;
};

} // namespace zugang::idp::outbox
