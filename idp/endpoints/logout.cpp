#include "idp/endpoints/logout.hpp"
#include "base/log.hpp"
#include "base/url.hpp"
#include "idp/call/csrf.hpp"
#include "idp/call/frame.hpp"
#include "idp/call/page_error.hpp"
#include "idp/endpoints/client_logout.hpp"
#include "idp/endpoints/logout_request.hpp"
#include "idp/mint/subject.hpp"
#include "idp/pages/continue.hpp"
#include "idp/pages/logout.hpp"
#include "idp/session/session.hpp"
#include "store/sign_in_flows.hpp"
#include <algorithm>

namespace zugang::idp::endpoints {
namespace {

/// /logout/done with what the client asked for, and with a ticket for what the browser is to load; both may be empty.
std::string done_address(std::string const& encoded_request, std::string const& ticket)
{
    std::vector<std::pair<std::string, std::string>> parameters;
    if (!encoded_request.empty())
        parameters.emplace_back("request", encoded_request);
    if (!ticket.empty())
        parameters.emplace_back("clients", ticket);
    return append_query("/logout/done", parameters);
}

std::vector<std::string> origins_of(std::vector<std::string> const& addresses)
{
    std::vector<std::string> origins;
    for (auto const& address : addresses) {
        auto const origin = parse_url(address).value().origin();
        if (std::ranges::find(origins, origin) == origins.end())
            origins.push_back(origin);
    }
    return origins;
}

http::Response ask_to_log_out(session::Session const& session, std::string const& encoded_request, Call const& call,
                              Services& on)
{
    pages::LogoutPage page{.frame = make_frame(call, on),
                           .account_name = session.display_name(),
                           .others_stay = has_untold_client(session.row.id, on),
                           .request = encoded_request};
    page.frame.signed_in = true;
    return show(page.render(on.templates));
}

/// Only the client that signed this very person in, in this very session, may sign out without asking.
bool is_hint_of_session(LogoutRequest const& request, session::Session const& session, Services& on)
{
    return request.client && request.subject == mint::subject_of(*request.client, session.account.id, on) &&
           request.session == session.row.id;
}

http::Parameters decode_request(std::string const& encoded)
{
    auto parameters = http::Parameters::parse(encoded);
    if (!parameters)
        throw PageError{400, "bad_request", parameters.error().what};
    return std::move(*parameters);
}

} // namespace

http::Response get_end_session(Call const& call, Services& on)
{
    auto const request = check_logout_request(call.query, on);
    auto const encoded = encode_logout_request(call.query);
    auto const session = session::find_session(call, on);
    if (session && !is_hint_of_session(request, *session, on))
        return ask_to_log_out(*session, encoded, call, on);
    auto const ticket = session ? front_channel_ticket(session->row.id, on, call.now) : "";
    auto const goes_back = ticket.empty() && !request.return_address.empty();
    auto answer =
        http::see_other(goes_back ? request.return_address : done_address(ticket.empty() ? "" : encoded, ticket));
    if (session) {
        end_session(*session, answer, call, on);
        log::info("signed_out", {{"sid", session->row.id}, {"by", request.client->id}});
    }
    return answer;
}

http::Response post_end_session(Call const& call, Services&)
{
    auto const encoded = encode_logout_request(call.form);
    constexpr std::size_t longest_address = 7000; // below the server's own limit for a request line
    if (encoded.size() > longest_address)
        throw PageError{400, "bad_request", "sign-out request does not fit an address"};
    return http::see_other("/oauth2/end_session" + (encoded.empty() ? "" : "?" + encoded));
}

http::Response get_logout(Call const& call, Services& on)
{
    auto const session = session::find_session(call, on);
    if (!session)
        return http::see_other(done_address("", ""));
    return ask_to_log_out(*session, "", call, on);
}

http::Response post_logout(Call const& call, Services& on)
{
    check_csrf(call, on);
    auto const session = session::find_session(call, on);
    auto const ticket = session ? front_channel_ticket(session->row.id, on, call.now) : "";
    auto answer = http::see_other(done_address(call.form.get("request"), ticket));
    if (session) {
        end_session(*session, answer, call, on);
        log::info("signed_out", {{"sid", session->row.id}, {"by", "person"}});
    } else { // half a sign-in, or a session that ran out: its other tabs know of nobody any more
        on.database.write(
            [&](store::Connection& tx) { store::sign_in_flows::forget_evidence_of(tx, browser_hash(call)); });
    }
    return answer;
}

http::Response get_logged_out(Call const& call, Services& on)
{
    auto const request = check_logout_request(decode_request(call.query.get("request")), on);
    auto const sid = open_front_channel_ticket(call.query.get("clients"), on, call.now);
    auto const frames = sid ? front_channel_addresses(*sid, on) : std::vector<std::string>{};
    auto const html = request.return_address.empty()
                          ? pages::LoggedOutPage{.frame = make_frame(call, on), .frames = frames}.render(on.templates)
                          : pages::ContinuePage{.frame = make_frame(call, on),
                                                .client_name = request.client->name,
                                                .address = request.return_address,
                                                .frames = frames}
                                .render(on.templates);
    auto answer = show(html);
    answer.set("Content-Security-Policy", page_policy("'self'", origins_of(frames)));
    return answer;
}

} // namespace zugang::idp::endpoints
