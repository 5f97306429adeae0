// RelyingParty: what a client does around a sign-in: builds authorization requests, redeems codes, refreshes, asks
// userinfo.
#pragma once
#include "base/json.hpp"
#include "tests/support/browser.hpp"
#include "tests/support/stand.hpp"
#include <string>

namespace zugang::tests {

/// RFC 7636 appendix B: a verifier and its S256 challenge.
constexpr std::string_view code_verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
constexpr std::string_view code_challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

/// The parameters of a good request of the stand's portal; `changes` replace values, an empty value removes the name.
[[nodiscard]] Fields portal_request(Fields const& changes = {});
[[nodiscard]] Fields app_request(Fields const& changes = {});
/// "/oauth2/authorize?…"
[[nodiscard]] std::string authorize_address(Fields const& parameters);

/// Opens the request, types name and password, ends at the client's address (page.address has the code).
Page sign_in(Browser& browser, Fields const& request, std::string const& name, std::string const& password);
/// The same with a second factor: `code` is what the authenticator app shows.
Page sign_in(Browser& browser, Fields const& request, std::string const& name, std::string const& password,
             std::string const& code);
/// "Later" on the security notice, where the page is one; else the page as it is.
Page put_off_notice(Browser& browser, Page const& page);

struct TokenAnswer {
    Page page;
    [[nodiscard]] std::string text(std::string_view name) const;
    [[nodiscard]] std::string error() const { return text("error"); }
    [[nodiscard]] std::string access_token() const { return text("access_token"); }
    [[nodiscard]] std::string refresh_token() const { return text("refresh_token"); }
    /// The claims of the ID token or another JWS, unverified.
    [[nodiscard]] static Json claims(std::string const& jws);
};

/// POST /oauth2/token with client_secret_basic of the portal.
TokenAnswer portal_token(Browser& browser, Fields const& fields);
TokenAnswer redeem_portal_code(Browser& browser, std::string const& code, Fields const& changes = {});
/// The app's, with client_id in the body.
TokenAnswer app_token(Browser& browser, Fields fields);
TokenAnswer redeem_app_code(Browser& browser, std::string const& code, std::string const& redirect_uri);
Page ask_userinfo(Browser& browser, std::string const& access_token);

/// `fields` with the changes applied: a value replaces, an empty one removes, a new name is added.
[[nodiscard]] Fields changed(Fields fields, Fields const& changes);

} // namespace zugang::tests
