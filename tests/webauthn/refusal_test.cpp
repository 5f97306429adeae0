#include "doctest.h"
#include "webauthn/refusal.hpp"
#include <set>

namespace zugang::webauthn {

TEST_CASE("every reason has a name of its own for the log")
{
    std::set<std::string_view> names;
    auto const last = static_cast<int>(Reason::forbidden_authenticator);
    for (int reason = 0; reason <= last; ++reason)
        names.insert(to_name(static_cast<Reason>(reason)));
    CHECK(names.size() == static_cast<std::size_t>(last) + 1);
    CHECK(!names.contains(""));
    CHECK(to_name(Reason::wrong_origin) == "wrong_origin");
}

} // namespace zugang::webauthn
