#include "http/server/connection_counter.hpp"
#include <algorithm>
#include <utility>

namespace zugang::http::server {
namespace {

/// An IPv6 customer owns a /64 at least: counted by single addresses the cap would be no cap.
AddressBytes counted_part(AddressBytes address)
{
    bool const is_mapped_ipv4 = std::all_of(address.begin(), address.begin() + 10, [](auto b) { return b == 0; }) &&
                                address[10] == 0xff && address[11] == 0xff;
    if (!is_mapped_ipv4)
        std::fill(address.begin() + 8, address.end(), std::uint8_t{0});
    return address;
}

} // namespace

ConnectionCounter::Ticket::Ticket(Ticket&& other) noexcept
    : counter_(std::exchange(other.counter_, nullptr)), key_(other.key_)
{
}

ConnectionCounter::Ticket::~Ticket()
{
    if (counter_ != nullptr)
        counter_->leave(key_);
}

std::optional<ConnectionCounter::Ticket> ConnectionCounter::try_enter(AddressBytes const& address, bool is_proxy)
{
    std::scoped_lock const lock(mutex_);
    if (in_all_ >= caps_.in_all)
        return std::nullopt;
    if (is_proxy) {
        ++in_all_;
        return Ticket(*this, std::nullopt);
    }
    auto const key = counted_part(address);
    auto const at = per_address_.find(key);
    if ((at == per_address_.end() ? 0 : at->second) >= caps_.per_address)
        return std::nullopt;
    ++per_address_[key];
    ++in_all_;
    return Ticket(*this, key);
}

bool ConnectionCounter::wait_until_empty(std::chrono::milliseconds time)
{
    std::unique_lock lock(mutex_);
    return emptied_.wait_for(lock, time, [this] { return in_all_ == 0; });
}

void ConnectionCounter::leave(std::optional<AddressBytes> const& key)
{
    std::scoped_lock const lock(mutex_);
    if (key) {
        auto const at = per_address_.find(*key);
        if (--at->second == 0)
            per_address_.erase(at);
    }
    if (--in_all_ == 0)
        emptied_.notify_all();
}

} // namespace zugang::http::server
