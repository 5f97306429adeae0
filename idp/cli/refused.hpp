// Refused and WrongUsage: how a command ends without having done what was asked.
#pragma once
#include <stdexcept>
#include <string>
#include <vector>

namespace zugang::idp::cli {

/// Exit status 1. One line on standard error for each reason.
class Refused : public std::runtime_error {
public:
    explicit Refused(std::string const& reason) : std::runtime_error(reason), reasons_{reason} {}
    explicit Refused(std::vector<std::string> reasons)
        : std::runtime_error(reasons.empty() ? "" : reasons.front()), reasons_(std::move(reasons))
    {
    }
    [[nodiscard]] std::vector<std::string> const& reasons() const { return reasons_; }

private:
    std::vector<std::string> reasons_;
};

/// Exit status 2: options that are missing or do not go together.
class WrongUsage : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

} // namespace zugang::idp::cli
