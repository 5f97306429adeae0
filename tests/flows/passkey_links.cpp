// What browsers and password managers ask about this server's passkeys.
#include "base/json.hpp"
#include "doctest.h"
#include "tests/support/stand.hpp"

namespace zugang::tests {

TEST_SUITE("passkey links")
{
    TEST_CASE("the issuer alone has no related origins, and an Android app is none")
    {
        Stand stand;
        CHECK(stand.browser().get("/.well-known/webauthn").status == 404);
        Stand with_app{Engine::sqlite, {.configure = [](idp::config::Config& config) {
                           config.passkeys.origins = {
                               "android:apk-key-hash:47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU"};
                       }}};
        CHECK(with_app.browser().get("/.well-known/webauthn").status == 404);
    }

    TEST_CASE("related origins are listed with the issuer's, for any page to read")
    {
        Stand stand{Engine::sqlite, {.configure = [](idp::config::Config& config) {
                        config.passkeys.origins = {"https://konto.example", "https://jobs.example:8443",
                                                   "android:apk-key-hash:47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU"};
                    }}};
        auto const page = stand.browser().get("/.well-known/webauthn");
        CHECK(page.status == 200);
        CHECK(page.header("Content-Type") == "application/json");
        CHECK(page.header("Cache-Control") == "public, max-age=3600");
        CHECK(page.header("Access-Control-Allow-Origin") == "*");
        CHECK(Json::parse(page.body).value().strings("origins") ==
              std::vector<std::string>{stand.config().issuer, "https://konto.example", "https://jobs.example:8443"});
    }

    TEST_CASE("password managers learn where passkeys are made and managed")
    {
        Stand stand;
        auto const page = stand.browser().get("/.well-known/passkey-endpoints");
        CHECK(page.status == 200);
        CHECK(page.header("Content-Type") == "application/json");
        CHECK(page.header("Access-Control-Allow-Origin") == "*");
        auto const links = Json::parse(page.body).value();
        CHECK(links.string("enroll") == stand.address("/setup/passkey"));
        CHECK(links.string("manage") == stand.address("/account/factors"));
    }
}

} // namespace zugang::tests
