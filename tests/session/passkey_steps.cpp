// next_step and evidence with passkeys and security keys: both factors at once, or the second; phr and phrh.
#include "doctest.h"
#include "tests/session/states.hpp"

namespace zugang::idp::session {
namespace {

using oauth::Level;
constexpr std::chrono::minutes one_minute{1};

/// An account with what `passkey_level` says of its passkeys, and an app where told.
SignInState with_passkey(Level passkey_level, bool has_apps = false)
{
    auto state = a_state();
    state.account->has_passkeys = true;
    state.account->passkey_level = passkey_level;
    state.account->has_apps = has_apps;
    return state;
}

Evidence key(Method method, bool hardware, std::chrono::seconds after = 2 * one_second)
{
    auto evidence = proof("a", after, method);
    evidence.hardware = hardware;
    return evidence;
}

void demand(SignInState& state, std::string acr)
{
    state.request->claims.id_token = {{"acr", /*essential=*/true, {std::move(acr)}}};
}

} // namespace

TEST_SUITE("passkeys")
{
    TEST_CASE("a passkey signs in alone, and says who it is")
    {
        for (auto const policy : {Level::password, Level::mfa}) {
            auto state = with_passkey(Level::phr);
            state.policy.minimum = policy;
            CHECK(next_step(state) == Step::sign_in);
            state.evidence = {key(Method::passkey, false)};
            CHECK(subject_of(state) == "a");
            CHECK(next_step(state) == Step::done);
        }
    }

    TEST_CASE("a security key alone is no sign-in, after the password it is one")
    {
        auto state = with_passkey(Level::phrh);
        state.evidence = {key(Method::security_key, true)};
        CHECK_FALSE(subject_of(state));
        CHECK(next_step(state) == Step::sign_in);
        state.evidence = {proof("a"), key(Method::security_key, true)};
        CHECK(next_step(state) == Step::done);
        CHECK(level_of(state.evidence, "a") == Level::phrh);
    }

    TEST_CASE("after the password the app is asked for where there is one, else the passkey")
    {
        auto state = with_passkey(Level::phr);
        state.evidence = {proof("a")};
        CHECK(next_step(state) == Step::prove_passkey);
        state.account->has_apps = true;
        CHECK(next_step(state) == Step::prove_factor);
        state.evidence.push_back(key(Method::passkey, false));
        CHECK(next_step(state) == Step::done);
    }

    TEST_CASE("the newest of password and passkey says who signs in, another's passkey proves nothing")
    {
        auto state = with_passkey(Level::phr);
        state.evidence = {key(Method::passkey, false), proof("b", 3 * one_second)};
        CHECK(subject_of(state) == "b");
        CHECK(next_step(state) == Step::prove_passkey);
        state.wrong_accounts = {"a"};
        state.evidence = {key(Method::passkey, false)};
        CHECK_FALSE(subject_of(state));
    }

    TEST_CASE("a demanded phr is reached by the passkey, not by a code, and asked for at once")
    {
        auto state = with_passkey(Level::phr, /*has_apps=*/true);
        demand(state, "phr");
        state.evidence = {proof("a")};
        CHECK(next_step(state) == Step::prove_passkey);
        state.evidence.push_back(proof("a", 2 * one_second, Method::totp));
        CHECK(next_step(state) == Step::prove_passkey);
        CHECK_FALSE(may_put_off(state));
        state.evidence.push_back(deed(Method::put_off, "a"));
        CHECK(next_step(state) == Step::prove_passkey);
        state.evidence.push_back(key(Method::passkey, false));
        CHECK(next_step(state) == Step::done);
    }

    TEST_CASE("a demanded phrh is not reached by a synchronised passkey: another is to be set up, when all is fresh")
    {
        auto state = with_passkey(Level::phr);
        demand(state, "phrh");
        state.evidence = {key(Method::passkey, false)};
        CHECK(next_step(state) == Step::choose_factor);
        CHECK_FALSE(may_put_off(state));
        state.account->passkey_level = Level::phrh; // it was set up
        CHECK(next_step(state) == Step::prove_passkey);
        state.evidence.push_back(key(Method::passkey, true));
        CHECK(next_step(state) == Step::done);
    }

    TEST_CASE("who has only an app is led to a passkey where phr is demanded, once app and password are fresh")
    {
        auto state = a_state();
        state.account->has_apps = true;
        demand(state, "phr");
        state.evidence = {proof("a"), proof("a", 2 * one_second, Method::totp)};
        CHECK(next_step(state) == Step::choose_factor);
        auto const all = EvidenceList{earlier("a", std::chrono::minutes{20}), earlier("a", one_minute, Method::totp)};
        state.session = SessionView{"a", all, start};
        state.evidence = {};
        CHECK(next_step(state) == Step::choose_factor);
        state.session->evidence[0].at -= one_second;
        CHECK(next_step(state) == Step::sign_in);
        state.session->evidence = {earlier("a", std::chrono::minutes{21}),
                                   earlier("a", std::chrono::minutes{21}, Method::totp)};
        state.evidence = {proof("a")};
        CHECK(next_step(state) == Step::prove_factor); // the password alone is fresh
        state.evidence.push_back(proof("a", 2 * one_second, Method::totp));
        CHECK(next_step(state) == Step::choose_factor);
    }

    TEST_CASE("a code proved now is fresh beside a passkey proved long ago")
    {
        auto state = with_passkey(Level::phr, /*has_apps=*/true);
        demand(state, "phrh");
        state.session = SessionView{"a", {earlier("a", std::chrono::minutes{21}, Method::passkey)}, start};
        CHECK(next_step(state) == Step::sign_in);
        state.evidence = {proof("a")};
        CHECK(next_step(state) == Step::prove_factor);
        state.evidence.push_back(proof("a", 2 * one_second, Method::totp));
        CHECK(next_step(state) == Step::choose_factor);
    }

    TEST_CASE("a password everybody guesses is changed, also after a passkey; a passkey alone asks for no change")
    {
        auto state = with_passkey(Level::phr);
        state.evidence = {proof("a", one_second, Method::known_password), key(Method::passkey, false)};
        CHECK(next_step(state) == Step::new_password);
        state.evidence.push_back(proof("a", 3 * one_second));
        CHECK(next_step(state) == Step::done);
        state.evidence = {proof("b", one_second, Method::known_password), key(Method::passkey, false)};
        CHECK(next_step(state) == Step::done);
    }

    TEST_CASE("a wish for phr may be put off: the passkey for this sign-in, its set-up for weeks")
    {
        auto state = with_passkey(Level::phr, /*has_apps=*/true);
        state.request->acr_values = {"phr"};
        state.evidence = {proof("a")};
        CHECK(next_step(state) == Step::prove_passkey);
        CHECK(may_put_off(state));
        state.account->notice_is_put_off = true; // of the set-up
        CHECK(next_step(state) == Step::prove_passkey);
        state.evidence.push_back(deed(Method::put_off, "a"));
        CHECK(next_step(state) == Step::prove_factor);
        state.evidence.push_back(proof("a", 2 * one_second, Method::totp));
        CHECK(next_step(state) == Step::done);

        state.account->has_passkeys = false;
        state.account->passkey_level = Level::none;
        state.account->notice_is_put_off = false;
        state.evidence = {proof("a"), proof("a", 2 * one_second, Method::totp)};
        CHECK(next_step(state) == Step::choose_factor);
        CHECK(may_put_off(state));
        state.account->notice_is_put_off = true;
        CHECK(next_step(state) == Step::done);
    }

    TEST_CASE("with prompt=none a wish is passed over and a demand is not")
    {
        auto state = with_passkey(Level::phr);
        state.request->prompt.none = true;
        state.session = SessionView{"a", {earlier("a", one_minute), earlier("a", one_minute, Method::totp)}, start};
        state.request->acr_values = {"phr"};
        CHECK(next_step(state) == Step::done);
        demand(state, "phr");
        CHECK(next_step(state) == Step::prove_passkey);
    }

    TEST_CASE("after a password the browser may make a passkey, once, where there is none and the server wants it")
    {
        auto state = a_state();
        state.policy.offers_passkeys = true;
        state.account->has_apps = true;
        state.evidence = {proof("a"), proof("a", one_second, Method::totp), deed(Method::upgrade_possible, "a")};
        CHECK(next_step(state) == Step::upgrade_passkey);
        SUBCASE("the server")
        {
            state.policy.offers_passkeys = false;
        }
        SUBCASE("a passkey is there")
        {
            state.account->has_passkeys = true;
        }
        SUBCASE("put off")
        {
            state.account->passkey_offer_is_put_off = true;
        }
        SUBCASE("settled")
        {
            state.evidence.push_back(deed(Method::upgrade_settled, "a"));
        }
        SUBCASE("the app was proved in an older sign-in, which is still open")
        {
            state.evidence.erase(state.evidence.begin() + 1);
            state.session = SessionView{"a", {earlier("a", one_minute), earlier("a", one_minute, Method::totp)}, start};
        }
        SUBCASE("longer ago than 20 minutes")
        {
            state.now = start + std::chrono::minutes{20} + 2 * one_second;
        }
        SUBCASE("it would be the only factor")
        {
            state.account->has_apps = false;
        }
        SUBCASE("the browser cannot")
        {
            state.evidence.pop_back();
        }
        SUBCASE("no password was typed")
        {
            state.evidence = {key(Method::passkey, false), deed(Method::upgrade_possible, "a")};
        }
        CHECK(next_step(state) == Step::done);
    }

    TEST_CASE("no passkey is made in passing before the second factor is proved")
    {
        auto state = a_state();
        state.policy.offers_passkeys = true;
        state.account->has_apps = true;
        state.evidence = {proof("a"), deed(Method::upgrade_possible, "a")};
        CHECK(next_step(state) == Step::prove_factor);
        state.evidence.push_back(proof("a", 2 * one_second, Method::totp));
        CHECK(next_step(state) == Step::upgrade_passkey);
    }

    TEST_CASE("levels and methods follow from what was proved")
    {
        struct Row {
            EvidenceList list;
            Level level;
            std::vector<std::string> methods;
        };
        for (auto const& [list, level, methods] : std::vector<Row>{
                 {{key(Method::passkey, false)}, Level::phr, {"swk", "pop", "user", "mfa"}},
                 {{key(Method::passkey, true)}, Level::phrh, {"hwk", "pop", "user", "mfa"}},
                 {{key(Method::security_key, true)}, Level::none, {"hwk", "pop", "user"}},
                 {{proof("a"), key(Method::security_key, false)}, Level::phr, {"pwd", "swk", "pop", "user", "mfa"}},
                 {{proof("a"), key(Method::security_key, true)}, Level::phrh, {"pwd", "hwk", "pop", "user", "mfa"}},
                 {{proof("a", one_second, Method::totp), key(Method::passkey, false)},
                  Level::phr,
                  {"otp", "swk", "pop", "user", "mfa"}},
             }) {
            CHECK(level_of(list, "a") == level);
            CHECK(amr(list) == methods);
            CHECK(evidence_from_json(to_json(list)) == list);
        }
    }

    TEST_CASE("a passkey is as young as itself, whatever else was proved before")
    {
        EvidenceList list{earlier("a", std::chrono::hours{3}), earlier("a", std::chrono::hours{3}, Method::totp),
                          key(Method::passkey, false, 90 * one_second)};
        CHECK(authenticated_at(list, "a") == start + 90 * one_second);
        list[2].method = Method::security_key;
        CHECK(authenticated_at(list, "a") == list[0].at); // rests on the old password as well
    }
}

} // namespace zugang::idp::session
