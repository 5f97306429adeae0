// POST /oauth2/bc-authorize (CIBA §7): what is asked, and of whom.
#include "store/accounts.hpp"
#include "tests/ciba/ciba_flow.hpp"

namespace zugang::tests {

TEST_SUITE("CIBA request")
{
    TEST_CASE_FIXTURE(CibaFlow, "a client gets an id to ask with, how long it lives and how often to ask")
    {
        auto const asked = ask();
        REQUIRE(asked.page.status == 200);
        CHECK(asked.text("auth_req_id").starts_with("zgq_"));
        CHECK(asked.text("auth_req_id").size() == 47);
        auto const json = Json::parse(asked.page.body).value();
        CHECK(json.integer("expires_in") == 300);
        CHECK(json.integer("interval") == 5);
        auto const open = telephone.open(account);
        REQUIRE(open.size() == 1);
        CHECK(open.front().binding_message == "Vorgang 4711");
        CHECK(open.front().scope == "openid profile");
    }

    TEST_CASE_FIXTURE(CibaFlow, "the hint may be an e-mail address, a username or a sub")
    {
        for (auto const& hint : {std::string{ciba_person}, std::string{"mustermann"}, account})
            CHECK(ask({{"login_hint", hint}}).page.status == 200);
        CHECK(telephone.open(account).size() == 3);
    }

    TEST_CASE_FIXTURE(CibaFlow, "an ID token of this client names the person, another client's does not")
    {
        ask();
        telephone.approve(account);
        stand.add_client(call_centre("other"));
        auto const asked = ask();
        telephone.approve(account);
        auto const id_token = poll(asked).text("id_token");
        REQUIRE_FALSE(id_token.empty());
        CHECK(ask({{"login_hint", ""}, {"id_token_hint", id_token}}).page.status == 200);
        CHECK(ask({{"login_hint", ""}, {"id_token_hint", id_token}}, "other").error() == "invalid_request");
        CHECK(ask({{"login_hint", ""}, {"id_token_hint", "nonsense"}}).error() == "invalid_request");
    }

    TEST_CASE_FIXTURE(CibaFlow, "exactly one hint is needed, of a kind there is")
    {
        CHECK(ask({{"login_hint", ""}}).error() == "invalid_request");
        CHECK(ask({{"id_token_hint", "x"}}).error() == "invalid_request");
        CHECK(ask({{"login_hint", ""}, {"login_hint_token", "x"}}).error() == "invalid_request");
    }

    TEST_CASE_FIXTURE(CibaFlow, "a hint that names nobody, or nobody who can sign in, is an unknown user")
    {
        CHECK(ask({{"login_hint", "erika@example.org"}}).error() == "unknown_user_id");
        stand.database().write([&](store::Connection& tx) {
            REQUIRE(store::accounts::set_disabled(tx, account, stand.clock.now(), stand.clock.now()));
        });
        CHECK(ask().error() == "unknown_user_id");
    }

    TEST_CASE_FIXTURE(CibaFlow, "a binding message has at most 100 characters and no control characters")
    {
        std::string hundred;
        for (int i = 0; i < 100; ++i)
            hundred += "ü";
        CHECK(ask({{"binding_message", hundred}}).page.status == 200);
        CHECK(ask({{"binding_message", hundred + "x"}}).error() == "invalid_binding_message");
        CHECK(ask({{"binding_message", "eins\nzwei"}}).error() == "invalid_binding_message");
        CHECK(ask({{"binding_message", ""}}).page.status == 200);
    }

    TEST_CASE_FIXTURE(CibaFlow, "the client may want a shorter life, never a longer one")
    {
        auto const life = [&](std::string const& wanted) {
            auto const asked = ask({{"requested_expiry", wanted}});
            REQUIRE(telephone.deny(account)); // few may be open at once
            return Json::parse(asked.page.body)->integer("expires_in");
        };
        CHECK(life("60") == 60);
        CHECK(life("300") == 300);
        CHECK(life("301") == 300);
        CHECK(life("9223372036854775807") == 300);
        for (auto const* const wrong : {"0", "-1", "1.5", "soon", "9223372036854775808"})
            CHECK(ask({{"requested_expiry", wrong}}).error() == "invalid_request");
    }

    TEST_CASE_FIXTURE(CibaFlow, "openid is needed, and words beyond the client's are left out")
    {
        CHECK(ask({{"scope", "profile"}}).error() == "invalid_scope");
        CHECK(ask({{"scope", ""}}).error() == "invalid_scope");
        CHECK(ask({{"scope", "openid customer"}}).page.status == 200);
        CHECK(telephone.open(account).front().scope == "openid");
    }

    TEST_CASE_FIXTURE(CibaFlow, "three requests may wait for one person, of all clients together")
    {
        stand.add_client(call_centre("other"));
        CHECK(ask().page.status == 200);
        CHECK(ask().page.status == 200);
        CHECK(ask({}, "other").page.status == 200);
        for (auto const* const client : {"call-centre", "other"}) {
            auto const refused = ask({}, client);
            CHECK(refused.page.status == 503);
            CHECK(refused.error() == "temporarily_unavailable");
        }
        CHECK(telephone.open(account).size() == 3);
        REQUIRE(telephone.deny(account));
        CHECK(ask().page.status == 200);
        CHECK(ask().error() == "temporarily_unavailable");
        stand.clock.advance(std::chrono::minutes{5});
        CHECK(ask().page.status == 200);
    }

    TEST_CASE_FIXTURE(CibaFlow, "only registered clients that authenticate may ask")
    {
        stand.add_portal();
        CHECK(ask({{"client_secret", ""}}).error() == "invalid_client");
        CHECK(ask({{"client_secret", "zcs_wrong"}}).error() == "invalid_client");
        auto client = call_centre("unregistered");
        client.grant_types = {"client_credentials"};
        stand.add_client(client);
        CHECK(ask({}, "unregistered").error() == "unauthorized_client");
    }

    TEST_CASE("where CIBA is switched off nothing of it answers")
    {
        Stand stand;
        stand.add_client(CibaFlow::call_centre("call-centre"));
        auto browser = stand.browser();
        auto fields = CibaFlow::credentials("call-centre");
        auto const post = [&](std::string const& path) {
            return TokenAnswer{browser.request("POST", path, encode_form(fields),
                                               {{"Content-Type", "application/x-www-form-urlencoded"}})};
        };
        CHECK(post("/oauth2/bc-authorize").error() == "invalid_request");
        fields.emplace_back("grant_type", ciba_grant);
        CHECK(post("/oauth2/token").error() == "unsupported_grant_type");
        CHECK(browser.get("/.well-known/openid-configuration").body.find("backchannel_authentication") ==
              std::string::npos);
    }

    TEST_CASE_FIXTURE(CibaFlow, "where it is on, the metadata says so")
    {
        auto browser = stand.browser();
        auto const json = Json::parse(browser.get("/.well-known/openid-configuration").body).value();
        CHECK(json.string("backchannel_authentication_endpoint") == stand.address("/oauth2/bc-authorize"));
        CHECK(json.strings("backchannel_token_delivery_modes_supported") == std::vector<std::string>{"poll", "ping"});
        CHECK(json.boolean("backchannel_user_code_parameter_supported") == false);
    }
}

} // namespace zugang::tests
