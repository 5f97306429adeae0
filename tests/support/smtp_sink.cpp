#include "tests/support/smtp_sink.hpp"
#include "base/json.hpp"
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <poll.h>
#include <stdexcept>
#include <sys/wait.h>
#include <unistd.h>

namespace zugang::tests {
namespace {

constexpr auto start_time = std::chrono::seconds{20}; // a busy machine takes a while to start Python

std::vector<std::string> server_command(SmtpSinkOptions const& options)
{
    std::vector<std::string> command{"/usr/bin/python3",
                                     ZUGANG_SOURCE_DIR "/tests/support/smtp_server.py",
                                     "--port",
                                     std::to_string(options.port),
                                     "--tls",
                                     options.tls};
    auto const add = [&](char const* name, std::string const& value) {
        if (!value.empty())
            command.insert(command.end(), {name, value});
    };
    add("--certificate", options.certificate_file);
    add("--key", options.key_file);
    add("--user", options.user);
    add("--password", options.password);
    return command;
}

[[noreturn]] void run_server(std::vector<std::string>& command, int input, int output)
{
    ::dup2(input, STDIN_FILENO);
    ::dup2(output, STDOUT_FILENO);
    std::vector<char*> arguments;
    for (auto& word : command)
        arguments.push_back(word.data());
    arguments.push_back(nullptr);
    ::execv(arguments.front(), arguments.data());
    ::_exit(127);
}

std::optional<ReceivedMail> read_mail(std::string const& line)
{
    auto const json = Json::parse(line, {.bytes = 1'000'000, .depth = 4, .members = 20});
    if (!json || !json->string("to"))
        return std::nullopt;
    return ReceivedMail{json->string("from").value_or(""), json->string("to").value_or(""),
                        json->boolean("tls").value_or(false), json->string("user").value_or(""),
                        json->string("data").value_or("")};
}

} // namespace

SmtpSink::SmtpSink(SmtpSinkOptions const& options) : is_implicit_(options.tls == "implicit")
{
    auto command = server_command(options);
    std::array<int, 2> in{};
    std::array<int, 2> out{};
    if (::pipe2(in.data(), O_CLOEXEC) != 0 || ::pipe2(out.data(), O_CLOEXEC) != 0)
        throw std::runtime_error{"no pipe for the mail server"};
    process_ = ::fork();
    if (process_ == 0)
        run_server(command, in[0], out[1]);
    ::close(in[0]);
    ::close(out[1]);
    input_ = in[1];
    output_ = out[0];
    std::string line;
    if (!read_line(line, start_time) || !line.starts_with("port "))
        throw std::runtime_error{"the mail server of the tests does not start (python3-aiosmtpd)"};
    port_ = static_cast<unsigned short>(std::stoi(line.substr(5)));
}

SmtpSink::~SmtpSink()
{
    ::close(input_);
    ::close(output_);
    while (::waitpid(process_, nullptr, 0) < 0 && errno == EINTR) {
    }
}

std::string SmtpSink::url() const
{
    return (is_implicit_ ? "smtps://localhost:" : "smtp://localhost:") + std::to_string(port_);
}

bool SmtpSink::read_line(std::string& line, std::chrono::milliseconds at_most)
{
    auto const deadline = std::chrono::steady_clock::now() + at_most;
    for (;;) {
        auto const end = pending_.find('\n');
        if (end != std::string::npos) {
            line = pending_.substr(0, end);
            pending_.erase(0, end + 1);
            return true;
        }
        auto const left =
            std::chrono::duration_cast<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
        pollfd waiting{output_, POLLIN, 0};
        if (left.count() < 0 || ::poll(&waiting, 1, static_cast<int>(left.count())) <= 0)
            return false;
        std::array<char, 65536> buffer{};
        auto const got = ::read(output_, buffer.data(), buffer.size());
        if (got <= 0)
            return false;
        pending_.append(buffer.data(), static_cast<std::size_t>(got));
    }
}

std::vector<ReceivedMail> const& SmtpSink::wait_for(std::size_t count, std::chrono::milliseconds at_most)
{
    auto const deadline = std::chrono::steady_clock::now() + at_most;
    std::string line;
    while (received_.size() < count) {
        auto const left =
            std::chrono::duration_cast<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
        if (!read_line(line, left))
            break;
        if (auto mail = read_mail(line))
            received_.push_back(std::move(*mail));
    }
    return received_;
}

} // namespace zugang::tests
