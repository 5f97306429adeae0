// Material: the files the engine works on, embedded ones with an override directory laid over them.
#pragma once
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace zugang::templates {

/// Name relative to templates/ ("pages/login.html.mustache", "static/style.css", "po/en.mo") to content.
using Material = std::map<std::string, std::string, std::less<>>;

/// Throws LoadError for a directory that is not there or a file that cannot be read, is no regular file, or is larger
/// than 1 MiB.
[[nodiscard]] Material load_material(std::optional<std::filesystem::path> const& override_directory);

} // namespace zugang::templates
