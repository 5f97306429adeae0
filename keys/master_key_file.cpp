#include "base/base64url.hpp"
#include "base/text.hpp"
#include "keys/seal.hpp"
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

namespace zugang::keys {
namespace {

constexpr std::size_t master_key_bytes = 32;

class FileDescriptor {
public:
    explicit FileDescriptor(int number) : number_(number) {}
    ~FileDescriptor()
    {
        if (number_ >= 0)
            ::close(number_);
    }
    FileDescriptor(FileDescriptor const&) = delete;
    FileDescriptor& operator=(FileDescriptor const&) = delete;
    [[nodiscard]] bool is_open() const { return number_ >= 0; }
    [[nodiscard]] int get() const { return number_; }

private:
    int number_;
};

std::unexpected<Failure> file_failure(char const* action, std::string const& file)
{
    return failure("cannot " + std::string(action) + " the master key " + file + ": " + std::strerror(errno));
}

/// 32 raw bytes, or their base64url with or without a line end.
std::optional<Secret> parse_master_key(Secret const& content)
{
    auto const text = content.reveal();
    if (text.size() == master_key_bytes)
        return content;
    auto decoded = base64url_decode(trim(text));
    if (!decoded || decoded->size() != master_key_bytes)
        return std::nullopt;
    return Secret{std::string(text_of(*decoded))};
}

bool write_and_sync(int descriptor, std::string_view text)
{
    while (!text.empty()) {
        auto const written = ::write(descriptor, text.data(), text.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return ::fsync(descriptor) == 0;
}

/// Makes the new name survive a power cut.
bool sync_directory(std::filesystem::path const& file)
{
    auto const directory = file.has_parent_path() ? file.parent_path() : std::filesystem::path{"."};
    FileDescriptor const opened{::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    return opened.is_open() && ::fsync(opened.get()) == 0;
}

/// Writes `text` to `temporary`, then gives it the name `file`; link() fails where that name is taken, unlike rename().
bool write_new_file(std::string const& temporary, std::string const& file, Secret const& text)
{
    {
        FileDescriptor const opened{
            ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, S_IRUSR)};
        if (!opened.is_open() || !write_and_sync(opened.get(), text.reveal()))
            return false;
    }
    return ::link(temporary.c_str(), file.c_str()) == 0;
}

} // namespace

Result<Secret> Sealer::load_master_key(std::string const& file)
{
    FileDescriptor const opened{::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
    if (!opened.is_open())
        return file_failure("open", file);
    struct stat status = {}; // of the opened file, so nobody can swap it between check and reading
    if (::fstat(opened.get(), &status) != 0)
        return file_failure("examine", file);
    if (!S_ISREG(status.st_mode))
        return failure("the master key " + file + " is not a regular file");
    if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0)
        return failure("the master key " + file + " is open to others; its mode must be 0400 or 0600");
    std::string buffer(128, '\0'); // longer than any form of the key
    auto const size = ::read(opened.get(), buffer.data(), buffer.size());
    if (size < 0)
        return file_failure("read", file);
    if (static_cast<std::size_t>(size) == buffer.size())
        return failure("the master key " + file + " is too long");
    buffer.resize(static_cast<std::size_t>(size));
    auto key = parse_master_key(Secret{std::move(buffer)});
    if (!key)
        return failure("the master key " + file + " does not hold 32 bytes, raw or in base64url");
    return std::move(*key);
}

Result<Secret> Sealer::create_master_key(std::string const& file, Random& random)
{
    Secret key{std::string(text_of(random.bytes(master_key_bytes)))};
    Secret const text{base64url_encode(key.bytes()) + "\n"};
    auto const temporary = file + ".new-" + base64url_encode(random.bytes(8));
    auto const written = write_new_file(temporary, file, text);
    auto const reason = errno;
    ::unlink(temporary.c_str());
    errno = reason;
    if (!written || !sync_directory(file))
        return file_failure("create", file);
    return key;
}

} // namespace zugang::keys
