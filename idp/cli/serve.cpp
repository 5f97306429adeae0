#include "base/log.hpp"
#include "idp/app/app.hpp"
#include "idp/cli/commands.hpp"
#include <csignal>
#include <stdexcept>

namespace zugang::idp::cli {
namespace {

/// Holds the signals that end the server back from every thread started meanwhile, and waits for them.
class StopSignals {
public:
    StopSignals()
    {
        sigemptyset(&set_);
        for (int const number : {SIGINT, SIGTERM, SIGHUP})
            sigaddset(&set_, number);
        if (pthread_sigmask(SIG_BLOCK, &set_, &former_) != 0)
            throw std::runtime_error{"signals cannot be held back"};
        std::signal(SIGPIPE, SIG_IGN); // a closed connection is an error of that connection alone
    }
    ~StopSignals() { pthread_sigmask(SIG_SETMASK, &former_, nullptr); }
    StopSignals(StopSignals const&) = delete;
    StopSignals& operator=(StopSignals const&) = delete;

    /// Returns at SIGINT or SIGTERM; SIGHUP, sent when a terminal closes, ends nothing.
    [[nodiscard]] int wait() const
    {
        int number = 0;
        do {
            if (sigwait(&set_, &number) != 0)
                throw std::runtime_error{"signals cannot be waited for"};
        } while (number == SIGHUP);
        return number;
    }

private:
    sigset_t set_{};
    sigset_t former_{};
};

log::Level parse_log_level(std::string_view name)
{
    if (name == "debug")
        return log::Level::debug;
    if (name == "warning")
        return log::Level::warning;
    return name == "error" ? log::Level::error : log::Level::info;
}

} // namespace

void serve(Context& on)
{
    auto const& config = on.config();
    log::set_level(parse_log_level(config.log.level));
    StopSignals const signals;
    app::App app{config};
    auto const number = signals.wait();
    log::info("stopping", {{"signal", number == SIGINT ? "SIGINT" : "SIGTERM"}});
    app.stop();
    log::info("stopped");
}

} // namespace zugang::idp::cli
