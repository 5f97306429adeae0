#include "store/sqlite/file.hpp"
#include "store/connection.hpp"
#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace zugang::store::sqlite {
namespace {

[[noreturn]] void throw_errno(std::string const& what)
{
    throw Unavailable(what + ": " + std::generic_category().message(errno));
}

void make_folder(std::filesystem::path const& folder)
{
    if (folder.empty() || std::filesystem::exists(folder))
        return;
    make_folder(folder.parent_path());
    if (mkdir(folder.c_str(), S_IRWXU) != 0 && errno != EEXIST)
        throw_errno("the folder of the store cannot be made");
}

} // namespace

void make_file(std::string const& path)
{
    std::error_code ignored; // a path that cannot be asked for fails below
    if (std::filesystem::exists(path, ignored))
        return;
    make_folder(std::filesystem::path(path).parent_path());
    auto const file = open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (file < 0 && errno != EEXIST) // another process was faster
        throw_errno("the store cannot be made");
    if (file >= 0)
        close(file);
}

} // namespace zugang::store::sqlite
