// The listening socket, the loops (one thread and one event queue each), and the way they stop.
#include "http/server/server.hpp"
#include "base/log.hpp"
#include "http/server/connection.hpp"
#include <algorithm>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cerrno>
#include <cstring>
#include <mutex>
#include <netinet/in.h>
#include <pthread.h>
#include <sys/socket.h>
#include <system_error>
#include <thread>
#include <unordered_map>
#include <utility>

namespace zugang::http::server {
namespace {

namespace asio = boost::asio;
using Acceptor = asio::ip::tcp::acceptor;

constexpr int accepted_at_once = 64;
constexpr auto pause_without_descriptors = std::chrono::milliseconds{100};
constexpr auto time_to_abort = std::chrono::seconds{2};

/// One thread and the connections it serves. Connections are only touched on that thread.
class Loop {
public:
    Loop() : context_(std::make_shared<asio::io_context>(1)), work_(context_->get_executor()) {}

    void start()
    {
        thread_ = std::thread([this] {
            pthread_setname_np(pthread_self(), "http");
            context_->run();
        });
    }
    void stop()
    {
        work_.reset();
        context_->stop();
        if (thread_.joinable())
            thread_.join();
        connections_.clear();
    }
    void take(std::shared_ptr<Site> const& site, Arrival arrival)
    {
        asio::post(*context_, [this, site, arrival = std::move(arrival)]() mutable {
            try {
                auto connection = start_connection(context_, site, std::move(arrival),
                                                   [this](Connection* ended) { connections_.erase(ended); });
                connections_.emplace(connection.get(), connection);
            } catch (std::exception const& error) { // out of memory or the peer is gone already
                log::warning("connection_not_started", {{"what", error.what()}});
            }
        });
    }
    void drain_all()
    {
        asio::post(*context_, [this] {
            for (auto const& [raw, connection] : connections_)
                connection->drain();
        });
    }
    void abort_all()
    {
        asio::post(*context_, [this] {
            for (auto const& [raw, connection] : connections_)
                connection->abort();
        });
    }
    [[nodiscard]] asio::io_context& context() { return *context_; }

private:
    std::shared_ptr<asio::io_context> context_; // an answer that comes after the stop still needs it
    asio::executor_work_guard<asio::io_context::executor_type> work_;
    std::unordered_map<Connection*, std::shared_ptr<Connection>> connections_;
    std::thread thread_;
};

AddressBytes address_from(sockaddr_storage const& peer)
{
    auto address = parse_address("0.0.0.0").value_or(AddressBytes{});
    if (peer.ss_family == AF_INET) {
        auto const* const v4 = reinterpret_cast<sockaddr_in const*>(&peer);
        std::memcpy(address.data() + 12, &v4->sin_addr, 4);
    } else if (peer.ss_family == AF_INET6) {
        auto const* const v6 = reinterpret_cast<sockaddr_in6 const*>(&peer);
        std::memcpy(address.data(), &v6->sin6_addr, address.size());
    }
    return address;
}

/// One listening socket. Everything but the constructor runs on its loop's thread.
class Listener {
public:
    using OnArrival = std::function<void(AcceptedSocket, AddressBytes const&)>;

    Listener(asio::io_context& context, std::string const& address, unsigned short port, OnArrival on_arrival)
        : acceptor_(context), pause_(context), on_arrival_(std::move(on_arrival))
    {
        boost::system::error_code error;
        auto const parsed = asio::ip::make_address(address, error);
        if (error)
            throw std::system_error(EINVAL, std::generic_category(), "listen address " + address);
        try {
            bind_to(asio::ip::tcp::endpoint(parsed, port));
        } catch (boost::system::system_error const& failure) { // Boost's own type, unknown to our callers
            throw std::system_error(static_cast<std::error_code>(failure.code()),
                                    "listen on " + address + ":" + std::to_string(port));
        }
        await_arrivals();
    }

    [[nodiscard]] unsigned short port() const { return port_; }
    void close()
    {
        boost::system::error_code ignored;
        acceptor_.close(ignored);
        pause_.cancel();
    }

private:
    void bind_to(asio::ip::tcp::endpoint const& endpoint)
    {
        acceptor_.open(endpoint.protocol());
        acceptor_.set_option(Acceptor::reuse_address(true));
        if (endpoint.address().is_v6())
            acceptor_.set_option(asio::ip::v6_only(false));
        acceptor_.bind(endpoint);
        acceptor_.listen();
        acceptor_.non_blocking(true);
        port_ = acceptor_.local_endpoint().port();
    }

    void await_arrivals()
    {
        acceptor_.async_wait(Acceptor::wait_read, [this](boost::system::error_code error) {
            if (!error)
                take_arrivals();
        });
    }

    void take_arrivals()
    {
        for (int i = 0; i < accepted_at_once; ++i) {
            sockaddr_storage peer{};
            socklen_t length = sizeof peer;
            auto const descriptor = ::accept4(acceptor_.native_handle(), reinterpret_cast<sockaddr*>(&peer), &length,
                                              SOCK_NONBLOCK | SOCK_CLOEXEC);
            if (descriptor >= 0) {
                on_arrival_(AcceptedSocket(descriptor, peer.ss_family == AF_INET6), address_from(peer));
                continue;
            }
            if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
                pause_arrivals();
                return;
            }
            if (errno == EAGAIN || errno == EWOULDBLOCK)
                break;
        }
        await_arrivals();
    }

    /// Without descriptors the socket stays readable: asking again at once would turn in circles.
    void pause_arrivals()
    {
        log::error("no_descriptors");
        pause_.expires_after(pause_without_descriptors);
        pause_.async_wait([this](boost::system::error_code error) {
            if (!error && acceptor_.is_open())
                await_arrivals();
        });
    }

    Acceptor acceptor_;
    asio::steady_timer pause_;
    OnArrival on_arrival_;
    unsigned short port_ = 0;
};

} // namespace

struct Server::Implementation {
    Implementation(Options options, Handler handler)
        : site(std::make_shared<Site>(std::move(options), std::move(handler)))
    {
        auto const count = std::max<std::size_t>(site->options.threads, 1);
        for (std::size_t i = 0; i < count; ++i)
            loops.push_back(std::make_unique<Loop>());
        listener.emplace(loops.front()->context(), site->options.address, site->options.port, placing(site->tls.get()));
        if (auto const& wanted = site->options.client_certificates)
            certificate_listener.emplace(loops.front()->context(), wanted->address, wanted->port,
                                         placing(site->certificate_tls.get()));
        for (auto const& loop : loops)
            loop->start();
    }

    Listener::OnArrival placing(ssl_ctx_st* tls)
    {
        return
            [this, tls](AcceptedSocket socket, AddressBytes const& address) { place(std::move(socket), address, tls); };
    }

    void place(AcceptedSocket socket, AddressBytes const& address, ssl_ctx_st* tls)
    {
        auto ticket = site->counter.try_enter(address, site->proxies.trusts(address));
        if (!ticket) {
            log::info("connection_refused", {{"reason", "too_many"}, {"address", to_text(address)}});
            return; // the socket closes
        }
        auto& loop = *loops[next_loop++ % loops.size()];
        loop.take(site, Arrival{std::move(socket), address, std::move(*ticket), tls});
    }

    void stop(std::chrono::milliseconds grace)
    {
        std::scoped_lock const lock(stop_mutex);
        if (std::exchange(is_stopped, true))
            return;
        site->is_stopping = true;
        asio::post(loops.front()->context(), [this] {
            listener->close();
            if (certificate_listener)
                certificate_listener->close();
        });
        for (auto const& loop : loops)
            loop->drain_all();
        if (!site->counter.wait_until_empty(grace)) {
            for (auto const& loop : loops)
                loop->abort_all();
            if (!site->counter.wait_until_empty(time_to_abort))
                log::error("connections_left_at_stop");
        }
        for (auto const& loop : loops)
            loop->stop();
    }

    std::shared_ptr<Site> site;
    std::vector<std::unique_ptr<Loop>> loops;
    std::optional<Listener> listener; // both on the first loop's thread
    std::optional<Listener> certificate_listener;
    std::size_t next_loop = 0;
    std::mutex stop_mutex;
    bool is_stopped = false;
};

Server::Server(Options options, Handler handler)
    : implementation_(std::make_unique<Implementation>(std::move(options), std::move(handler)))
{
}

Server::~Server()
{
    stop();
}

unsigned short Server::port() const
{
    return implementation_->listener->port();
}

unsigned short Server::client_certificate_port() const
{
    auto const& listener = implementation_->certificate_listener;
    return listener ? listener->port() : static_cast<unsigned short>(0);
}

void Server::stop(std::chrono::milliseconds grace)
{
    implementation_->stop(grace);
}

} // namespace zugang::http::server
