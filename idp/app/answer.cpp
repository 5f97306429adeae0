#include "idp/app/answer.hpp"
#include "base/json.hpp"
#include "base/log.hpp"
#include "base/sha256.hpp"
#include "idp/app/cors.hpp"
#include "idp/app/page_headers.hpp"
#include "idp/call/frame.hpp"
#include "idp/call/page_error.hpp"
#include "idp/client_auth/dpop_nonce.hpp"
#include "idp/client_auth/sender.hpp"
#include "idp/oauth/error.hpp"
#include "idp/pages/cookies_required.hpp"
#include "idp/pages/error.hpp"
#include "idp/pages/login_expired.hpp"

namespace zugang::idp::app {
namespace {

/// What is known of a request that could not even be decoded.
Call bare_call(http::Request const& request, Services& on)
{
    Call call;
    call.request.path = request.path;
    call.request.id = request.id;
    call.now = on.clock.now();
    call.language = templates::choose_language({.ui_locales = {},
                                                .cookie = {},
                                                .account = {},
                                                .accept_language = request.header("accept-language").value_or("")});
    return call;
}

http::Response error_page(int status, std::string const& code, Call const& call, Services& on)
{
    pages::ErrorPage const page{
        .frame = make_frame(call, on), .code = code, .reference = reference_number(call.request.id)};
    return show(page.render(on.templates), status);
}

int status_of(oauth::ErrorKind kind)
{
    switch (kind) {
    case oauth::ErrorKind::invalid_client:
    case oauth::ErrorKind::invalid_token:
        return 401;
    case oauth::ErrorKind::insufficient_scope:
        return 403;
    case oauth::ErrorKind::server_error:
        return 500;
    case oauth::ErrorKind::temporarily_unavailable:
        return 503;
    default:
        return 400;
    }
}

/// RFC 6749 §5.2: the challenge answers a client that tried this scheme.
bool used_basic(Call const& call)
{
    constexpr std::string_view scheme = "basic";
    auto const header = call.request.header("authorization");
    return header && http::equals_ignoring_case(header->substr(0, scheme.size()), scheme);
}

http::Response error_json(oauth::Error const& error, Call const& call, Services& on)
{
    auto answer = http::json(
        status_of(error.kind()),
        JsonObject{}.add("error", to_name(error.kind())).add("error_description", error.description()).str());
    if (error.kind() == oauth::ErrorKind::invalid_client && used_basic(call))
        answer.set("WWW-Authenticate", "Basic realm=\"token\"");
    if (error.kind() == oauth::ErrorKind::use_dpop_nonce)
        answer.set("DPoP-Nonce", client_auth::dpop_nonce(on, call.now)); // RFC 9449 §8
    if (error.kind() == oauth::ErrorKind::invalid_token)
        answer.set("WWW-Authenticate", "Bearer error=\"invalid_token\""); // RFC 6750 §3
    return answer;
}

http::Response any_error(Route const& route, int status, std::string const& code, Call const& call, Services& on)
{
    if (route.kind == Kind::page)
        return error_page(status, code, call, on);
    auto const kind = status == 503  ? oauth::ErrorKind::temporarily_unavailable
                      : status < 500 ? oauth::ErrorKind::invalid_request
                                     : oauth::ErrorKind::server_error;
    oauth::Error const error{kind, status < 500 ? "the request could not be read" : "the server could not answer"};
    return error_json(error, call, on);
}

void log_cause(std::string_view event, std::string_view code, std::exception const& problem, Call const& call)
{
    log::warning(event, {{"code", code}, {"cause", problem.what()}, {"reference", reference_number(call.request.id)}});
}

/// Turns the exception in flight into an answer.
http::Response answer_to_exception(Route const& route, Call const& call, Services& on)
try {
    throw;
} catch (PageError const& problem) {
    log_cause("request_refused", problem.code(), problem, call);
    return any_error(route, problem.status(), problem.code(), call, on);
} catch (CookiesRequired const& problem) {
    pages::CookiesRequiredPage const page{.frame = make_frame(call, on), .retry_address = problem.retry()};
    return show(page.render(on.templates));
} catch (SignInExpired const& problem) {
    pages::LoginExpiredPage const page{.frame = make_frame(call, on), .restart_address = problem.restart()};
    return show(page.render(on.templates));
} catch (oauth::Error const& problem) {
    log_cause("request_refused", to_name(problem.kind()), problem, call);
    if (route.kind == Kind::page)
        return error_page(400, "bad_request", call, on);
    return error_json(problem, call, on);
} catch (store::Unavailable const& problem) {
    log_cause("store_unavailable", "server_busy", problem, call);
    return any_error(route, 503, "server_busy", call, on).set("Retry-After", "5");
} catch (std::exception const& problem) {
    log_cause("handler_failed", "server_error", problem, call);
    return any_error(route, 500, "server_error", call, on);
}

} // namespace

std::string reference_number(std::string_view request_id)
{
    constexpr std::string_view letters = "ACDEFGHJKLMNPQRSTUVWXY2346789";
    std::string reference;
    auto const hash = sha256(bytes_of(request_id));
    for (auto const byte : ByteView{hash}.first(6)) {
        if (reference.size() == 3)
            reference += '-';
        reference += letters[byte % letters.size()];
    }
    return reference;
}

http::Response answer(Route const& route, http::Request request, Services& on)
{
    log::RequestScope const scope{request.id};
    auto const started = std::chrono::steady_clock::now();
    auto call = bare_call(request, on);
    http::Response response;
    try {
        call = read_call(std::move(request), on);
        response = route.handler(call, on);
    } catch (...) {
        response = answer_to_exception(route, call, on);
    }
    if (route.cors == Cors::any)
        allow_any_origin(response);
    add_headers(response, route.kind, call, on.config);
    if (auto const nonce = client_auth::renewed_nonce(call, on))
        response.set("DPoP-Nonce", *nonce); // RFC 9449 §8.2
    auto const took = std::chrono::steady_clock::now() - started;
    log::info("request", {{"method", http::method_word(route.method)},
                          {"path", route.path},
                          {"status", response.status},
                          {"us", std::chrono::duration_cast<std::chrono::microseconds>(took).count()}});
    return response;
}

http::Response error_answer(int status, std::string const& code, http::Request const& request, Services& on)
{
    auto const call = bare_call(request, on);
    auto response = error_page(status, code, call, on);
    add_headers(response, Kind::api, call, on.config); // no cookie for an address that does not exist
    return response;
}

http::Response answer_with_error(int status, std::string const& code, http::Request const& request, Services& on)
{
    log::RequestScope const scope{request.id};
    log::info("request", {{"method", http::method_word(request.method)}, {"path", "-"}, {"status", status}});
    return error_answer(status, code, request, on);
}

} // namespace zugang::idp::app
