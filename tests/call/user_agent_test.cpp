#include "doctest.h"
#include "idp/call/user_agent.hpp"

namespace zugang::idp {
namespace {

/// "Firefox auf Windows", or "Firefox" where there is no gap to fill.
std::string words(std::string_view user_agent)
{
    auto const text = device_words(user_agent);
    if (text.gaps().empty())
        return text.source();
    return text.gaps().at(0).second.source() + " auf " + text.gaps().at(1).second.source();
}

} // namespace

TEST_CASE("a browser's own name becomes the words people know it by")
{
    CHECK(words("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:133.0) Gecko/20100101 Firefox/133.0") ==
          "Firefox auf Windows");
    CHECK(words("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 "
                "Safari/537.36 Edg/131.0.0.0") == "Edge auf Windows");
    CHECK(words("Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile "
                "Safari/537.36") == "Chrome auf Android");
    CHECK(words("Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
                "Version/18.1 Mobile/15E148 Safari/604.1") == "Safari auf iPhone");
    CHECK(words("Mozilla/5.0 (Macintosh; Intel Mac OS X 14.7; rv:133.0) Gecko/20100101 Firefox/133.0") ==
          "Firefox auf macOS");
    CHECK(words("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 "
                "Safari/537.36") == "Chrome auf Linux");
}

TEST_CASE("what a browser does not say is not made up")
{
    CHECK(words("Firefox/133.0") == "Firefox");
    CHECK(words("curl on Linux") == "Linux");
    CHECK(words("") == "ein unbekanntes Gerät");
    CHECK(words("<script>alert(1)</script>") == "ein unbekanntes Gerät");
}

} // namespace zugang::idp
