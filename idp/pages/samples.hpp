// Samples: a filled example of every page. Declares to the engine which names each template may use.
#pragma once
#include "templates/engine.hpp"
#include <functional>

namespace zugang::idp::pages {

/// For Engine's constructor.
[[nodiscard]] templates::Declarations declarations();

/// One page in one state, for tests and for looking at.
struct Sample {
    std::string name; // "login-wrong"
    std::string template_name;
    std::function<templates::Context(templates::Language)> context;
};
[[nodiscard]] std::vector<Sample> samples();

} // namespace zugang::idp::pages
