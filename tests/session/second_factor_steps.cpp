// next_step with a second factor: who is asked for it, who is led to set one up, and what a session may stand in for.
#include "doctest.h"
#include "tests/session/states.hpp"

namespace zugang::idp::session {
namespace {

constexpr auto mfa = oauth::Level::mfa;
constexpr std::chrono::minutes one_minute{1};

SignInState with_factor()
{
    auto state = a_state();
    state.account->has_apps = true;
    return state;
}

void demand(SignInState& state, std::vector<std::string> values)
{
    state.request->claims.id_token = {{"acr", /*essential=*/true, std::move(values)}};
}

} // namespace

TEST_SUITE("second factor")
{
    TEST_CASE("who has a factor is asked for it after the password, whatever the policy")
    {
        auto state = with_factor();
        CHECK(next_step(state) == Step::sign_in);
        state.evidence = {proof("a")};
        CHECK(next_step(state) == Step::prove_factor);
        state.evidence.push_back(proof("a", 2 * one_second, Method::totp));
        CHECK(next_step(state) == Step::done);
        state.evidence.back().method = Method::recovery_code;
        CHECK(next_step(state) == Step::done);
    }

    TEST_CASE("a second factor without the password is no sign-in")
    {
        auto state = with_factor();
        state.evidence = {proof("a", one_second, Method::totp)};
        CHECK(next_step(state) == Step::sign_in);
        state.session = SessionView{"a", {earlier("a", 60 * one_second, Method::totp)}, start};
        CHECK(next_step(state) == Step::sign_in);
    }

    TEST_CASE("one account's code says nothing for another")
    {
        auto state = with_factor();
        state.evidence = {proof("a"), proof("a", 2 * one_second, Method::totp), proof("b", 3 * one_second)};
        CHECK(subject_of(state) == "b");
        CHECK(next_step(state) == Step::prove_factor);
        state.session = SessionView{"a", {earlier("a", one_minute), earlier("a", one_minute, Method::totp)}, start};
        CHECK(next_step(state) == Step::prove_factor);
    }

    TEST_CASE("a known password is changed only by who proves the factor too")
    {
        auto state = with_factor();
        state.evidence = {proof("a", one_second, Method::known_password)};
        CHECK(next_step(state) == Step::prove_factor);
        state.evidence.push_back(proof("a", 2 * one_second, Method::totp));
        CHECK(next_step(state) == Step::new_password);
        state.evidence.push_back(proof("a", 3 * one_second));
        CHECK(next_step(state) == Step::done);
    }

    TEST_CASE(
        "the strictest of server, account and client leads who has no factor to the notice, and it cannot be put off")
    {
        auto state = a_state();
        state.evidence = {proof("a")};
        CHECK(next_step(state) == Step::done);
        for (auto* const level :
             {&state.policy.minimum, &state.account->minimum, &state.request->client.minimum_level}) {
            *level = mfa;
            CHECK(next_step(state) == Step::choose_factor);
            CHECK_FALSE(may_put_off(state));
            state.evidence.push_back(deed(Method::put_off, "a"));
            CHECK(next_step(state) == Step::choose_factor);
            state.evidence.pop_back();
            state.account->notice_is_put_off = true;
            CHECK(next_step(state) == Step::choose_factor);
            state.account->notice_is_put_off = false;
            *level = oauth::Level::password;
        }
    }

    TEST_CASE("a recommended factor is put off once, and the account remembers it")
    {
        auto state = a_state();
        state.policy.recommends_factor = true;
        state.evidence = {proof("a")};
        CHECK(next_step(state) == Step::choose_factor);
        CHECK(may_put_off(state));
        state.evidence.push_back(deed(Method::put_off, "b"));
        CHECK(next_step(state) == Step::choose_factor); // another account's
        state.evidence.push_back(deed(Method::put_off, "a"));
        CHECK(next_step(state) == Step::done);
        state.evidence = {proof("a")};
        state.account->notice_is_put_off = true;
        CHECK(next_step(state) == Step::done);
    }

    TEST_CASE("a running session is never interrupted by a recommendation")
    {
        auto state = a_state();
        state.policy.recommends_factor = true;
        state.session = session_of("a", 200 * one_second);
        CHECK(next_step(state) == Step::done);
    }

    TEST_CASE("the first factor is set up with a password proved 20 minutes ago at most")
    {
        auto state = a_state();
        state.policy.minimum = mfa;
        state.evidence = {proof("a", 0 * one_second)};
        state.now = start + 20 * one_minute;
        CHECK(next_step(state) == Step::choose_factor);
        state.now += Duration{1};
        CHECK(next_step(state) == Step::sign_in);
        state.evidence.push_back(proof("a", 20 * one_minute));
        CHECK(next_step(state) == Step::choose_factor);
    }

    TEST_CASE("recovery codes come after the first set-up and after the last code, once")
    {
        auto state = with_factor();
        state.account->has_recovery_codes = false;
        state.evidence = {proof("a"), proof("a", 2 * one_second, Method::totp)};
        CHECK(next_step(state) == Step::done); // an ordinary sign-in is not interrupted
        for (auto const& reason : {deed(Method::enrolled, "a"), proof("a", 3 * one_second, Method::recovery_code)}) {
            state.evidence.push_back(reason);
            CHECK(next_step(state) == Step::keep_recovery_codes);
            state.account->has_recovery_codes = true;
            CHECK(next_step(state) == Step::done);
            state.account->has_recovery_codes = false;
            state.evidence.push_back(deed(Method::recovery_codes_kept, "a"));
            CHECK(next_step(state) == Step::done);
            state.evidence.resize(2);
        }
    }
}

TEST_SUITE("step-up")
{
    TEST_CASE("an essential acr asks a running session for what is missing, and for no more")
    {
        auto state = a_state();
        state.session = session_of("a", 200 * one_second);
        demand(state, {"urn:zugang:acr:mfa"});
        CHECK(next_step(state) == Step::choose_factor);
        CHECK_FALSE(may_put_off(state));
        state.account->has_apps = true;
        CHECK(next_step(state) == Step::prove_factor);
        state.evidence = {proof("a", one_second, Method::totp)};
        CHECK(next_step(state) == Step::done);
    }

    TEST_CASE("of several essential values the weakest is enough")
    {
        auto state = a_state();
        state.session = session_of("a", 200 * one_second);
        demand(state, {"urn:zugang:acr:mfa", "urn:zugang:acr:password"});
        CHECK(next_step(state) == Step::done);
        demand(state, {"phr", "urn:zugang:acr:password"});
        CHECK(next_step(state) == Step::done);
    }

    TEST_CASE("acr_values are a wish: the best one that can be reached here, which who has no factor may put off")
    {
        auto state = a_state();
        state.session = session_of("a", 200 * one_second);
        state.request->acr_values = {"phr", "urn:zugang:acr:mfa", "urn:zugang:acr:password"};
        CHECK(next_step(state) == Step::choose_factor);
        CHECK(may_put_off(state));
        state.request->prompt.none = true;
        CHECK(next_step(state) == Step::done);
        state.request->prompt.none = false;
        state.account->notice_is_put_off = true;
        CHECK(next_step(state) == Step::done);
        state.account->notice_is_put_off = false;
        state.request->acr_values = {"urn:zugang:acr:password", "urn:zugang:acr:mfa"};
        CHECK(next_step(state) == Step::done);
    }

    TEST_CASE("a session from before the factor was set up is asked for it")
    {
        auto state = with_factor();
        state.session = session_of("a", 200 * one_second);
        CHECK(next_step(state) == Step::prove_factor);
        state.session->evidence.push_back(earlier("a", 100 * one_second, Method::totp));
        CHECK(next_step(state) == Step::done);
    }

    TEST_CASE("max_age asks again for the factor that is too old, and only for that")
    {
        auto state = with_factor();
        auto password = earlier("a", 200 * one_second);
        auto code = earlier("a", 50 * one_second, Method::totp);
        code.flow = "later";
        state.session = SessionView{"a", {password, code}, start};
        state.session->created_at = start - 100 * one_second;
        state.request->max_age = 200;
        CHECK(next_step(state) == Step::done);
        state.request->max_age = 199;
        CHECK(next_step(state) == Step::sign_in);
        state.evidence = {proof("a", 99 * one_second)};
        CHECK(next_step(state) == Step::done); // the code is 50 seconds old
        state.request->max_age = 49;
        CHECK(next_step(state) == Step::prove_factor);
        state.session->evidence = {earlier("a", 50 * one_second), earlier("a", 200 * one_second, Method::totp)};
        state.session->evidence[0].flow = "later";
        state.evidence.clear();
        state.request->max_age = 199;
        CHECK(next_step(state) == Step::prove_factor); // here it is the code that is too old
    }

    TEST_CASE("prompt=login asks for both again, whatever the session has proved")
    {
        auto state = with_factor();
        state.session = SessionView{"a", {earlier("a", 2 * one_minute), earlier("a", one_minute, Method::totp)}, start};
        state.session->created_at = start - one_minute;
        state.request->prompt.login = true;
        CHECK(next_step(state) == Step::sign_in);
        state.evidence = {proof("a")};
        CHECK(next_step(state) == Step::prove_factor);
        state.evidence.push_back(proof("a", 2 * one_second, Method::totp));
        CHECK(next_step(state) == Step::done);
    }

    TEST_CASE("who changes factors proves the account anew, counted back from when they began")
    {
        auto state = with_factor();
        state.request.reset();
        state.policy.own_page_max_age = change_max_age;
        auto const session_aged = [&](std::chrono::seconds age) {
            return SessionView{
                "a",
                {earlier("a", age + 100 * one_second), earlier("a", age + 100 * one_second, Method::totp)},
                start - age};
        };
        state.session = session_aged(300 * one_second);
        CHECK(next_step(state) == Step::done);
        state.now += 10 * one_minute; // it may take a while then
        CHECK(next_step(state) == Step::done);
        state.session = session_aged(301 * one_second);
        CHECK(next_step(state) == Step::sign_in);
    }

    TEST_CASE("a session rests on what the account's sign-ins need, not on what one request asks")
    {
        auto state = a_state();
        CHECK(session_minimum(state) == oauth::Level::password);
        demand(state, {"urn:zugang:acr:mfa"});
        state.request->client.minimum_level = mfa;
        CHECK(session_minimum(state) == oauth::Level::password);
        state.account->has_apps = true;
        CHECK(session_minimum(state) == mfa);
        state.account->has_apps = false;
        state.account->minimum = mfa;
        CHECK(session_minimum(state) == mfa);
        state.account->minimum = oauth::Level::none;
        state.policy.minimum = mfa;
        CHECK(session_minimum(state) == mfa);
    }
}

} // namespace zugang::idp::session
