#include "idp/outbox/smtp.hpp"
#include "base/secret.hpp"
#include "base/text.hpp"
#include <algorithm>
#include <cstring>
#include <curl/curl.h>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

namespace zugang::idp::outbox {
namespace {

struct FreeCurlUrl {
    void operator()(CURLU* url) const { curl_url_cleanup(url); }
};
struct FreeCurlEasy {
    void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
struct FreeCurlList {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using CurlUrl = std::unique_ptr<CURLU, FreeCurlUrl>;

std::string url_part(CURLU* url, CURLUPart part, unsigned flags = 0)
{
    char* text = nullptr;
    if (curl_url_get(url, part, &text, flags) != CURLUE_OK)
        return {};
    std::string copy{text};
    curl_free(text);
    return copy;
}

Secret read_password(std::string const& file)
{
    std::ifstream in{file, std::ios::binary};
    if (!in)
        throw std::runtime_error{"mail.password_file cannot be read: " + file};
    std::string text{std::istreambuf_iterator<char>{in}, std::istreambuf_iterator<char>{}};
    while (text.ends_with('\n') || text.ends_with('\r'))
        text.pop_back();
    return Secret{std::move(text)};
}

bool is_loopback(std::string_view host)
{
    return host == "localhost" || host == "::1" || host == "[::1]" || host.starts_with("127.");
}

template <class Value>
void set_option(CURL* easy, CURLoption option, Value value)
{
    auto const code = curl_easy_setopt(easy, option, value);
    if (code != CURLE_OK)
        throw std::runtime_error{std::string{"libcurl refuses an option: "} + curl_easy_strerror(code)};
}

/// What libcurl reads the message from.
struct MessageReader {
    std::string_view rest;
};

std::size_t read_message(char* buffer, std::size_t size, std::size_t count, void* reader)
{
    auto& rest = static_cast<MessageReader*>(reader)->rest;
    auto const length = std::min(size * count, rest.size());
    std::memcpy(buffer, rest.data(), length);
    rest.remove_prefix(length);
    return length;
}

using OpenSockets = std::vector<curl_socket_t>;

curl_socket_t open_socket(void* sockets, curlsocktype, curl_sockaddr* address)
{
    auto const handle = ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
    if (handle < 0)
        return CURL_SOCKET_BAD;
    static_cast<OpenSockets*>(sockets)->push_back(handle);
    return handle;
}

int close_socket(void* sockets, curl_socket_t handle)
{
    std::erase(*static_cast<OpenSockets*>(sockets), handle);
    return ::close(handle);
}

/// Whether the server refused the sender, the recipient or the content for good. A refused sign-in is not the mail's.
bool is_refused(CURLcode code, long reply)
{
    bool const is_about_mail = code == CURLE_SEND_ERROR || code == CURLE_RECV_ERROR || code == CURLE_WEIRD_SERVER_REPLY;
    return is_about_mail && reply >= 500 && reply < 600;
}

} // namespace

struct SmtpTransport::Parts {
    struct FreeMulti {
        void operator()(CURLM* handle) const { curl_multi_cleanup(handle); }
    };
    std::string url;
    std::string user;
    Secret password;
    std::string ca_file;
    bool require_tls = false;
    SmtpTimes times;
    std::vector<curl_socket_t> sockets;      // outlives `multi`, which closes them
    std::unique_ptr<CURLM, FreeMulti> multi; // keeps the connection between mails

    void open();
    void stop_reading();
    void hang_up();
    void prepare(CURL* easy);
    Result<void, SendFailure> perform(CURL* easy, std::stop_token const& stop);
    Result<CURLcode, SendFailure> wait_for_end(std::stop_token const& stop);
};

SmtpTransport::SmtpTransport(config::Mail const& settings, SmtpTimes times) : parts_(std::make_unique<Parts>())
{
    static auto const started = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (started != CURLE_OK)
        throw std::runtime_error{"libcurl does not start"};
    CurlUrl const url{curl_url()};
    auto const parsed = curl_url_set(url.get(), CURLUPART_URL, settings.smtp_url.c_str(), CURLU_NON_SUPPORT_SCHEME);
    auto const scheme = url_part(url.get(), CURLUPART_SCHEME);
    if (parsed != CURLUE_OK || (scheme != "smtp" && scheme != "smtps"))
        throw std::runtime_error{"mail.smtp_url must be smtp://host:port or smtps://host:port"};
    parts_->user = url_part(url.get(), CURLUPART_USER, CURLU_URLDECODE);
    parts_->password = settings.password_file.empty() ? Secret{url_part(url.get(), CURLUPART_PASSWORD, CURLU_URLDECODE)}
                                                      : read_password(settings.password_file);
    auto const host = url_part(url.get(), CURLUPART_HOST);
    // A password never crosses a network in the clear, even where the server offers no TLS.
    parts_->require_tls = settings.require_tls || (!parts_->user.empty() && !is_loopback(host));
    curl_url_set(url.get(), CURLUPART_USER, nullptr, 0);
    curl_url_set(url.get(), CURLUPART_PASSWORD, nullptr, 0);
    parts_->url = url_part(url.get(), CURLUPART_URL);
    parts_->ca_file = settings.ca_file;
    parts_->times = times;
}

SmtpTransport::~SmtpTransport()
{
    parts_->hang_up();
}

void SmtpTransport::rest()
{
    parts_->hang_up();
}

// Where a connection ends, libcurl says QUIT and waits for the answer, up to two minutes where the server hangs.
void SmtpTransport::Parts::stop_reading()
{
    for (auto const handle : sockets)
        ::shutdown(handle, SHUT_RD);
}

void SmtpTransport::Parts::hang_up()
{
    stop_reading();
    multi.reset();
}

void SmtpTransport::Parts::open()
{
    if (multi)
        return;
    multi.reset(curl_multi_init());
    if (!multi)
        throw std::bad_alloc{};
}

void SmtpTransport::Parts::prepare(CURL* easy)
{
    set_option(easy, CURLOPT_OPENSOCKETFUNCTION, &open_socket);
    set_option(easy, CURLOPT_OPENSOCKETDATA, static_cast<void*>(&sockets));
    set_option(easy, CURLOPT_CLOSESOCKETFUNCTION, &close_socket);
    set_option(easy, CURLOPT_CLOSESOCKETDATA, static_cast<void*>(&sockets));
    set_option(easy, CURLOPT_URL, url.c_str());
    set_option(easy, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    set_option(easy, CURLOPT_NOPROXY, "*");
    set_option(easy, CURLOPT_NOSIGNAL, 1L);
    set_option(easy, CURLOPT_UPLOAD, 1L);
    set_option(easy, CURLOPT_USE_SSL, static_cast<long>(require_tls ? CURLUSESSL_ALL : CURLUSESSL_TRY));
    set_option(easy, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    set_option(easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(times.connect.count()));
    set_option(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(times.whole_mail.count()));
    if (!ca_file.empty())
        set_option(easy, CURLOPT_CAINFO, ca_file.c_str());
    if (!user.empty()) {
        set_option(easy, CURLOPT_USERNAME, user.c_str());
        set_option(easy, CURLOPT_PASSWORD, std::string{password.reveal()}.c_str()); // libcurl copies it
    }
}

Result<CURLcode, SendFailure> SmtpTransport::Parts::wait_for_end(std::stop_token const& stop)
{
    int running = 1;
    while (true) {
        if (stop.stop_requested())
            return std::unexpected(SendFailure{SendFailure::Kind::stopped, "stopped"});
        auto code = curl_multi_perform(multi.get(), &running);
        if (code == CURLM_OK && running > 0)
            code = curl_multi_poll(multi.get(), nullptr, 0, 1000, nullptr);
        if (code != CURLM_OK)
            return std::unexpected(SendFailure{SendFailure::Kind::transient, curl_multi_strerror(code)});
        if (running > 0)
            continue;
        int left = 0;
        while (auto const* message = curl_multi_info_read(multi.get(), &left)) {
            if (message->msg == CURLMSG_DONE)
                return message->data.result;
        }
        return std::unexpected(SendFailure{SendFailure::Kind::transient, "libcurl ended without a result"});
    }
}

Result<void, SendFailure> SmtpTransport::Parts::perform(CURL* easy, std::stop_token const& stop)
{
    std::stop_callback const wake{stop, [this] { curl_multi_wakeup(multi.get()); }};
    if (curl_multi_add_handle(multi.get(), easy) != CURLM_OK)
        return std::unexpected(SendFailure{SendFailure::Kind::transient, "libcurl takes no transfer"});
    auto const ended = wait_for_end(stop);
    long reply = 0;
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &reply);
    if (!ended || *ended != CURLE_OK) // its connection ends with the handle
        stop_reading();
    curl_multi_remove_handle(multi.get(), easy);
    if (!ended)
        return std::unexpected(ended.error());
    if (*ended == CURLE_OK)
        return {};
    // libcurl's own words and the reply's number: what the server wrote may repeat the recipient.
    auto what = std::string{curl_easy_strerror(*ended)};
    if (reply > 0)
        what += ", SMTP reply " + std::to_string(reply);
    auto const kind = is_refused(*ended, reply) ? SendFailure::Kind::refused : SendFailure::Kind::transient;
    return std::unexpected(SendFailure{kind, std::move(what)});
}

Result<void, SendFailure> SmtpTransport::send(Envelope const& envelope, std::stop_token const& stop)
{
    parts_->open();
    std::unique_ptr<CURL, FreeCurlEasy> const easy{curl_easy_init()};
    std::unique_ptr<curl_slist, FreeCurlList> const recipients{
        curl_slist_append(nullptr, ("<" + envelope.recipient + ">").c_str())};
    if (!easy || !recipients)
        throw std::bad_alloc{};
    MessageReader reader{envelope.message};
    auto const sender = "<" + envelope.sender + ">";
    parts_->prepare(easy.get());
    set_option(easy.get(), CURLOPT_MAIL_FROM, sender.c_str());
    set_option(easy.get(), CURLOPT_MAIL_RCPT, recipients.get());
    set_option(easy.get(), CURLOPT_READFUNCTION, &read_message);
    set_option(easy.get(), CURLOPT_READDATA, static_cast<void*>(&reader));
    auto sent = parts_->perform(easy.get(), stop);
    if (!sent)
        parts_->hang_up(); // the next mail starts with a fresh connection
    return sent;
}

} // namespace zugang::idp::outbox
