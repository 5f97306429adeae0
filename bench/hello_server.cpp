#include "bench/hello_server.hpp"
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <cstdlib>
#include <iostream>
#include <memory>

namespace zugang::bench {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using Tcp = asio::ip::tcp;

constexpr std::size_t body_bytes = 200;

class HelloSession : public std::enable_shared_from_this<HelloSession> {
public:
    explicit HelloSession(Tcp::socket socket) : socket_(std::move(socket))
    {
        answer_.version(11);
        answer_.keep_alive(true);
        answer_.set(beast::http::field::content_type, "text/plain");
        answer_.body().assign(body_bytes, 'h');
        answer_.prepare_payload();
    }

    void read()
    {
        request_ = {};
        beast::http::async_read(socket_, buffer_, request_,
                                [self = shared_from_this()](beast::error_code error, std::size_t) {
                                    if (!error)
                                        self->write();
                                });
    }

private:
    void write()
    {
        beast::http::async_write(socket_, answer_, [self = shared_from_this()](beast::error_code error, std::size_t) {
            if (!error)
                self->read();
        });
    }

    Tcp::socket socket_;
    beast::flat_buffer buffer_;
    beast::http::request<beast::http::empty_body> request_;
    beast::http::response<beast::http::string_body> answer_;
};

void accept_next(Tcp::acceptor& acceptor)
{
    acceptor.async_accept([&acceptor](beast::error_code error, Tcp::socket socket) {
        if (!error) {
            socket.set_option(Tcp::no_delay{true});
            std::make_shared<HelloSession>(std::move(socket))->read();
        }
        accept_next(acceptor);
    });
}

} // namespace

void serve_hello()
{
    asio::io_context context{1};
    Tcp::acceptor acceptor{context, {asio::ip::address_v4::loopback(), 0}};
    std::cout << acceptor.local_endpoint().port() << '\n' << std::flush;
    accept_next(acceptor);
    context.run();
    std::abort(); // not reached while the acceptor lives
}

} // namespace zugang::bench
