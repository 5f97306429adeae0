// AcceptedSocket: the descriptor between accept and the connection that serves it.
#pragma once

namespace zugang::http::server {

/// A socket that has been accepted; closed with the object unless taken.
class AcceptedSocket {
public:
    AcceptedSocket(int descriptor, bool is_ipv6) : descriptor_(descriptor), is_ipv6_(is_ipv6) {}
    AcceptedSocket(AcceptedSocket&& other) noexcept;
    AcceptedSocket& operator=(AcceptedSocket&&) = delete;
    ~AcceptedSocket();

    [[nodiscard]] bool is_ipv6() const { return is_ipv6_; }
    [[nodiscard]] int descriptor() const { return descriptor_; }
    /// The caller now closes it.
    [[nodiscard]] int take();

private:
    int descriptor_;
    bool is_ipv6_;
};

} // namespace zugang::http::server
