// Housekeeping: the thread that removes what has expired and keeps the signing keys fresh.
#pragma once
#include "idp/call/services.hpp"
#include <condition_variable>
#include <mutex>
#include <thread>

namespace zugang::idp::jobs {

/// Removes expired rows of every table; each table in a transaction of its own.
void remove_expired(Services& on, Instant now);
/// Rotates by age where that is due, and puts the store's keys in force, whoever changed them.
void refresh_keys(Services& on, Instant now);
/// Everything once. Never throws: what fails is logged.
void run_once(Services& on, Instant now);

class Housekeeping {
public:
    struct Times {
        std::chrono::milliseconds keys_every{60'000};
        std::chrono::milliseconds rows_every{300'000};
    };
    /// Starts the thread. `on` and what it refers to must outlive it.
    explicit Housekeeping(Services& on, Times times);
    explicit Housekeeping(Services& on) : Housekeeping(on, Times()) {}
    ~Housekeeping(); // stop()
    Housekeeping(Housekeeping const&) = delete;
    Housekeeping& operator=(Housekeeping const&) = delete;

    /// Joins once the work under way is done. Safe to call twice.
    void stop();

private:
    void run(std::stop_token const& stop);

    Services& on_;
    Times times_;
    std::mutex mutex_;
    std::condition_variable_any waiting_;
    std::jthread thread_;
};

} // namespace zugang::idp::jobs
