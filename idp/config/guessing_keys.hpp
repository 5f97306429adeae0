// The settings that limit guessing, for the schema's table. Lower numbers and longer waits are stricter.
#pragma once
#include "idp/config/schema.hpp"

namespace zugang::idp::config {

[[nodiscard]] std::vector<Key> guessing_keys();

/// A setting that protects each account, and the laxest value it may have where real people sign in.
struct Ceiling {
    std::string_view name;
    std::int64_t Limits::* field;
    std::int64_t most;
};
[[nodiscard]] std::vector<Ceiling> const& guessing_ceilings();

} // namespace zugang::idp::config
