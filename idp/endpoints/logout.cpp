#include "idp/endpoints/logout.hpp"
#include "base/log.hpp"
#include "base/url.hpp"
#include "idp/call/csrf.hpp"
#include "idp/call/frame.hpp"
#include "idp/call/page_error.hpp"
#include "idp/endpoints/logout_request.hpp"
#include "idp/mint/subject.hpp"
#include "idp/pages/continue.hpp"
#include "idp/pages/logout.hpp"
#include "idp/session/session.hpp"

namespace zugang::idp::endpoints {
namespace {

std::string done_address(std::string const& encoded_request)
{
    return encoded_request.empty() ? "/logout/done" : append_query("/logout/done", {{"request", encoded_request}});
}

http::Response ask_to_log_out(session::Session const& session, std::string const& encoded_request, Call const& call,
                              Services& on)
{
    pages::LogoutPage page{
        .frame = make_frame(call, on), .account_name = session.display_name(), .request = encoded_request};
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
    auto answer = http::see_other(request.return_address.empty() ? done_address("") : request.return_address);
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
        return http::see_other(done_address(""));
    return ask_to_log_out(*session, "", call, on);
}

http::Response post_logout(Call const& call, Services& on)
{
    check_csrf(call, on);
    auto answer = http::see_other(done_address(call.form.get("request")));
    if (auto const session = session::find_session(call, on)) {
        end_session(*session, answer, call, on);
        log::info("signed_out", {{"sid", session->row.id}, {"by", "person"}});
    }
    return answer;
}

http::Response get_logged_out(Call const& call, Services& on)
{
    auto const request = check_logout_request(decode_request(call.query.get("request")), on);
    if (!request.return_address.empty()) {
        pages::ContinuePage const page{
            .frame = make_frame(call, on), .client_name = request.client->name, .address = request.return_address};
        return show(page.render(on.templates));
    }
    pages::LoggedOutPage const page{.frame = make_frame(call, on)};
    return show(page.render(on.templates));
}

} // namespace zugang::idp::endpoints
