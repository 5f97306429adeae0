#include "http/client/curl_client.hpp"
#include "base/text.hpp"
#include "base/url.hpp"
#include "http/client/public_address.hpp"
#include <algorithm>
#include <curl/curl.h>
#include <memory>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>

namespace zugang::http::client {
namespace {

using Kind = FetchFailure::Kind;

struct FreeEasy {
    void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
struct FreeHeaderList {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

template <class Value>
void set_client_option(CURL* easy, CURLoption option, Value value)
{
    auto const code = curl_easy_setopt(easy, option, value);
    if (code != CURLE_OK)
        throw std::runtime_error{std::string{"libcurl refuses an option: "} + curl_easy_strerror(code)};
}

/// One request under way, as libcurl's callbacks see it.
struct Exchange {
    std::stop_token stop;
    std::size_t largest_answer = 0;
    bool may_be_private = false;
    bool was_forbidden = false;
    bool was_too_large = false;
    Answer answer = {};
};

curl_socket_t open_checked_socket(void* data, curlsocktype, curl_sockaddr* address)
{
    auto& exchange = *static_cast<Exchange*>(data);
    if (!exchange.may_be_private && !is_public_address(address->addr)) {
        exchange.was_forbidden = true;
        return CURL_SOCKET_BAD;
    }
    return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

std::size_t take_body(char* bytes, std::size_t size, std::size_t count, void* data)
{
    auto& exchange = *static_cast<Exchange*>(data);
    if (exchange.answer.body.size() + size * count > exchange.largest_answer) {
        exchange.was_too_large = true;
        return 0; // anything but all of it ends the transfer
    }
    exchange.answer.body.append(bytes, size * count);
    return size * count;
}

std::size_t take_header(char* bytes, std::size_t size, std::size_t count, void* data)
{
    auto& headers = static_cast<Exchange*>(data)->answer.headers;
    std::string_view const line{bytes, size * count};
    constexpr std::size_t most_headers = 100;
    if (line.starts_with("HTTP/"))
        headers.clear(); // an interim answer came before
    auto const colon = line.find(':');
    if (colon != std::string_view::npos && headers.size() < most_headers)
        headers.push_back({std::string{line.substr(0, colon)}, std::string{trim(line.substr(colon + 1))}});
    return size * count;
}

int check_stopped(void* data, curl_off_t, curl_off_t, curl_off_t, curl_off_t)
{
    return static_cast<Exchange*>(data)->stop.stop_requested() ? 1 : 0;
}

FetchFailure failure_of(CURLcode code, Exchange const& exchange)
{
    if (exchange.was_forbidden)
        return {Kind::forbidden, "the name leads to an address that is not public"};
    if (exchange.was_too_large || code == CURLE_FILESIZE_EXCEEDED)
        return {Kind::too_large, "the answer is too large"};
    if (code == CURLE_OPERATION_TIMEDOUT)
        return {Kind::too_slow, "no answer in time"};
    if (code == CURLE_ABORTED_BY_CALLBACK)
        return {Kind::stopped, "this program is ending"};
    return {Kind::unreachable, curl_easy_strerror(code)};
}

void set_limits(CURL* easy, ClientOptions const& options, Exchange& exchange)
{
    set_client_option(easy, CURLOPT_NOSIGNAL, 1L);
    set_client_option(easy, CURLOPT_FOLLOWLOCATION, 0L);
    set_client_option(easy, CURLOPT_PROXY, ""); // not what the environment says
    set_client_option(easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options.connect.count()));
    set_client_option(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(options.total.count()));
    set_client_option(easy, CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(options.largest_answer));
    set_client_option(easy, CURLOPT_OPENSOCKETFUNCTION, &open_checked_socket);
    set_client_option(easy, CURLOPT_OPENSOCKETDATA, &exchange);
    set_client_option(easy, CURLOPT_WRITEFUNCTION, &take_body);
    set_client_option(easy, CURLOPT_WRITEDATA, &exchange);
    set_client_option(easy, CURLOPT_HEADERFUNCTION, &take_header);
    set_client_option(easy, CURLOPT_HEADERDATA, &exchange);
    set_client_option(easy, CURLOPT_NOPROGRESS, 0L);
    set_client_option(easy, CURLOPT_XFERINFOFUNCTION, &check_stopped);
    set_client_option(easy, CURLOPT_XFERINFODATA, &exchange);
    if (!options.ca_file.empty()) {
        set_client_option(easy, CURLOPT_CAINFO, options.ca_file.c_str());
        set_client_option(easy, CURLOPT_CAPATH, nullptr); // that file alone
    }
}

bool is_listed(Url const& url, ClientOptions const& options)
{
    auto const usual_port = url.scheme == "http" ? "80" : "443";
    auto const name = url.host + ":" + (url.port.empty() ? usual_port : url.port);
    return std::ranges::find(options.allow_private, name) != options.allow_private.end();
}

/// Empty where this server may talk to the address at all.
std::string_view find_url_problem(std::optional<Url> const& url, ClientOptions const& options)
{
    if (!url || url->host.empty())
        return "not an absolute address";
    auto const listed = is_listed(*url, options);
    if (url->scheme != "https" && !(url->scheme == "http" && listed && options.allow_plain))
        return "not an https address";
    if (!listed && !url->port.empty() && url->port != "443")
        return "a port other than 443";
    return "";
}

} // namespace

std::string Answer::header(std::string_view name) const
{
    auto const found =
        std::ranges::find_if(headers, [&](Header const& header) { return equals_ignoring_case(header.name, name); });
    return found == headers.end() ? "" : found->value;
}

CurlClient::CurlClient(ClientOptions options) : options_(std::move(options))
{
    static auto const is_ready = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
    if (!is_ready)
        throw std::runtime_error{"libcurl cannot start"};
}

Result<Answer, FetchFailure> CurlClient::send(OutgoingRequest const& request, std::stop_token const& stop)
{
    auto const address = request.url.substr(0, request.url.find('#'));
    auto const url = parse_url(address);
    if (auto const problem = find_url_problem(url, options_); !problem.empty())
        return std::unexpected(FetchFailure{Kind::forbidden, std::string{problem}});
    std::unique_ptr<CURL, FreeEasy> const easy{curl_easy_init()};
    if (easy == nullptr)
        throw std::bad_alloc{};
    Exchange exchange{
        .stop = stop, .largest_answer = options_.largest_answer, .may_be_private = is_listed(*url, options_)};
    set_limits(easy.get(), options_, exchange);
    set_client_option(easy.get(), CURLOPT_URL, address.c_str());
    set_client_option(easy.get(), CURLOPT_PROTOCOLS_STR, url->scheme.c_str());
    curl_slist* list = nullptr;
    for (auto const& header : request.headers)
        list = curl_slist_append(list, (header.name + ": " + header.value).c_str());
    std::unique_ptr<curl_slist, FreeHeaderList> const headers{list};
    set_client_option(easy.get(), CURLOPT_HTTPHEADER, headers.get());
    if (request.method == Method::post) {
        set_client_option(easy.get(), CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
        set_client_option(easy.get(), CURLOPT_COPYPOSTFIELDS, request.body.c_str());
    }
    auto const code = curl_easy_perform(easy.get());
    if (code != CURLE_OK)
        return std::unexpected(failure_of(code, exchange));
    long status = 0;
    curl_easy_getinfo(easy.get(), CURLINFO_RESPONSE_CODE, &status);
    exchange.answer.status = static_cast<int>(status);
    return std::move(exchange.answer);
}

} // namespace zugang::http::client
