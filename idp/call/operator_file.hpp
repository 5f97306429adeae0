// Files that the configuration names, read whole: certificates and metadata of authenticators.
#pragma once
#include "base/result.hpp"
#include <cstddef>
#include <string>

namespace zugang::idp {

/// Fails, with the reason in words that follow the file's name, for what cannot be read or has more than `largest`
/// bytes.
[[nodiscard]] Result<std::string> read_operator_file(std::string const& file, std::size_t largest);

} // namespace zugang::idp
