#include "bench/zugang_server.hpp"
#include "base/json.hpp"
#include "bench/http_connection.hpp"
#include "bench/measurement.hpp"
#include <arpa/inet.h>
#include <fstream>
#include <netinet/in.h>
#include <stdexcept>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

namespace zugang::bench {
namespace {

std::uint16_t free_port()
{
    int const listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (listener < 0)
        throw std::runtime_error{"no socket"};
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(address);
    auto const is_bound = ::bind(listener, reinterpret_cast<sockaddr const*>(&address), size) == 0 &&
                          ::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size) == 0;
    ::close(listener);
    if (!is_bound)
        throw std::runtime_error{"no free port"};
    return ntohs(address.sin_port);
}

bool answers(HttpConnection& connection)
{
    try {
        auto const request =
            "GET /.well-known/openid-configuration HTTP/1.1\r\nHost: " + connection.authority() + "\r\n\r\n";
        return connection.exchange(request).status == 200;
    } catch (std::runtime_error const&) {
        return false;
    }
}

} // namespace

ZugangServer::ZugangServer(std::string binary, std::filesystem::path folder)
    : binary_(std::move(binary)), folder_(std::move(folder)), port_(free_port())
{
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
    write_configuration();
    std::ignore = run_command(command({"migrate"}));
    auto const client = run_command(
        command({"client", "add", credentials_.client_id, "--type", "web", "--redirect-uri", credentials_.redirect_uri,
                 "--scope", "openid profile email offline_access", "--trusted", "--json"}));
    auto const answer = Json::parse(client);
    credentials_.client_secret = answer ? answer->string("client_secret").value_or("") : "";
    std::ignore = run_command(command({"account", "add", "--email", "max.mustermann@example.test", "--username",
                                       credentials_.username, "--password-stdin", "--verified"}),
                              credentials_.password + "\n");
}

double ZugangServer::start()
{
    process_.reset();
    auto const began = wall_now();
    process_ = std::make_unique<Child>(command({"serve"}), folder_ / "zugang.log");
    HttpConnection connection{port_};
    while (!answers(connection)) {
        constexpr double patience = 20;
        if (!process_->is_running() || wall_now() - began > patience)
            throw std::runtime_error{"the server does not start; see " + (folder_ / "zugang.log").string()};
        std::this_thread::sleep_for(std::chrono::microseconds{500});
    }
    constexpr double milliseconds = 1000;
    return (wall_now() - began) * milliseconds;
}

void ZugangServer::write_configuration() const
{
    std::ofstream{folder_ / "zugang.toml"}
        << "issuer = \"http://localhost:" << port_ << "\"\n"
        << "[listen]\nport = " << port_ << "\ntrusted_proxies = [\"127.0.0.1\"]\n"
        << "[store]\nurl = \"sqlite:" << (folder_ / "zugang.db").string() << "\"\n"
        << "[secrets]\nmaster_key_file = \"" << (folder_ / "master.key").string() << "\"\n"
        << "[policy]\nsecond_factor = \"recommended\"\n" // measured are passwords; nobody's code is right twice in 30 s
        << "[limits]\npasswords_before_wait = 1000\npasswords_per_day = 1000\npasswords_of_strangers = 1000\n"
        << "passwords_in_a_row = 1000000\nfailures_per_minute_and_network = 100\nfailures_to_alarm = 1000000\n"
        << "[password]\nmemory_kib = " << cost_.memory_kib << "\niterations = " << cost_.iterations << "\n";
}

std::vector<std::string> ZugangServer::command(std::vector<std::string> arguments) const
{
    arguments.insert(arguments.begin(), binary_);
    arguments.emplace_back("--config");
    arguments.emplace_back(folder_ / "zugang.toml");
    return arguments;
}

} // namespace zugang::bench
