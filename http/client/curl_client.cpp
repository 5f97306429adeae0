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
using HeaderList = std::unique_ptr<curl_slist, FreeHeaderList>;

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
    std::size_t header_bytes = 0;
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
    constexpr std::size_t most_header_bytes = 32768; // interim answers included
    auto& exchange = *static_cast<Exchange*>(data);
    std::string_view const line{bytes, size * count};
    exchange.header_bytes += line.size();
    if (exchange.header_bytes > most_header_bytes) {
        exchange.was_too_large = true;
        return 0;
    }
    if (line.starts_with("HTTP/"))
        exchange.answer.headers.clear(); // an interim answer came before
    auto const colon = line.find(':');
    if (colon != std::string_view::npos)
        exchange.answer.headers.push_back(
            {std::string{line.substr(0, colon)}, std::string{trim(line.substr(colon + 1))}});
    return size * count;
}

int check_stopped(void* data, curl_off_t, curl_off_t, curl_off_t, curl_off_t)
{
    return static_cast<Exchange*>(data)->stop.stop_requested() ? 1 : 0;
}

FetchFailure failure_of(CURLcode code, Exchange const& exchange)
{
    if (code == CURLE_ABORTED_BY_CALLBACK)
        return {Kind::stopped, "this program is ending"};
    if (exchange.was_forbidden)
        return {Kind::forbidden, "the name leads to an address that is not public"};
    if (exchange.was_too_large || code == CURLE_FILESIZE_EXCEEDED)
        return {Kind::too_large, "the answer is too large"};
    if (code == CURLE_OPERATION_TIMEDOUT)
        return {Kind::too_slow, "no answer in time"};
    return {Kind::unreachable, curl_easy_strerror(code)};
}

void set_limits(CURL* easy, ClientOptions const& options, Exchange& exchange)
{
    set_client_option(easy, CURLOPT_NOSIGNAL, 1L);
    set_client_option(easy, CURLOPT_QUICK_EXIT, 1L); // a name server that does not answer must not outlast the limit
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
}

void set_protocol(CURL* easy, ClientOptions const& options, std::string const& scheme)
{
    set_client_option(easy, CURLOPT_PROTOCOLS_STR, scheme.c_str());
    set_client_option(easy, CURLOPT_FOLLOWLOCATION, 0L); // a redirect could lead behind the checks of the address
    set_client_option(easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    set_client_option(easy, CURLOPT_PATH_AS_IS, 1L);
    set_client_option(easy, CURLOPT_USERAGENT, "zugang");
    set_client_option(easy, CURLOPT_SSL_VERIFYPEER, 1L);
    set_client_option(easy, CURLOPT_SSL_VERIFYHOST, 2L);
    set_client_option(easy, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    if (options.ca_file.empty())
        return;
    set_client_option(easy, CURLOPT_CAINFO, options.ca_file.c_str());
    set_client_option(easy, CURLOPT_CAPATH, nullptr); // that file alone
    set_client_option(easy, CURLOPT_PROXY_CAINFO, options.ca_file.c_str());
    set_client_option(easy, CURLOPT_PROXY_CAPATH, nullptr);
}

std::string port_of(Url const& url)
{
    return !url.port.empty() ? url.port : url.scheme == "http" ? "80" : "443";
}

bool is_listed(Url const& url, ClientOptions const& options)
{
    return std::ranges::find(options.allow_private, url.host + ":" + port_of(url)) != options.allow_private.end();
}

/// Empty where this server may talk to the address at all.
std::string_view find_url_problem(std::optional<Url> const& url, ClientOptions const& options)
{
    if (!url || url->host.empty())
        return "not an absolute address";
    auto const listed = is_listed(*url, options);
    if (url->scheme != "https" && !(url->scheme == "http" && listed && options.allow_plain))
        return "not an https address";
    if (!listed && port_of(*url) != "443")
        return "a port other than 443";
    return "";
}

/// Put together again from its parts, so that libcurl cannot find another host in it than we did.
std::string address_of(Url const& url)
{
    return url.scheme + "://" + url.host + ":" + port_of(url) + (url.path.starts_with('/') ? "" : "/") + url.path +
           (url.query.empty() ? "" : "?" + url.query);
}

bool is_token_character(char c)
{
    constexpr std::string_view others = "!#$%&'*+-.^_`|~";
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           others.find(c) != std::string_view::npos;
}

/// A line break in a header would be another header, or another request.
bool is_sendable(Header const& header)
{
    return !header.name.empty() && std::ranges::all_of(header.name, is_token_character) && !header.value.empty() &&
           std::ranges::all_of(header.value, [](char c) { return (c >= ' ' && c <= '~') || c == '\t'; });
}

HeaderList header_list(std::vector<Header> const& headers)
{
    HeaderList list;
    for (auto const& header : headers) {
        auto* const longer = curl_slist_append(list.get(), (header.name + ": " + header.value).c_str());
        if (longer == nullptr)
            throw std::bad_alloc{};
        static_cast<void>(list.release()); // the same list, or its first item
        list.reset(longer);
    }
    return list;
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
    auto const url = parse_url(request.url.substr(0, request.url.find('#')));
    if (auto const problem = find_url_problem(url, options_); !problem.empty())
        return std::unexpected(FetchFailure{Kind::forbidden, std::string{problem}});
    if (!std::ranges::all_of(request.headers, is_sendable))
        return std::unexpected(FetchFailure{Kind::forbidden, "a header that cannot be sent"});
    std::unique_ptr<CURL, FreeEasy> const easy{curl_easy_init()};
    if (easy == nullptr)
        throw std::bad_alloc{};
    auto const listed = is_listed(*url, options_);
    auto const* const proxy = listed ? "" : options_.proxy.c_str(); // "": not what the environment says either
    Exchange exchange{.stop = stop,
                      .largest_answer = options_.largest_answer,
                      .may_be_private =
                          listed || !options_.proxy.empty()}; // the proxy's address is the operator's word
    set_limits(easy.get(), options_, exchange);
    set_protocol(easy.get(), options_, url->scheme);
    set_client_option(easy.get(), CURLOPT_PROXY, proxy);
    set_client_option(easy.get(), CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    set_client_option(easy.get(), CURLOPT_URL, address_of(*url).c_str());
    auto const headers = header_list(request.headers);
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
