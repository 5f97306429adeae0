// The associations of apps with this server's addresses (RFC 8252 §7.2).
#include "base/json.hpp"
#include "doctest.h"
#include "tests/support/stand.hpp"

namespace zugang::tests {

TEST_CASE("where no app is configured there is no association")
{
    Stand stand;
    auto browser = stand.browser();
    CHECK(browser.get("/.well-known/assetlinks.json").status == 404);
    CHECK(browser.get("/.well-known/apple-app-site-association").status == 404);
}

TEST_CASE("configured apps are named as Android and Apple expect it")
{
    std::string const fingerprint = "00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99:AA:"
                                    "BB:CC:DD:EE:FF";
    Stand stand{Engine::sqlite, {.configure = [&](idp::config::Config& config) {
                    config.app.android_package = "de.example.app";
                    config.app.android_fingerprints = {fingerprint};
                    config.app.apple_ids = {"ABCDE12345.de.example.app"};
                }}};
    auto browser = stand.browser();
    auto const android = browser.get("/.well-known/assetlinks.json");
    CHECK(android.header("Content-Type") == "application/json");
    auto const statements = Json::parse(android.body).value().items();
    REQUIRE(statements.size() == 1);
    CHECK(statements.front().strings("relation") ==
          std::vector<std::string>{"delegate_permission/common.handle_all_urls",
                                   "delegate_permission/common.get_login_creds"});
    auto const target = statements.front().find("target").value();
    CHECK(target.string("namespace") == "android_app");
    CHECK(target.string("package_name") == "de.example.app");
    CHECK(target.strings("sha256_cert_fingerprints") == std::vector<std::string>{fingerprint});
    auto const apple = browser.get("/.well-known/apple-app-site-association");
    CHECK(apple.header("Content-Type") == "application/json");
    auto const association = Json::parse(apple.body).value();
    CHECK(association.find("webcredentials").value().strings("apps") ==
          std::vector<std::string>{"ABCDE12345.de.example.app"});
    auto const details = association.find("applinks").value().find("details").value().items();
    REQUIRE(details.size() == 1);
    CHECK(details.front().strings("appIDs") == std::vector<std::string>{"ABCDE12345.de.example.app"});
    REQUIRE(details.front().find("components").value().items().size() == 1);
    CHECK(details.front().find("components").value().items().front().string("/") == "/app/*");
}

TEST_CASE("apps that are not this server's own may open addresses but ask for no passkeys")
{
    Stand stand{Engine::sqlite, {.configure = [](idp::config::Config& config) {
                    config.app.android_package = "de.example.app";
                    config.app.apple_ids = {"ABCDE12345.de.example.app"};
                    config.passkeys.apps = false;
                }}};
    auto browser = stand.browser();
    auto const statements = Json::parse(browser.get("/.well-known/assetlinks.json").body).value().items();
    REQUIRE(statements.size() == 1);
    CHECK(statements.front().strings("relation") ==
          std::vector<std::string>{"delegate_permission/common.handle_all_urls"});
    auto const apple = Json::parse(browser.get("/.well-known/apple-app-site-association").body).value();
    CHECK(apple.has("applinks"));
    CHECK_FALSE(apple.has("webcredentials"));
}

} // namespace zugang::tests
