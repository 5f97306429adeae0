// Call: one request as a handler sees it: parameters decoded, cookies read, the time and language settled once.
#pragma once
#include "base/clock.hpp"
#include "http/cookie.hpp"
#include "http/parameters.hpp"
#include "http/request.hpp"
#include "http/response.hpp"
#include "idp/call/services.hpp"
#include "templates/language.hpp"
#include <string>

namespace zugang::idp {

struct Call {
    http::Request request;
    http::Parameters query;
    http::Parameters form; // of an application/x-www-form-urlencoded body
    bool has_form = false; // the body was one
    http::Cookies cookies;
    Instant now;
    templates::Language language = templates::Language::de;
    bool language_chosen = false; // by ?ui_locales=…: remembered in a cookie
    std::string browser;          // token of this browser's cookie, or of the one this answer sets
    bool browser_is_new = false;  // the request brought no such cookie

    /// Path and query as received: where language links lead back to.
    [[nodiscard]] std::string here() const;
};

/// Decodes a request. Throws PageError bad_request for broken encoding, UTF-8 or too many fields.
[[nodiscard]] Call read_call(http::Request request, Services& on);

/// SHA-256 of the browser's token: what binds a sign-in and a registration to the browser that began it.
[[nodiscard]] Bytes browser_hash(Call const& call);

using Handler = http::Response (*)(Call const& call, Services& on);

} // namespace zugang::idp
