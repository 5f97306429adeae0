#include "http/server/accepted_socket.hpp"
#include <unistd.h>
#include <utility>

namespace zugang::http::server {

AcceptedSocket::AcceptedSocket(AcceptedSocket&& other) noexcept : descriptor_(other.take()), is_ipv6_(other.is_ipv6_) {}

AcceptedSocket::~AcceptedSocket()
{
    if (descriptor_ >= 0)
        ::close(descriptor_);
}

int AcceptedSocket::take()
{
    return std::exchange(descriptor_, -1);
}

} // namespace zugang::http::server
