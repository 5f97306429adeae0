#include "doctest.h"
#include "rendered.hpp"
#include <fstream>
TEST_CASE("zz dump") {
    for (auto const& page : zugang::tests::all_rendered())
        if (page.name.find("totp") != std::string::npos || page.name == "help")
            std::ofstream("/tmp/z/shots_totp/" + page.name + "." + std::string(page.language.tag) + ".html") << page.html;
}
