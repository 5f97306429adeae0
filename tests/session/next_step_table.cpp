// next_step over everything it depends on: a table, since it is a pure function.
#include "doctest.h"
#include "idp/session/consent_words.hpp"
#include "tests/session/states.hpp"
#include <functional>

namespace zugang::idp::session {
TEST_SUITE("next_step")
{
    TEST_CASE("nothing known leads to the sign-in, a proof to the end")
    {
        auto state = a_state();
        CHECK(next_step(state) == Step::sign_in);
        CHECK_FALSE(subject_of(state));
        state.evidence = {proof("a")};
        CHECK(next_step(state) == Step::done);
        CHECK(subject_of(state) == "a");
    }

    TEST_CASE("choosing an account and consenting prove nothing by themselves")
    {
        auto state = a_state();
        state.evidence = {deed(Method::chosen_account, "a", start), deed(Method::consent, "a", start)};
        CHECK(next_step(state) == Step::sign_in);
        CHECK_FALSE(subject_of(state));
    }

    TEST_CASE("a known password proves nothing until it is changed, whatever session there is")
    {
        auto state = a_state();
        state.session = session_of("a", std::chrono::seconds{200});
        state.evidence = {proof("a", 0 * one_second, Method::known_password)};
        CHECK(next_step(state) == Step::new_password);
        state.policy.minimum = oauth::Level::mfa;
        CHECK(next_step(state) == Step::new_password); // and gives no right to set up a factor
        state.policy.minimum = oauth::Level::password;
        state.evidence.push_back(proof("a"));
        CHECK(next_step(state) == Step::done);
    }

    TEST_CASE("a session from before suffices, one from another tab asks as whom to go on")
    {
        auto state = a_state();
        state.session = session_of("a", std::chrono::seconds{200});
        CHECK(next_step(state) == Step::done);
        state.session = session_of("a", std::chrono::seconds{50});
        CHECK(next_step(state) == Step::choose_account);
        state.evidence = {deed(Method::chosen_account, "a", state.now)};
        CHECK(next_step(state) == Step::done);
        CHECK(subject_of(state) == "a");
    }

    TEST_CASE("prompt=login is satisfied by a proof of this sign-in alone")
    {
        auto state = a_state();
        state.request->prompt.login = true;
        state.session = session_of("a", std::chrono::seconds{200});
        CHECK(next_step(state) == Step::sign_in);
        state.evidence = {deed(Method::chosen_account, "a", state.now)};
        CHECK(next_step(state) == Step::sign_in);
        state.evidence = {proof("a")};
        CHECK(next_step(state) == Step::done);
    }

    TEST_CASE("max_age lets a session of exactly that age through, one second more asks, zero always asks")
    {
        auto state = a_state();
        state.session = session_of("a", std::chrono::seconds{200});
        for (auto const& [age, step] : {std::pair{200, Step::done}, {199, Step::sign_in}, {0, Step::sign_in}}) {
            CAPTURE(age);
            state.request->max_age = age;
            CHECK(next_step(state) == step);
        }
    }

    TEST_CASE("consent is asked for an untrusted client, for more scope, and always with prompt=consent")
    {
        auto state = a_state();
        state.evidence = {proof("a")};
        state.request->client.trusted = false;
        CHECK(next_step(state) == Step::consent);
        state.remembered_consent = "openid";
        CHECK(next_step(state) == Step::consent);
        state.remembered_consent = "email openid profile";
        CHECK(next_step(state) == Step::done);
        state.request->prompt.consent = true;
        CHECK(next_step(state) == Step::consent);
        state.evidence.push_back(deed(Method::consent, "a", state.now));
        CHECK(next_step(state) == Step::done);
    }

    TEST_CASE("remembered consent covers scope, single claims and resources; authorization_details are asked each time")
    {
        auto state = a_state();
        state.evidence = {proof("a")};
        state.request->client.trusted = false;
        auto& request = *state.request;
        struct Case {
            std::string remembered;
            std::function<void()> ask;
            Step expected;
        };
        auto const claim = [&](std::vector<oauth::ClaimRequest> userinfo, std::vector<oauth::ClaimRequest> id_token) {
            return [&, userinfo, id_token] { request.claims = {userinfo, id_token}; };
        };
        for (auto const& [remembered, ask, expected] : std::vector<Case>{
                 {"openid email", claim({{"name"}}, {}), Step::consent},
                 {"openid email", claim({}, {{"name"}}), Step::consent},
                 {"openid email claim:name", claim({{"name"}}, {{"name"}}), Step::done},
                 {"openid email claim:name", claim({{"name"}, {"birthdate"}}, {}), Step::consent},
                 {"openid email", claim({{"email"}, {"sub"}}, {{"acr"}, {"auth_time"}}), Step::done},
                 {"openid email profile", claim({{"name"}}, {}), Step::consent}, // shown as a single claim, once
                 {"openid email", [&] { request.resources = {"https://api.example/"}; }, Step::consent},
                 {"openid email resource:https://api.example/", [&] { request.resources = {"https://api.example/"}; },
                  Step::done},
                 {"openid email resource:https://api.example/", [&] { request.resources = {"https://api.example/2"}; },
                  Step::consent},
                 {"openid email", [&] { request.authorization_details = R"([{"type":"payment"}])"; }, Step::consent},
             }) {
            CAPTURE(remembered);
            request.claims = {};
            request.resources.clear();
            request.authorization_details.clear();
            ask();
            state.remembered_consent = remembered;
            CHECK(next_step(state) == expected);
        }
        state.evidence.push_back(deed(Method::consent, "a", state.now));
        CHECK(next_step(state) == Step::done); // what was allowed in this very sign-in counts for its details
        CHECK(joined_consent("email", request) == "email openid");
    }

    TEST_CASE("what was allowed to an app that others may pass for is asked again each time (RFC 8252 section 8.6)")
    {
        auto state = a_state();
        state.evidence = {proof("a")};
        state.remembered_consent = "email openid";
        auto& client = state.request->client;
        client.type = oauth::ApplicationType::native;
        client.redirect_uris = {"https://c.example/", "http://127.0.0.1/", "http://[::1]/", "org.example.c:/"};
        struct Case {
            bool trusted;
            oauth::AuthMethod method;
            std::string redirect;
            Step expected;
        };
        using enum oauth::AuthMethod;
        for (auto const& [trusted, method, redirect, expected] : std::vector<Case>{
                 {false, none, "org.example.c:/", Step::consent},
                 {false, none, "http://127.0.0.1:4000/", Step::consent},
                 {false, none, "http://[::1]:4000/", Step::consent},
                 {false, none, "https://c.example/", Step::done}, // a claimed address is nobody else's
                 {false, client_secret_basic, "http://127.0.0.1:4000/", Step::done},
                 {true, none, "org.example.c:/", Step::done},
             }) {
            CAPTURE(redirect);
            client.trusted = trusted;
            client.auth_method = method;
            state.request->redirect = *check_redirect_uri(client, redirect);
            CHECK(next_step(state) == expected);
        }
        client.trusted = false;
        client.auth_method = none;
        state.request->redirect = *check_redirect_uri(client, "org.example.c:/");
        state.evidence.push_back(deed(Method::consent, "a", state.now));
        CHECK(next_step(state) == Step::done); // what was allowed in this very sign-in counts
    }

    TEST_CASE("where one person is asked for, nobody else's session or proof counts")
    {
        auto state = a_state();
        state.session = session_of("b", std::chrono::seconds{200});
        CHECK(accounts_in(state) == std::vector<std::string>{"b"});
        state.wrong_accounts = {"b"};
        CHECK(next_step(state) == Step::sign_in);
        CHECK_FALSE(subject_of(state));
        state.request->prompt.select_account = true; // there is nothing to choose from
        CHECK(next_step(state) == Step::sign_in);
        state.evidence = {proof("b")};
        CHECK(next_step(state) == Step::sign_in);
        CHECK_FALSE(subject_of(state));
        state.evidence.push_back(proof("a", std::chrono::seconds{2}));
        CHECK(accounts_in(state) == std::vector<std::string>{"b", "a"});
        CHECK(next_step(state) == Step::done);
        CHECK(subject_of(state) == "a");
        state.evidence.push_back(proof("b", std::chrono::seconds{3}));
        CHECK(next_step(state) == Step::sign_in); // the newest proof decides, and it is the wrong one
    }

    TEST_CASE("the right person's session goes on, whatever wrong proof came in between")
    {
        auto state = a_state();
        state.session = session_of("a", std::chrono::seconds{200});
        state.wrong_accounts = {"b"};
        CHECK(next_step(state) == Step::done);
        state.evidence = {proof("b")};
        CHECK(subject_of(state) == "a");
        state.request->prompt.login = true;
        CHECK(next_step(state) == Step::sign_in);
    }

    TEST_CASE("two accounts in one sign-in: the newest proof decides, and no session speaks for the other")
    {
        auto state = a_state();
        state.evidence = {proof("a", std::chrono::seconds{1}), proof("b", std::chrono::seconds{2})};
        state.session = session_of("a", std::chrono::seconds{99});
        CHECK(subject_of(state) == "b");
    }

    TEST_CASE("what one account chose or allowed says nothing for another")
    {
        auto state = a_state();
        state.request->client.trusted = false;
        state.evidence = {proof("a"), deed(Method::consent, "a", start), proof("b", std::chrono::seconds{9})};
        CHECK(next_step(state) == Step::consent);
        state = a_state();
        state.request->prompt.select_account = true;
        state.session = session_of("b", std::chrono::seconds{200});
        state.evidence = {deed(Method::chosen_account, "a", start)};
        CHECK(next_step(state) == Step::choose_account);
    }

    TEST_CASE("prompt=create begins with the registration, also when somebody is signed in")
    {
        auto state = a_state();
        state.request->prompt.create = true;
        CHECK(next_step(state) == Step::create_account);
        state.session = session_of("a", std::chrono::seconds{200});
        CHECK(next_step(state) == Step::create_account);
        state.evidence = {proof("b")};
        CHECK(next_step(state) == Step::done);
    }

    TEST_CASE("a sign-in to our own pages needs a session or a proof, and never consent")
    {
        auto state = a_state();
        state.request.reset();
        CHECK(next_step(state) == Step::sign_in);
        state.session = session_of("a", std::chrono::seconds{200});
        CHECK(next_step(state) == Step::done);
    }
}

} // namespace zugang::idp::session
