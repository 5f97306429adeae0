// The one place where a handler runs and where what it throws becomes a page, JSON or a status; the hidden cause is
// logged.
#pragma once
#include "idp/app/routes.hpp"

namespace zugang::idp::app {

/// Runs the route's handler. Never throws. The answer carries cookies and headers and is logged.
[[nodiscard]] http::Response answer(Route const& route, http::Request request, Services& on);
/// An error page for a request no route answers; not logged.
[[nodiscard]] http::Response error_answer(int status, std::string const& code, http::Request const& request,
                                          Services& on);
/// The same for an address or method no route has, logged as a request.
[[nodiscard]] http::Response answer_with_error(int status, std::string const& code, http::Request const& request,
                                               Services& on);
/// "4F7-K2Q": six characters of the request's id to read out on the phone; the log has both.
[[nodiscard]] std::string reference_number(std::string_view request_id);

} // namespace zugang::idp::app
