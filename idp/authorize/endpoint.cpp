#include "idp/authorize/endpoint.hpp"
#include "base/url.hpp"
#include "idp/authorize/checks.hpp"
#include "idp/authorize/decide.hpp"
#include "idp/authorize/identify.hpp"
#include "idp/authorize/respond.hpp"
#include "idp/call/page_error.hpp"
#include "idp/session/flow.hpp"
#include "store/clients.hpp"

namespace zugang::idp::authorize {
namespace {

/// Runs `go_on` with a request that passed all checks; from the verified redirect on, errors go to the client.
template <class F>
http::Response with_checked_request(http::Parameters const& parameters, Call const& call, Services& on, F go_on)
{
    auto request = identify(parameters, identify_client(parameters, on.database));
    try {
        check_request({.parameters = parameters}, request, on);
        return go_on(request);
    } catch (oauth::Error const& error) {
        return respond_error(request, error, call, on);
    }
}

} // namespace

http::Response get_authorize(Call const& call, Services& on)
{
    return with_checked_request(call.query, call, on,
                                [&](oauth::AuthorizationRequest const& request) { return decide(request, call, on); });
}

http::Response post_authorize(Call const& call, Services& on)
{
    return with_checked_request(call.form, call, on, [&](oauth::AuthorizationRequest const& request) {
        auto const flow =
            on.database.write([&](store::Connection& tx) { return session::begin_flow(tx, request, call, on); });
        auto const locales = call.form.get("ui_locales"); // chooses the language there as it would have here
        auto const begin = flow.address("/oauth2/authorize/begin");
        return http::see_other(locales.empty() ? begin : append_query(begin, {{"ui_locales", locales}}));
    });
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
