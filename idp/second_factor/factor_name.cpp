#include "idp/second_factor/factor_name.hpp"
#include "base/text.hpp"

namespace zugang::idp::second_factor {
namespace {

constexpr std::size_t longest_name = 60; // characters

} // namespace

std::optional<std::string_view> find_name_problem(std::string_view name)
{
    if (name.empty())
        return "factor_name_missing";
    if (has_control_characters(name) || count_code_points(name) > longest_name)
        return "totp_name_too_long";
    return std::nullopt;
}

} // namespace zugang::idp::second_factor
