// Builders of sign-ins for the tests of idp/session.
#pragma once
#include "idp/session/next_step.hpp"

namespace zugang::idp::session {

inline Instant const start = from_seconds(1'800'000'000);
constexpr std::chrono::seconds one_second{1};

inline oauth::AuthorizationRequest a_request()
{
    oauth::Client client;
    client.id = "c";
    client.trusted = true;
    client.redirect_uris = {"https://c.example/"};
    return {
        .client = client, .redirect = *check_redirect_uri(client, "https://c.example/"), .scope = {"openid", "email"}};
}

/// 100 seconds after its beginning; a password alone is enough.
inline SignInState a_state()
{
    SignInState state;
    state.flow = "this";
    state.request = a_request();
    state.account = AccountView{};
    state.started_at = start;
    state.now = start + 100 * one_second;
    return state;
}

inline Evidence proof(std::string account, std::chrono::seconds after = one_second, Method method = Method::password)
{
    return {method, std::move(account), "", "this", start + after};
}

inline Evidence deed(Method method, std::string account, Instant at = start)
{
    return Evidence::deed(method, std::move(account), "this", at);
}

/// Of an earlier sign-in, `age` ago.
inline Evidence earlier(std::string account, std::chrono::seconds age, Method method = Method::password)
{
    return {method, std::move(account), "", "earlier", start + 100 * one_second - age};
}

/// Signed in with a password, `age` ago.
inline SessionView session_of(std::string const& account, std::chrono::seconds age)
{
    return {account, {earlier(account, age)}, start + 100 * one_second - age};
}

} // namespace zugang::idp::session
