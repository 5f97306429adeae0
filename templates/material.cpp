#include "templates/material.hpp"
#include "embedded/templates.hpp"
#include "templates/engine.hpp"
#include <fstream>
#include <iterator>

namespace zugang::templates {
namespace {

constexpr std::uintmax_t largest_file = 1U << 20U;

std::string read_override(std::filesystem::path const& path)
{
    std::ifstream file{path, std::ios::binary};
    std::string content{std::istreambuf_iterator<char>{file}, std::istreambuf_iterator<char>{}};
    if (!file || file.bad()) {
        throw LoadError("templates.dir: cannot read " + path.string());
    }
    return content;
}

void lay_over(Material& material, std::filesystem::path const& directory)
{
    if (!std::filesystem::is_directory(directory)) {
        throw LoadError("templates.dir: " + directory.string() + " is not a directory");
    }
    for (auto const* folder : {"pages", "mail", "static", "po"}) {
        if (!std::filesystem::is_directory(directory / folder)) {
            continue;
        }
        for (auto const& entry : std::filesystem::recursive_directory_iterator{directory / folder}) {
            if (entry.is_directory()) {
                continue;
            }
            auto const name = entry.path().lexically_relative(directory).generic_string();
            if (!entry.is_regular_file() || entry.file_size() > largest_file) {
                throw LoadError("templates.dir: " + entry.path().string() + " is no file of at most 1 MiB");
            }
            material.insert_or_assign(name, read_override(entry.path()));
        }
    }
}

} // namespace

Material load_material(std::optional<std::filesystem::path> const& override_directory)
{
    Material material;
    for (auto const& file : embedded::templates()) {
        material.insert_or_assign(std::string{file.name}, std::string{file.content});
    }
    if (override_directory) {
        try {
            lay_over(material, *override_directory);
        } catch (std::filesystem::filesystem_error const& error) {
            throw LoadError(std::string{"templates.dir: "} + error.what());
        }
    }
    return material;
}

} // namespace zugang::templates
