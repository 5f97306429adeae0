#include "idp/call/operator_file.hpp"
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace zugang::idp {

Result<std::string> read_operator_file(std::string const& file, std::size_t largest)
{
    std::error_code error;
    auto const size = std::filesystem::file_size(file, error); // also refuses a folder
    if (error)
        return failure("cannot be read: " + error.message());
    if (size > largest)
        return failure("is too large: " + std::to_string(size) + " bytes");
    std::ifstream stream(file, std::ios::binary);
    if (!stream)
        return failure("cannot be read: " + std::error_code(errno, std::generic_category()).message());
    return std::string{std::istreambuf_iterator<char>(stream), {}};
}

} // namespace zugang::idp
