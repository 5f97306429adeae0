// What a new passkey is called until its person says otherwise.
#include "doctest.h"
#include "idp/second_factor/passkey_name.hpp"

namespace zugang::idp::second_factor {
namespace {

constexpr auto iphone =
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/18.1 Mobile/15E148 Safari/604.1";
constexpr auto desktop = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:133.0) Gecko/20100101 Firefox/133.0";

Call call_from(std::string user_agent)
{
    Call call;
    call.request.headers.push_back({"User-Agent", std::move(user_agent)});
    call.now = from_seconds(1773309600); // 12 March 2026, 11:00 in Germany
    return call;
}

/// The German wording, its gaps filled.
std::string german(templates::Text const& text)
{
    auto words = text.source();
    for (auto const& [name, value] : text.gaps())
        words.replace(words.find("{" + name + "}"), name.size() + 2, german(value));
    return words;
}

std::string better(MadeWith const& made)
{
    auto const name = better_passkey_name(made, call_from(desktop));
    return name ? german(*name) : "";
}

} // namespace

TEST_SUITE("the name of a new passkey")
{
    TEST_CASE("names device, browser and day, and makes up nothing")
    {
        CHECK(german(suggested_passkey_name(call_from(iphone))) == "iPhone, Safari, 12.03.2026");
        CHECK(german(suggested_passkey_name(call_from(desktop))) == "Windows, Firefox, 12.03.2026");
        CHECK(german(suggested_passkey_name(call_from("Firefox/133.0"))) == "Firefox, 12.03.2026");
        CHECK(german(suggested_passkey_name(call_from("something on Android"))) == "Android, 12.03.2026");
        CHECK(german(suggested_passkey_name(call_from("<script>"))) == "Passkey, 12.03.2026");
        CHECK(german(suggested_security_key_name(call_from(iphone))) == "Sicherheitsschlüssel, 12.03.2026");
    }

    TEST_CASE("the day is the German one")
    {
        auto call = call_from(iphone);
        call.now = from_seconds(1773356399); // 12 March, 23:59:59
        CHECK(german(suggested_passkey_name(call)) == "iPhone, Safari, 12.03.2026");
        call.now = from_seconds(1773356400);
        CHECK(german(suggested_passkey_name(call)) == "iPhone, Safari, 13.03.2026");
    }

    TEST_CASE("what is not in the device with the browser is not called by it; a known model gives its name")
    {
        CHECK(better({{"internal"}, "platform"}) == "");
        CHECK(better({{"internal", "hybrid"}, "platform"}) == ""); // a telephone's own browser
        CHECK(better({}) == "");
        CHECK(better({{"internal", "hybrid"}, "cross-platform"}) == "Telefon oder Tablet, 12.03.2026");
        CHECK(better({{"usb"}, "cross-platform"}) == "Sicherheitsschlüssel, 12.03.2026");
        CHECK(better({{"nfc", "usb"}, ""}) == "Sicherheitsschlüssel, 12.03.2026");
        CHECK(better({{"usb"}, "cross-platform", "Schlüssel 5"}) == "Schlüssel 5, 12.03.2026");
    }
}

} // namespace zugang::idp::second_factor
