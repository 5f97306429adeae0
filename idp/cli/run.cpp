#include "idp/cli/run.hpp"
#include "base/log.hpp"
#include "idp/cli/grammar.hpp"
#include "idp/cli/print.hpp"
#include "idp/cli/refused.hpp"
#include <new>
#include <ostream>

namespace zugang::idp::cli {
namespace {

constexpr int status_done = 0;
constexpr int status_refused = 1;
constexpr int status_wrong_usage = 2;

int report_usage(Console const& console, std::string_view message)
{
    console.err << "zugang: " << printable(message) << "; see zugang --help\n";
    return status_wrong_usage;
}

int report_refusal(Console const& console, std::string_view reason)
{
    console.err << "zugang: " << printable(reason) << '\n';
    return status_refused;
}

int run_command(Invocation const& invocation, Console const& console)
{
    try {
        Context on{invocation.global, console};
        invocation.command(on);
        console.out.flush();
        return console.out ? status_done : report_refusal(console, "the output could not be written");
    } catch (WrongUsage const& error) {
        return report_usage(console, error.what());
    } catch (Refused const& error) {
        for (auto const& reason : error.reasons())
            report_refusal(console, reason);
        return status_refused;
    } catch (std::bad_alloc const&) {
        return report_refusal(console, "out of memory");
    } catch (std::exception const& error) {
        return report_refusal(console, error.what());
    }
}

} // namespace

int run(std::vector<std::string> arguments, Console console)
{
    log::set_level(log::Level::warning); // serve has its own level
    auto const parsed = parse_arguments(std::move(arguments));
    if (auto const* const help = std::get_if<HelpText>(&parsed)) {
        console.out << help->text;
        return status_done;
    }
    if (auto const* const error = std::get_if<UsageError>(&parsed))
        return report_usage(console, error->message);
    return run_command(std::get<Invocation>(parsed), console);
}

} // namespace zugang::idp::cli
