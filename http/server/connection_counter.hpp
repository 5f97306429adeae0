// ConnectionCounter: how many connections there are, in all and per address; used by all threads of the server.
#pragma once
#include "http/server/proxies.hpp"
#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>

namespace zugang::http::server {

class ConnectionCounter {
public:
    struct Caps {
        std::size_t per_address;
        std::size_t in_all;
    };

    /// One counted connection; counts down when destroyed. Must not outlive the counter.
    class Ticket {
    public:
        Ticket(Ticket&& other) noexcept;
        Ticket& operator=(Ticket&&) = delete;
        ~Ticket();

    private:
        friend class ConnectionCounter;
        Ticket(ConnectionCounter& counter, std::optional<AddressBytes> key) : counter_(&counter), key_(key) {}
        ConnectionCounter* counter_;
        std::optional<AddressBytes> key_;
    };

    explicit ConnectionCounter(Caps caps) : caps_(caps) {}

    /// Nothing where a cap is reached. A proxy carries everybody's connections and is only counted in all.
    [[nodiscard]] std::optional<Ticket> try_enter(AddressBytes const& address, bool is_proxy);
    /// False where connections were left when the time was over.
    [[nodiscard]] bool wait_until_empty(std::chrono::milliseconds time);

private:
    void leave(std::optional<AddressBytes> const& key);

    Caps caps_;
    std::mutex mutex_;
    std::condition_variable emptied_;
    std::size_t in_all_ = 0;
    std::map<AddressBytes, std::size_t> per_address_;
};

} // namespace zugang::http::server
