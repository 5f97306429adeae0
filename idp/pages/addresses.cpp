#include "idp/pages/addresses.hpp"
#include "base/url.hpp"
#include <stdexcept>

namespace zugang::idp::pages {

std::string local_address(std::string_view address)
{
    // "//host" and "/\host" lead away from this server.
    auto const is_local = address.starts_with('/') && !address.starts_with("//") && !address.starts_with("/\\");
    return std::string{is_local ? address : "/"};
}

std::string client_address(std::string_view address)
{
    auto const url = parse_url(address);
    if (!url || url->scheme == "javascript" || url->scheme == "data" || url->scheme == "vbscript") {
        throw std::logic_error("a page is to lead to what is no address of a client");
    }
    return std::string{address};
}

templates::ContextList frame_list(std::vector<std::string> const& addresses)
{
    templates::ContextList list;
    for (auto const& address : addresses)
        list.emplace_back().text("frame_address", client_address(address));
    return list;
}

} // namespace zugang::idp::pages
