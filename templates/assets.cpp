#include "templates/assets.hpp"
#include "base/base64url.hpp"
#include "base/sha256.hpp"
#include <array>
#include <utility>

namespace zugang::templates {
namespace {

constexpr std::string_view static_folder = "static/";

constexpr std::array<std::pair<std::string_view, std::string_view>, 9> content_types{{
    {".css", "text/css; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".jpg", "image/jpeg"},
    {".webp", "image/webp"},
    {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},
    {".txt", "text/plain; charset=utf-8"},
}};

std::string_view content_type_of(std::string_view name)
{
    for (auto const& [ending, type] : content_types) {
        if (name.ends_with(ending)) {
            return type;
        }
    }
    throw LoadError(std::string{name} + ": no content type is known for this kind of file");
}

} // namespace

Assets::Assets(Material const& material)
{
    std::string digest_input;
    for (auto const& [name, content] : material) {
        if (!name.starts_with(static_folder)) {
            continue;
        }
        // Lengths stand before the parts: two sets of files never give the same input.
        digest_input += std::to_string(name.size()) + ":" + name + std::to_string(content.size()) + ":" + content;
        files_.emplace(name.substr(static_folder.size()), File{content_type_of(name), content});
    }
    prefix_ = "/static/" + base64url_encode(sha256(bytes_of(digest_input))).substr(0, 16) + "/";
}

std::string Assets::address_of(std::string_view name) const
{
    return prefix_ + std::string{name};
}

std::optional<Asset> Assets::find(std::string_view path) const
{
    if (!path.starts_with(prefix_)) {
        return std::nullopt;
    }
    return find_named(path.substr(prefix_.size()));
}

std::optional<Asset> Assets::find_named(std::string_view name) const
{
    auto const file = files_.find(name);
    if (file == files_.end()) {
        return std::nullopt;
    }
    return Asset{file->second.content_type, file->second.content};
}

} // namespace zugang::templates
