#include "bench/child.hpp"
#include <array>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <sched.h>
#include <sstream>
#include <stdexcept>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace zugang::bench {
namespace {

void set_cores(bool is_first)
{
    cpu_set_t cores;
    CPU_ZERO(&cores);
    auto const count = std::thread::hardware_concurrency();
    for (unsigned core = 0; core < count; ++core)
        if ((core == 0) == is_first)
            CPU_SET(core, &cores);
    sched_setaffinity(0, sizeof(cores), &cores);
}

std::array<int, 2> make_pipe()
{
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        throw std::runtime_error{"no pipe"};
    return ends;
}

/// Replaces this process; only async-signal-safe calls between fork and here.
[[noreturn]] void become(std::vector<std::string> const& command)
{
    std::vector<char*> arguments;
    arguments.reserve(command.size() + 1);
    for (auto const& part : command)
        arguments.push_back(const_cast<char*>(part.c_str()));
    arguments.push_back(nullptr);
    ::execv(arguments[0], arguments.data());
    std::perror(arguments[0]);
    ::_exit(127);
}

std::string status_field(pid_t pid, std::string_view name)
{
    std::ifstream status{"/proc/" + std::to_string(pid) + "/status"};
    for (std::string line; std::getline(status, line);)
        if (line.starts_with(name))
            return line.substr(name.size() + 1);
    return "0";
}

std::string read_all(int descriptor)
{
    std::string text;
    std::array<char, 4096> buffer{};
    for (ssize_t count = 0; (count = ::read(descriptor, buffer.data(), buffer.size())) > 0;)
        text.append(buffer.data(), static_cast<std::size_t>(count));
    return text;
}

} // namespace

Child::Child(std::vector<std::string> const& command, std::string const& log)
{
    auto const [reading, writing] = make_pipe();
    pid_ = ::fork();
    if (pid_ == 0) {
        set_cores(/*is_first=*/true);
        ::dup2(writing, STDOUT_FILENO);
        if (int const file = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600); file != -1)
            ::dup2(file, STDERR_FILENO);
        become(command);
    }
    ::close(writing);
    output_ = reading;
    if (pid_ < 0)
        throw std::runtime_error{"no process"};
}

Child::~Child()
{
    ::kill(pid_, SIGTERM);
    ::waitpid(pid_, nullptr, 0);
    ::close(output_);
}

std::string Child::read_line() const
{
    std::string line;
    for (char letter = 0; ::read(output_, &letter, 1) == 1 && letter != '\n';)
        line += letter;
    return line;
}

double Child::cpu_seconds() const
{
    std::ifstream file{"/proc/" + std::to_string(pid_) + "/stat"};
    std::string const text{std::istreambuf_iterator<char>{file}, {}};
    // After the name, which may hold blanks and brackets: state, then ten numbers, then user and system time.
    std::istringstream fields{text.substr(text.rfind(')') + 1)};
    std::string skipped;
    for (int field = 0; field < 11; ++field)
        fields >> skipped;
    double user = 0;
    double system = 0;
    fields >> user >> system;
    return (user + system) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

std::int64_t Child::resident_kib() const
{
    return std::stoll(status_field(pid_, "VmRSS:"));
}

std::int64_t Child::peak_kib() const
{
    return std::stoll(status_field(pid_, "VmHWM:"));
}

bool Child::is_running() const
{
    int status = 0;
    return ::waitpid(pid_, &status, WNOHANG) == 0;
}

bool leave_first_core()
{
    if (std::thread::hardware_concurrency() < 2)
        return false;
    set_cores(/*is_first=*/false);
    return true;
}

std::string run_command(std::vector<std::string> const& command, std::string const& input)
{
    auto const [in_reading, in_writing] = make_pipe();
    auto const [out_reading, out_writing] = make_pipe();
    auto const pid = ::fork();
    if (pid == 0) {
        ::dup2(in_reading, STDIN_FILENO);
        ::dup2(out_writing, STDOUT_FILENO);
        become(command);
    }
    ::close(in_reading);
    ::close(out_writing);
    auto const written = ::write(in_writing, input.data(), input.size());
    ::close(in_writing);
    auto output = read_all(out_reading);
    ::close(out_reading);
    int status = 0;
    ::waitpid(pid, &status, 0);
    if (status != 0 || written != static_cast<ssize_t>(input.size()))
        throw std::runtime_error{"failed: " + command[0] + " " + (command.size() > 1 ? command[1] : "")};
    return output;
}

} // namespace zugang::bench
