#include "http/response.hpp"

namespace zugang::http {
namespace {

Response with_type(int status, std::string body, std::string_view type)
{
    Response response;
    response.status = status;
    response.body = std::move(body);
    response.add("Content-Type", type);
    return response;
}

} // namespace

Response& Response::set(std::string_view name, std::string_view value)
{
    std::string kept(value); // `value` may be a view into the header that goes
    std::erase_if(headers, [name](Header const& header) { return equals_ignoring_case(header.name, name); });
    headers.push_back({std::string(name), std::move(kept)});
    return *this;
}

Response& Response::add(std::string_view name, std::string_view value)
{
    headers.push_back({std::string(name), std::string(value)});
    return *this;
}

std::string_view Response::header(std::string_view name) const
{
    for (auto const& header : headers)
        if (equals_ignoring_case(header.name, name))
            return header.value;
    return {};
}

Response html(int status, std::string body)
{
    return with_type(status, std::move(body), "text/html; charset=utf-8");
}

Response json(int status, std::string body)
{
    auto response = with_type(status, std::move(body), "application/json");
    response.add("Cache-Control", "no-store");
    return response;
}

Response text(int status, std::string body)
{
    return with_type(status, std::move(body), "text/plain; charset=utf-8");
}

Response see_other(std::string_view location)
{
    Response response;
    response.status = 303;
    response.add("Location", location);
    return response;
}

} // namespace zugang::http
