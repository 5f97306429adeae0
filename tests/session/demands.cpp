// What a request demands, and which proofs count for it.
#include "doctest.h"
#include "tests/session/states.hpp"

namespace zugang::idp::session {

TEST_SUITE("acr")
{
    TEST_CASE("only an essential acr of levels nobody reaches here is beyond reach; a wish never is")
    {
        auto request = a_request();
        request.acr_values = {"urn:mace:incommon:iap:gold"};
        CHECK(is_reachable(request));
        CHECK(essential_acr(request) == nullptr);
        struct Case {
            bool essential;
            std::vector<std::string> values;
            bool reachable;
        };
        for (auto const& [essential, values, reachable] : std::vector<Case>{
                 {false, {"gold"}, true},
                 {true, {"gold"}, false},
                 {true, {"phr", "phrh"}, true},
                 {true, {"gold", "urn:zugang:acr:password"}, true},
                 {true, {"urn:zugang:acr:mfa"}, true},
                 {true, {"urn:zugang:acr:passwor"}, false},
                 {true, {""}, false},
                 {true, {}, true}, // any level will do
             }) {
            request.claims.id_token = {{"acr", essential, values}};
            CHECK(is_reachable(request) == reachable);
            CHECK((essential_acr(request) != nullptr) == (essential && !values.empty()));
        }
        request.claims = {.userinfo = {{"acr", true, {"gold"}}}, .id_token = {}}; // acr is a claim of ID tokens
        CHECK(is_reachable(request));
    }

    TEST_CASE("the token says the strongest value asked for that the sign-in fulfils, else the level it has")
    {
        auto request = a_request();
        request.acr_values = {"phr"};
        CHECK(acr_for(request, oauth::Level::mfa) == "urn:zugang:acr:mfa");
        CHECK(acr_for(request, oauth::Level::phrh) == "phr");
        request.acr_values = {"gold", "urn:zugang:acr:password", "urn:zugang:acr:mfa"};
        CHECK(acr_for(request, oauth::Level::phrh) == "urn:zugang:acr:mfa");
        request.acr_values = {};
        CHECK(acr_for(request, oauth::Level::phrh) == "phrh");
        request.claims.id_token = {{"acr", true, {"urn:zugang:acr:password", "gold"}}};
        CHECK(acr_for(request, oauth::Level::mfa) == "urn:zugang:acr:password");
        request.claims.id_token = {{"acr", true, {"urn:zugang:acr:password", "urn:zugang:acr:mfa"}}};
        CHECK(acr_for(request, oauth::Level::mfa) == "urn:zugang:acr:mfa");
        CHECK(acr_for(request, oauth::Level::password) == "urn:zugang:acr:password");
    }
}

TEST_SUITE("evidence")
{
    TEST_CASE("evidence survives its record, and a record nobody here wrote is refused")
    {
        EvidenceList list{proof("a"),
                          deed(Method::consent, "a"),
                          proof("a", 2 * one_second, Method::totp),
                          deed(Method::enrolled, "a"),
                          deed(Method::put_off, "a"),
                          deed(Method::recovery_codes_kept, "a"),
                          deed(Method::chosen_account, "a"),
                          proof("a", one_second, Method::known_password),
                          proof("a", one_second, Method::recovery_code)};
        list[2].credential = "fct_1";
        CHECK(evidence_from_json(to_json(list)) == list);
        for (auto const* const bad : {"", "{}", "[{}]", R"([{"method":"magic","account":"a","at":1}])"})
            CHECK_THROWS_AS((void)evidence_from_json(bad), std::logic_error);
    }

    TEST_CASE("what proves nothing gives no level, no amr and no time, and cannot be made to look like a proof")
    {
        EvidenceList list;
        for (auto const method :
             {Method::enrolled, Method::recovery_codes_kept, Method::put_off, Method::chosen_account, Method::consent})
            list.push_back(deed(method, "a"));
        list.push_back(proof("a", one_second, Method::known_password));
        CHECK(amr(list).empty());
        CHECK(level_of(list, "a") == oauth::Level::none);
        CHECK_FALSE(authenticated_at(list, "a"));
        CHECK(proofs_of("a", list).empty());
        for (auto const method : {Method::password, Method::known_password, Method::totp, Method::recovery_code})
            CHECK_THROWS_AS((void)deed(method, "a"), std::logic_error);
    }

    TEST_CASE("level and amr follow from the proofs of one account")
    {
        EvidenceList list{proof("a")};
        CHECK(amr(list) == std::vector<std::string>{"pwd"});
        CHECK(level_of(list, "a") == oauth::Level::password);
        list.push_back(proof("b", one_second, Method::totp));
        CHECK(level_of(list, "a") == oauth::Level::password);
        CHECK(level_of(list, "b") == oauth::Level::none);
        list.push_back(proof("a", one_second, Method::recovery_code));
        CHECK(level_of(list, "a") == oauth::Level::mfa);
        CHECK(amr(proofs_of("a", list)) == std::vector<std::string>{"pwd", "otp", "mfa"});
    }

    TEST_CASE("a sign-in counts from its last proof, and a factor added later makes the password no younger")
    {
        auto const at = [](int seconds) { return start + seconds * one_second; };
        EvidenceList list{proof("a", 1 * one_second), proof("a", 20 * one_second, Method::totp)};
        CHECK(authenticated_at(list, "a") == at(20));
        list[1].flow = "later";
        CHECK(authenticated_at(list, "a") == at(1));
        list.push_back(proof("a", 30 * one_second)); // the password again, in the first sign-in
        CHECK(authenticated_at(list, "a") == at(20));
        CHECK(first_factor_proved_at(list, "a") == at(30));
    }

    TEST_CASE("proofs of this sign-in always count, others as old as the request allows")
    {
        EvidenceList const list{proof("a", 0 * one_second), earlier("a", 50 * one_second, Method::totp), proof("b")};
        Freshness freshness{"this", /*only_this_flow=*/false, std::nullopt, start + 100 * one_second};
        CHECK(counting(list, "a", freshness).size() == 2);
        freshness.max_age = 50 * one_second;
        CHECK(counting(list, "a", freshness).size() == 2);
        freshness.max_age = 49 * one_second;
        CHECK(counting(list, "a", freshness).size() == 1);
        freshness.only_this_flow = true;
        CHECK(counting(list, "a", freshness).size() == 1);
        freshness.flow = "";
        CHECK(counting(list, "a", freshness).empty());
    }
}

} // namespace zugang::idp::session
