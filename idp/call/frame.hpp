// The frame around every page, filled from the call, and the answer that carries a rendered page.
#pragma once
#include "http/response.hpp"
#include "idp/call/call.hpp"
#include "idp/pages/frame.hpp"

namespace zugang::idp {

/// Language, address, CSRF token. The page adds client, message and errors.
[[nodiscard]] pages::Frame make_frame(Call const& call, Services& on);
/// The Content-Security-Policy of a page (CSP Level 3); `form_action` is "'self'" or one origin, `frames` the origins
/// that may be framed.
[[nodiscard]] std::string page_policy(std::string_view form_action = "'self'",
                                      std::vector<std::string> const& frames = {});
/// 200 (or `status`) with the page; cookies and headers are added in one place for all pages (idp/app/answer.cpp).
[[nodiscard]] http::Response show(std::string html, int status = 200);

} // namespace zugang::idp
