// Pressing one of the buttons of /account/factors that add a factor.
#pragma once
#include "tests/support/browser.hpp"

namespace zugang::tests {

/// `kind` as the list's forms have it: "passkey", "security_key", "totp", "recovery_codes".
inline Page add_from_list(Browser& browser, Page const& list, std::string const& kind)
{
    Fields fields{{"kind", kind}};
    for (auto const& field : list.hidden_fields("/account/factors/add"))
        if (field.first == "csrf")
            fields.push_back(field);
    return browser.post("/account/factors/add", fields);
}

} // namespace zugang::tests
