// What both pages of authenticator apps say: the name the app shows, and why a code was not taken.
#pragma once
#include "idp/call/services.hpp"
#include "idp/pages/frame.hpp"
#include "totp/code_input.hpp"
#include "totp/drift.hpp"

namespace zugang::idp::second_factor {

/// `totp.issuer_name`, or the host of the issuer.
[[nodiscard]] std::string issuer_name(config::Config const& config);
/// At the field `code`.
[[nodiscard]] pages::FieldError code_error(totp::CodeProblem problem);
[[nodiscard]] pages::FieldError code_error(totp::Drift const& drift);

} // namespace zugang::idp::second_factor
