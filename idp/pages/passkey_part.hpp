// What every page with a passkey ceremony holds beside its form: the sentences for what a browser may answer, kept in
// the page so that telling one needs no request, and what was typed stays (WebAuthn L3 §5.1.3, §5.1.4).
#pragma once
#include "idp/pages/messages.hpp"
#include "templates/context.hpp"

namespace zugang::idp::pages {

/// The next-best way differs: the password below, another factor, another kind of factor.
enum class PasskeyPlace { sign_in, prove, enrol };

struct PasskeyMessage {
    std::string_view code; // passkey_… cancelled none_here timeout unsupported embedded no_lock exists wrong_address
                           // device_error: what templates/static/passkey.js asks for
    MessageText wording;
};
[[nodiscard]] std::vector<PasskeyMessage> passkey_messages(PasskeyPlace place);

/// Adds what the part pages/parts/passkey_errors.html uses.
void add_passkey_messages(templates::Context& context, PasskeyPlace place);

} // namespace zugang::idp::pages
