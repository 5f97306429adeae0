// The only file that knows Beast, and of it only the parser: it gets a whole head at once and reports what it reads.
#include "http/server/request_head.hpp"
#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <cstdint>

namespace zugang::http::server {
namespace {

namespace beast_http = boost::beast::http;
using BeastText = boost::beast::string_view;

std::string_view text_from(BeastText text)
{
    return {text.data(), text.size()};
}

Method method_from(beast_http::verb verb)
{
    using Verb = beast_http::verb;
    if (verb == Verb::get)
        return Method::get;
    if (verb == Verb::head)
        return Method::head;
    if (verb == Verb::post)
        return Method::post;
    if (verb == Verb::put)
        return Method::put;
    if (verb == Verb::delete_)
        return Method::delete_;
    return verb == Verb::options ? Method::options : Method::other;
}

/// Beast's callbacks, filling our own type: no second container of headers is built.
class HeadParser final : public beast_http::basic_parser<true> {
public:
    explicit HeadParser(RequestHead& head) : head_(&head) {}

private:
    using ErrorCode = boost::beast::error_code;

    void on_request_impl(beast_http::verb verb, BeastText, BeastText target, int version, ErrorCode&) override
    {
        auto const text = text_from(target);
        auto const question = std::min(text.find('?'), text.size());
        head_->request.method = method_from(verb);
        head_->request.path = text.substr(0, question);
        head_->request.query = text.substr(std::min(question + 1, text.size()));
        head_->is_1_1 = version == 11;
    }
    void on_response_impl(int, BeastText, int, ErrorCode&) override {}
    void on_field_impl(beast_http::field, BeastText name, BeastText value, ErrorCode&) override
    {
        head_->request.headers.push_back({std::string(text_from(name)), std::string(text_from(value))});
    }
    void on_header_impl(ErrorCode&) override {}
    void on_body_init_impl(boost::optional<std::uint64_t> const&, ErrorCode&) override {}
    std::size_t on_body_impl(BeastText body, ErrorCode&) override { return body.size(); }
    void on_chunk_header_impl(std::uint64_t, BeastText, ErrorCode&) override {}
    std::size_t on_chunk_body_impl(std::uint64_t, BeastText body, ErrorCode&) override { return body.size(); }
    void on_finish_impl(ErrorCode&) override {}

    RequestHead* head_;
};

} // namespace

std::expected<RequestHead, Refusal> parse_head(std::string_view block)
{
    RequestHead head;
    head.request.headers.reserve(16);
    HeadParser parser(head);
    parser.header_limit(static_cast<std::uint32_t>(block.size() + 1)); // our own limits have been checked
    parser.body_limit(boost::none);
    boost::beast::error_code error;
    auto const taken = parser.put(boost::asio::const_buffer(block.data(), block.size()), error);
    if (error && error != beast_http::error::need_more)
        return std::unexpected(Refusal{400, "not_http"});
    if (!parser.is_header_done() || taken != block.size())
        return std::unexpected(Refusal{400, "not_http"});
    return head;
}

} // namespace zugang::http::server
