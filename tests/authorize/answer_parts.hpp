// What an authorization answer holds, however it travelled, and JWTs verified with the keys this server publishes.
#pragma once
#include "base/json.hpp"
#include "tests/support/relying_party.hpp"
#include <map>

namespace zugang::tests {

using Answer = std::map<std::string, std::string>;

/// Of a redirect's Location, or of the form on a page; each parameter once.
[[nodiscard]] Answer answer_in(Page const& page);
/// The claims of a JWS by one of the server's published keys. Throws where it is not.
[[nodiscard]] Json verified_claims(Browser& browser, std::string const& jws);

} // namespace zugang::tests
