#include "idp/registration/logo.hpp"
#include "base/log.hpp"
#include "idp/oauth/client.hpp"
#include "store/clients.hpp"
#include <array>

namespace zugang::idp::registration {
namespace {

/// By the first bytes, never by what the other server calls it. No SVG: it is a document that can hold scripts.
std::string_view find_image_type(std::string_view image)
{
    constexpr std::array<std::pair<std::string_view, std::string_view>, 4> types{{{"\x89PNG\r\n\x1a\n", "image/png"},
                                                                                  {"\xff\xd8\xff", "image/jpeg"},
                                                                                  {"GIF87a", "image/gif"},
                                                                                  {"GIF89a", "image/gif"}}};
    for (auto const& [start, type] : types)
        if (image.starts_with(start))
            return type;
    return image.starts_with("RIFF") && image.substr(0, 12).ends_with("WEBP") ? "image/webp" : "";
}

http::Response no_logo()
{
    return http::text(404, "no logo\n").set("Cache-Control", "private, max-age=60");
}

} // namespace

http::Response get_client_logo(Call const& call, Services& on)
{
    auto const id = call.query.get("client_id");
    auto const row = on.database.read([&](store::Connection& db) { return store::clients::find(db, id); });
    auto const address = row ? oauth::from_row(*row).logo_uri : "";
    if (address.empty())
        return no_logo();
    auto const image = on.pictures.get(address, RemoteDocuments::Freshness::cached, call.now);
    auto const type = image ? find_image_type(*image) : "";
    if (type.empty()) {
        log::info("client_logo_missing", {{"client", id}, {"cause", image ? "no image we show" : image.error().what}});
        return no_logo();
    }
    http::Response answer{.status = 200, .headers = {}, .body = *image};
    answer.set("Content-Type", type);
    answer.set("Cache-Control", "private, max-age=3600");
    answer.set("Content-Security-Policy", "default-src 'none'; sandbox");
    return answer;
}

} // namespace zugang::idp::registration
