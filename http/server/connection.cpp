// The only file with coroutines; for what may stand in an expression with co_await see http/README.md.
#include "http/server/connection.hpp"
#include "base/base64url.hpp"
#include "base/log.hpp"
#include "base/random.hpp"
#include "http/server/phase_times.hpp"
#include "http/server/request_reader.hpp"
#include "http/server/response_writer.hpp"
#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <openssl/ssl.h>
#include <utility>

namespace zugang::http::server {
namespace {

namespace asio = boost::asio;
using ErrorCode = boost::system::error_code;
using Tcp = asio::ip::tcp;

constexpr auto quiet = asio::as_tuple(asio::use_awaitable); // errors as values
constexpr std::size_t read_size = 4096;
constexpr std::size_t kept_capacity = 65536; // of the output buffer between responses
constexpr std::size_t request_id_bytes = 11; // 15 characters: no allocation
constexpr auto linger_time = std::chrono::milliseconds{1000};
constexpr auto linger_time_at_stop = std::chrono::milliseconds{100};
constexpr std::string_view continue_line = "HTTP/1.1 100 Continue\r\n\r\n";

class Session final : public Connection, public std::enable_shared_from_this<Session> {
public:
    Session(std::shared_ptr<asio::io_context> const& loop, std::shared_ptr<Site> site, Arrival arrival)
        : loop_(loop), site_(std::move(site)), address_(arrival.address), ticket_(std::move(arrival.ticket)),
          socket_(*loop), watch_(*loop), wake_(*loop, SteadyTime::max()),
          reader_(site_->options.limits, site_->options.allowed_hosts)
    {
        auto const protocol = arrival.socket.is_ipv6() ? Tcp::v6() : Tcp::v4();
        socket_.assign(protocol, arrival.socket.take());
        socket_.non_blocking(true);
        socket_.set_option(Tcp::no_delay(true));
        if (arrival.tls != nullptr)
            tls_.emplace(socket_, SSL_new(arrival.tls));
    }

    [[nodiscard]] asio::awaitable<void> run();
    void drain() override;
    void abort() override;
    /// On the loop's thread: the handler's answer to the running request.
    void take_answer(Response response, bool closes);

private:
    enum class Outcome { complete, refused, over };

    [[nodiscard]] asio::awaitable<bool> shake_hands();
    [[nodiscard]] asio::awaitable<bool> serve_one();
    [[nodiscard]] asio::awaitable<Outcome> read_request();
    [[nodiscard]] asio::awaitable<bool> read_more();
    [[nodiscard]] asio::awaitable<bool> write_all(std::string_view bytes);
    [[nodiscard]] asio::awaitable<void> close_gently();

    void hand_over();
    void refuse(Refusal refusal);
    void render_answer();
    [[nodiscard]] bool note_read(ErrorCode error, std::size_t count);

    void watch_until(SteadyTime deadline);
    void arm_watch(SteadyTime deadline);
    void on_watch();
    [[nodiscard]] Limits const& limits() const { return site_->options.limits; }

    std::weak_ptr<asio::io_context> loop_; // weak: the loop's queue owns the coroutine, which owns this
    std::shared_ptr<Site> site_;
    AddressBytes address_;
    ConnectionCounter::Ticket ticket_;
    Tcp::socket socket_;
    std::optional<asio::ssl::stream<Tcp::socket&>> tls_;

    asio::steady_timer watch_; // ends reads and writes that take too long
    SteadyTime deadline_ = SteadyTime::max();
    SteadyTime armed_for_ = SteadyTime::max(); // when watch_ looks at deadline_ next; max: it does not
    bool timed_out_ = false;

    asio::steady_timer wake_; // never expires: cancelled when the answer is there
    std::optional<Response> answer_;
    std::string request_id_;
    bool is_first_ = true;
    bool is_serving_ = false;
    bool is_aborted_ = false;
    bool head_only_ = false;
    bool closes_ = false;
    bool lingers_ = false;

    std::array<char, read_size> in_;
    std::string_view unread_; // part of in_; what follows a request is the next one's
    RequestReader reader_;
    std::string out_;
};

/// What a Responder holds: delivers one answer to the session, or 500 when all copies are gone without one.
class PendingAnswer {
public:
    PendingAnswer(std::shared_ptr<asio::io_context> loop, std::weak_ptr<Session> session)
        : loop_(std::move(loop)), session_(std::move(session))
    {
    }
    ~PendingAnswer()
    {
        if (!is_used_.exchange(true))
            deliver(plain_answer(500), /*closes=*/true);
    }
    void give(Response response)
    {
        if (!is_used_.exchange(true))
            deliver(std::move(response), /*closes=*/false);
    }

private:
    void deliver(Response response, bool closes)
    {
        // Runs at once where this is the loop's thread already, so a prepared answer waits for nothing.
        asio::dispatch(*loop_, [session = session_, response = std::move(response), closes]() mutable {
            if (auto const alive = session.lock())
                alive->take_answer(std::move(response), closes);
        });
    }

    std::shared_ptr<asio::io_context> loop_;
    std::weak_ptr<Session> session_;
    std::atomic<bool> is_used_ = false;
};

asio::awaitable<void> Session::run()
{
    bool is_open = true;
    if (tls_)
        is_open = co_await shake_hands();
    while (is_open)
        is_open = co_await serve_one();
    co_await close_gently();
    watch_.cancel();
}

asio::awaitable<bool> Session::shake_hands()
{
    watch_until(std::chrono::steady_clock::now() + limits().header_time);
    auto const [error] = co_await tls_->async_handshake(asio::ssl::stream_base::server, quiet);
    if (error)
        log::write(log::Level::debug, "tls_handshake_failed", {{"address", to_text(address_)}});
    co_return !error && !timed_out_;
}

/// One request and its answer. False where the connection is to end.
asio::awaitable<bool> Session::serve_one()
{
    auto const outcome = co_await read_request();
    is_first_ = false;
    if (outcome == Outcome::over)
        co_return false;
    if (outcome == Outcome::complete) {
        hand_over();
        while (!answer_ && !is_aborted_) {
            [[maybe_unused]] auto const [cancelled] = co_await wake_.async_wait(quiet);
        }
    }
    if (!answer_ || is_aborted_)
        co_return false;
    render_answer();
    bool const is_written = co_await write_all(out_);
    is_serving_ = false;
    lingers_ = is_written && closes_;
    co_return is_written && !closes_;
}

asio::awaitable<Session::Outcome> Session::read_request()
{
    bool is_continued = false;
    PhaseTimes times(limits(), is_first_);
    for (;;) {
        auto const taken = reader_.feed(unread_);
        if (!taken) {
            refuse(taken.error());
            co_return Outcome::refused;
        }
        unread_.remove_prefix(*taken);
        if (reader_.is_complete())
            co_return Outcome::complete;
        if (site_->is_stopping && !reader_.has_begun())
            co_return Outcome::over;
        times.update(reader_);
        if (reader_.expects_continue() && !std::exchange(is_continued, true)) {
            bool const is_written = co_await write_all(continue_line);
            if (!is_written)
                co_return Outcome::over;
        }
        watch_until(times.deadline());
        bool const has_more = co_await read_more();
        if (has_more)
            continue;
        lingers_ = timed_out_;
        if (!timed_out_ || !reader_.has_begun())
            co_return Outcome::over;
        refuse(Refusal{408, "too_slow"});
        co_return Outcome::refused;
    }
}

/// Reads into in_, which has been used up. False at the end of the stream, an error or a timeout.
asio::awaitable<bool> Session::read_more()
{
    auto const space = asio::buffer(in_);
    if (tls_) {
        auto const [error, count] = co_await tls_->async_read_some(space, quiet);
        co_return note_read(error, count);
    }
    auto const [error, count] = co_await socket_.async_read_some(space, quiet);
    co_return note_read(error, count);
}

bool Session::note_read(ErrorCode error, std::size_t count)
{
    unread_ = std::string_view(in_.data(), count);
    return !error && count > 0 && !timed_out_ && !is_aborted_;
}

/// False where the client does not take the bytes.
asio::awaitable<bool> Session::write_all(std::string_view bytes)
{
    auto rest = asio::buffer(bytes);
    if (!tls_) {
        ErrorCode error; // mostly the kernel takes all of it at once, and nothing needs to wait
        rest += socket_.write_some(rest, error);
        if (error && error != asio::error::would_block && error != asio::error::try_again)
            co_return false;
    }
    if (rest.size() > 0)
        watch_until(std::chrono::steady_clock::now() + limits().write_time);
    while (rest.size() > 0 && !timed_out_ && !is_aborted_) {
        if (tls_) {
            auto const [error, count] = co_await tls_->async_write_some(rest, quiet);
            if (error)
                co_return false;
            rest += count;
        } else {
            auto const [error, count] = co_await socket_.async_write_some(rest, quiet);
            if (error)
                co_return false;
            rest += count;
        }
    }
    co_return rest.size() == 0;
}

/// Closing a socket with unread bytes resets it, and the client may lose the answer that says why: so the sending side
/// is shut, and what still comes is read past for a moment.
asio::awaitable<void> Session::close_gently()
{
    ErrorCode ignored;
    if (lingers_ && !is_aborted_) {
        auto const time = site_->is_stopping ? linger_time_at_stop : linger_time;
        watch_until(std::chrono::steady_clock::now() + time);
        if (tls_) {
            [[maybe_unused]] auto const [error] = co_await tls_->async_shutdown(quiet);
        }
        socket_.shutdown(Tcp::socket::shutdown_send, ignored);
        auto const space = asio::buffer(in_);
        while (!timed_out_ && !is_aborted_) {
            auto const [error, count] = co_await socket_.async_read_some(space, quiet);
            if (error || std::chrono::steady_clock::now() >= deadline_)
                break;
        }
    }
    socket_.close(ignored);
}

/// Gives the complete request to the handler.
void Session::hand_over()
{
    is_serving_ = true;
    deadline_ = SteadyTime::max();
    closes_ = !reader_.keeps_alive();
    auto request = reader_.take();
    head_only_ = request.method == Method::head;
    request.remote_address = site_->proxies.client_of(address_, request);
    request_id_ = base64url_encode(SystemRandom{}.bytes(request_id_bytes));
    request.id = request_id_;
    add_client_certificate(request, tls_ ? tls_->native_handle() : nullptr);
    answer_.reset();
    auto const pending = std::make_shared<PendingAnswer>(loop_.lock(), weak_from_this());
    log::RequestScope const scope(request_id_);
    try {
        site_->handler(std::move(request), [pending](Response response) { pending->give(std::move(response)); });
    } catch (std::exception const& error) {
        log::error("handler_failed", {{"what", error.what()}});
        pending->give(plain_answer(500));
    }
}

void Session::take_answer(Response response, bool closes)
{
    answer_ = std::move(response);
    closes_ = closes_ || closes;
    wake_.cancel();
}

void Session::refuse(Refusal refusal)
{
    log::info("request_refused",
              {{"status", refusal.status}, {"reason", refusal.reason}, {"address", to_text(address_)}});
    answer_ = plain_answer(refusal.status);
    head_only_ = false;
    closes_ = true;
}

void Session::render_answer()
{
    closes_ = closes_ || site_->is_stopping;
    if (out_.capacity() > kept_capacity)
        out_ = {};
    out_.clear();
    if (!append_response(out_, *answer_, {head_only_, closes_})) {
        log::RequestScope const scope(request_id_);
        log::error("response_refused", {{"status", answer_->status}}); // a defect of the handler
        closes_ = true;
        append_plain_response(out_, 500, head_only_);
    }
    answer_.reset();
}

void Session::drain()
{
    ErrorCode ignored;
    if (!is_serving_ && !reader_.has_begun())
        socket_.cancel(ignored);
}

void Session::abort()
{
    ErrorCode ignored;
    is_aborted_ = true;
    socket_.close(ignored);
    wake_.cancel();
}

/// The timer is only touched where the deadline comes before its next look: a busy connection never re-arms it.
void Session::watch_until(SteadyTime deadline)
{
    deadline_ = deadline;
    timed_out_ = false;
    if (deadline < armed_for_)
        arm_watch(deadline);
}

void Session::arm_watch(SteadyTime deadline)
{
    armed_for_ = deadline;
    watch_.expires_at(deadline);
    watch_.async_wait([self = weak_from_this()](ErrorCode error) {
        auto const session = self.lock();
        if (!error && session)
            session->on_watch();
    });
}

void Session::on_watch()
{
    armed_for_ = SteadyTime::max();
    if (deadline_ == SteadyTime::max())
        return;
    if (std::chrono::steady_clock::now() < deadline_) {
        arm_watch(deadline_);
        return;
    }
    timed_out_ = true;
    deadline_ = SteadyTime::max();
    ErrorCode ignored;
    socket_.cancel(ignored);
}

} // namespace

std::shared_ptr<Connection> start_connection(std::shared_ptr<asio::io_context> const& loop, std::shared_ptr<Site> site,
                                             Arrival arrival, std::function<void(Connection*)> on_end)
{
    auto session = std::make_shared<Session>(loop, std::move(site), std::move(arrival));
    asio::co_spawn(*loop, session->run(), [session, on_end = std::move(on_end)](std::exception_ptr const& failure) {
        if (failure)
            log::error("connection_failed");
        on_end(session.get());
    });
    return session;
}

} // namespace zugang::http::server
