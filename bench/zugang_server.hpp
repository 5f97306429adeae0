// ZugangServer: the program as it is shipped, with a store, a client and an account of its own.
#pragma once
#include "bench/child.hpp"
#include <filesystem>
#include <memory>
#include <string>

namespace zugang::bench {

/// What the load signs in as and to.
struct Credentials {
    std::string client_id = "bench-portal";
    std::string client_secret;
    std::string redirect_uri = "https://portal.example/callback";
    std::string username = "max.mustermann";
    std::string password = "korrekt Pferd Batterie Heftklammer";
};

struct Argon2Cost {
    std::int64_t memory_kib = 47104; // the defaults of the configuration
    std::int64_t iterations = 1;
};

class ZugangServer {
public:
    /// Makes the folder anew and everything in it. Throws where a command fails.
    ZugangServer(std::string binary, std::filesystem::path folder);

    /// Starts, or starts again; the milliseconds until the first answer.
    double start();
    [[nodiscard]] Child const& process() const { return *process_; }
    [[nodiscard]] std::uint16_t port() const { return port_; }
    [[nodiscard]] Credentials const& credentials() const { return credentials_; }
    [[nodiscard]] Argon2Cost const& cost() const { return cost_; }

private:
    void write_configuration() const;
    [[nodiscard]] std::vector<std::string> command(std::vector<std::string> arguments) const;

    std::string binary_;
    std::filesystem::path folder_;
    std::uint16_t port_;
    Credentials credentials_;
    Argon2Cost cost_;
    std::unique_ptr<Child> process_;
};

} // namespace zugang::bench
