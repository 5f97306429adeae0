#include "idp/second_factor/totp_words.hpp"
#include "base/url.hpp"
#include <stdexcept>

namespace zugang::idp::second_factor {
namespace {

std::string_view word_of(totp::CodeProblem problem)
{
    switch (problem) {
    case totp::CodeProblem::empty:
        return "totp_missing";
    case totp::CodeProblem::too_short:
        return "totp_too_short";
    case totp::CodeProblem::too_long:
        return "totp_too_long";
    case totp::CodeProblem::not_digits:
        return "totp_not_digits";
    }
    throw std::logic_error("no such problem of a code");
}

} // namespace

std::string issuer_name(config::Config const& config)
{
    if (!config.totp.issuer_name.empty())
        return config.totp.issuer_name;
    auto const issuer = parse_url(config.issuer);
    return issuer ? issuer->host : config.issuer;
}

pages::FieldError code_error(totp::CodeProblem problem)
{
    return {"code", std::string{word_of(problem)}};
}

pages::FieldError code_error(totp::Drift const& drift)
{
    return {"code", drift.is_ahead() ? "totp_clock_ahead" : "totp_clock_behind",
            templates::Text::number(static_cast<std::uint64_t>(drift.minutes()))};
}

} // namespace zugang::idp::second_factor
