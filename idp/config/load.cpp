#include "idp/config/load.hpp"
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace zugang::idp::config {
namespace {

constexpr std::uintmax_t largest_file = 1048576;

std::string describe_error(int number)
{
    return std::error_code(number, std::generic_category()).message();
}

} // namespace

std::expected<Config, Problems> load(std::string const& file)
{
    std::error_code error;
    auto const size = std::filesystem::file_size(file, error); // also refuses a folder
    if (error)
        return std::unexpected(Problems{"cannot be read: " + error.message()});
    if (size > largest_file)
        return std::unexpected(Problems{"is larger than a megabyte"});
    std::ifstream stream(file, std::ios::binary);
    if (!stream)
        return std::unexpected(Problems{"cannot be read: " + describe_error(errno)});
    std::string const text{std::istreambuf_iterator<char>(stream), {}};
    return parse(text);
}

std::string default_file()
{
    for (auto const* const file : {"./zugang.toml", "/etc/zugang/zugang.toml"}) {
        std::error_code ignored;
        if (std::filesystem::exists(file, ignored))
            return file;
    }
    return {};
}

} // namespace zugang::idp::config
