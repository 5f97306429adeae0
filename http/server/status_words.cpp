#include "http/server/response_writer.hpp"
#include <algorithm>
#include <array>
#include <utility>

namespace zugang::http::server {
namespace {

using StatusEntry = std::pair<int, std::string_view>;

constexpr std::array status_table{
    StatusEntry{200, "OK"},
    StatusEntry{201, "Created"},
    StatusEntry{202, "Accepted"},
    StatusEntry{204, "No Content"},
    StatusEntry{301, "Moved Permanently"},
    StatusEntry{302, "Found"},
    StatusEntry{303, "See Other"},
    StatusEntry{304, "Not Modified"},
    StatusEntry{307, "Temporary Redirect"},
    StatusEntry{308, "Permanent Redirect"},
    StatusEntry{400, "Bad Request"},
    StatusEntry{401, "Unauthorized"},
    StatusEntry{403, "Forbidden"},
    StatusEntry{404, "Not Found"},
    StatusEntry{405, "Method Not Allowed"},
    StatusEntry{406, "Not Acceptable"},
    StatusEntry{408, "Request Timeout"},
    StatusEntry{409, "Conflict"},
    StatusEntry{410, "Gone"},
    StatusEntry{412, "Precondition Failed"},
    StatusEntry{413, "Content Too Large"},
    StatusEntry{414, "URI Too Long"},
    StatusEntry{415, "Unsupported Media Type"},
    StatusEntry{417, "Expectation Failed"},
    StatusEntry{421, "Misdirected Request"},
    StatusEntry{422, "Unprocessable Content"},
    StatusEntry{428, "Precondition Required"},
    StatusEntry{429, "Too Many Requests"},
    StatusEntry{431, "Request Header Fields Too Large"},
    StatusEntry{500, "Internal Server Error"},
    StatusEntry{501, "Not Implemented"},
    StatusEntry{502, "Bad Gateway"},
    StatusEntry{503, "Service Unavailable"},
    StatusEntry{504, "Gateway Timeout"},
    StatusEntry{505, "HTTP Version Not Supported"},
};

} // namespace

std::string_view status_words(int status)
{
    auto const* const at = std::ranges::find(status_table, status, &StatusEntry::first);
    return at == status_table.end() ? "Unknown" : at->second;
}

} // namespace zugang::http::server
