// authorization_details in a form people read (RFC 9396 §2): nothing is left out.
#include "idp/login/consent_deeds.hpp"
#include "doctest.h"

namespace zugang::idp::login {

TEST_SUITE("consent")
{
    TEST_CASE("every member is shown, whatever its shape, and the type by itself")
    {
        CHECK(deeds_of("").empty());
        auto const deeds = deeds_of(R"([{"type":"payment","actions":["read","change"],"locations":[],"x":{},)"
                                    R"("amount":{"currency":"EUR","value":"123.50"},"n":5,"yes":true,"nothing":null,)"
                                    R"("steps":[{"a":1},"two",[3]]},{"type":"other"}])");
        REQUIRE(deeds.size() == 2);
        CHECK(deeds[0].type == "payment");
        using Members = std::vector<std::pair<std::string, std::string>>;
        CHECK(deeds[0].members == Members{{"actions", "read\nchange"},
                                          {"locations", "[]"},
                                          {"x", "{}"},
                                          {"amount › currency", "EUR"},
                                          {"amount › value", "123.50"},
                                          {"n", "5"},
                                          {"yes", "true"},
                                          {"nothing", "null"},
                                          {"steps › a", "1"},
                                          {"steps", "3"},
                                          {"steps", "two"}});
        CHECK(deeds[1].type == "other");
        CHECK(deeds[1].members.empty());
        CHECK_THROWS_AS((void)deeds_of("{}"), std::logic_error);
    }
}

} // namespace zugang::idp::login
