#include "idp/authorize/endpoint.hpp"
#include "base/url.hpp"
#include "idp/authorize/checks.hpp"
#include "idp/authorize/decide.hpp"
#include "idp/authorize/identify.hpp"
#include "idp/authorize/pushed_request.hpp"
#include "idp/authorize/request_object.hpp"
#include "idp/authorize/respond.hpp"
#include "idp/call/page_error.hpp"
#include "idp/session/flow.hpp"
#include "store/clients.hpp"

namespace zugang::idp::authorize {
namespace {

/// From the verified redirect on, errors go to the client.
template <class F>
http::Response with_errors_told(oauth::AuthorizationRequest const& request, Call const& call, Services& on, F go_on)
{
    try {
        return go_on();
    } catch (oauth::Error const& error) {
        return respond_error(request, error, call, on);
    }
}

/// Where the request object says nothing that counts, only an address that verifies without it may be told.
http::Response refuse_object(oauth::Error const& error, http::Parameters const& outer, oauth::Client const& client,
                             Call const& call, Services& on)
{
    auto const request = find_way_back(outer, client);
    if (!request)
        throw PageError{400, "invalid_request", error.what()};
    return respond_error(*request, error, call, on);
}

/// Runs `go_on` with a request that passed all checks, now or when it was pushed.
template <class F>
http::Response with_checked_request(http::Parameters const& parameters, Call const& call, Services& on, F go_on)
{
    auto const client = identify_client(parameters, on.database);
    if (auto const pushed = find_pushed_request(parameters, client, on, call.now))
        return with_errors_told(*pushed, call, on, [&] { return go_on(*pushed); });
    Received received;
    try {
        received = open_request_object(parameters, client, on, call.now);
    } catch (oauth::Error const& error) {
        return refuse_object(error, parameters, client, call, on);
    }
    auto request = identify(received.parameters, client);
    return with_errors_told(request, call, on, [&] {
        check_request(received, request, on);
        return go_on(request);
    });
}

/// Keeps the request and goes on by GET; ui_locales chooses the language there.
http::Response begin(oauth::AuthorizationRequest const& request, Call const& call, Services& on)
{
    auto const flow =
        on.database.write([&](store::Connection& tx) { return session::begin_flow(tx, request, call, on); });
    auto const address = flow.address("/oauth2/authorize/begin");
    return http::see_other(request.ui_locales.empty() ? address
                                                      : append_query(address, {{"ui_locales", request.ui_locales}}));
}

} // namespace

http::Response get_authorize(Call const& call, Services& on)
{
    return with_checked_request(call.query, call, on, [&](oauth::AuthorizationRequest const& request) {
        // A pushed request and a request object have their ui_locales where the language is not looked for.
        bool const is_elsewhere = !request.ui_locales.empty() && request.ui_locales != call.query.get("ui_locales");
        return is_elsewhere && !request.prompt.none ? begin(request, call, on) : decide(request, call, on);
    });
}

http::Response post_authorize(Call const& call, Services& on)
{
    return with_checked_request(call.form, call, on,
                                [&](oauth::AuthorizationRequest const& request) { return begin(request, call, on); });
}

http::Response get_begin(Call const& call, Services& on)
{
    auto const request = on.database.read([&](store::Connection& db) -> std::optional<oauth::AuthorizationRequest> {
        auto const flow = store::sign_in_flows::find(db, call.query.get("flow"));
        auto const client = flow ? store::clients::find(db, oauth::client_id_of(flow->request)) : std::nullopt;
        return client ? oauth::from_json(flow->request, oauth::from_row(*client)) : std::nullopt;
    });
    if (!request)
        throw PageError{404, "not_found", "no stored request of that name"};
    try {
        return decide(*request, call, on);
    } catch (oauth::Error const& error) {
        return respond_error(*request, error, call, on);
    }
}

} // namespace zugang::idp::authorize
