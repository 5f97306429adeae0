// Grammar: arguments to a command. CLI11 stays in grammar.cpp.
#pragma once
#include "idp/cli/context.hpp"
#include <functional>
#include <variant>

namespace zugang::idp::cli {

struct HelpText {
    std::string text;
};
struct UsageError {
    std::string message;
};
struct Invocation {
    GlobalOptions global;
    std::function<void(Context&)> command;
};

[[nodiscard]] std::variant<Invocation, HelpText, UsageError> parse_arguments(std::vector<std::string> arguments);

} // namespace zugang::idp::cli
