// QR codes are read back by Debian's zbarimg.
#include "doctest.h"
#include "markup.hpp"
#include "templates/qr_code.hpp"
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

namespace templates = zugang::templates;

namespace {

constexpr int zoom = 4; // pixels of a module in the picture

struct Picture {
    int size = 0; // modules
    std::vector<bool> dark;
};

/// Draws what the second path says: "M X Y h W v1 h-W z" again and again.
Picture draw(std::vector<zugang::tests::Element> const& elements)
{
    Picture picture;
    REQUIRE(std::sscanf(elements.at(0).get("viewbox").c_str(), "0 0 %d", &picture.size) == 1);
    picture.dark.resize(static_cast<std::size_t>(picture.size * picture.size));
    auto const path = elements.at(2).get("d");
    for (std::size_t at = path.find('M'); at != std::string::npos; at = path.find('M', at + 1)) {
        int x = 0;
        int y = 0;
        int width = 0;
        int back = 0;
        REQUIRE(std::sscanf(path.c_str() + at, "M%d %dh%dv1h-%dz", &x, &y, &width, &back) == 4);
        REQUIRE(width == back);
        for (int i = x; i < x + width; ++i)
            picture.dark.at(static_cast<std::size_t>(y * picture.size + i)) = true;
    }
    return picture;
}

std::string read_back(Picture const& picture)
{
    char name[] = "/tmp/zugang-qr-XXXXXX.pgm";
    REQUIRE(mkstemps(name, 4) >= 0);
    {
        std::ofstream file(name, std::ios::binary);
        file << "P5\n" << picture.size * zoom << ' ' << picture.size * zoom << "\n255\n";
        for (int y = 0; y < picture.size * zoom; ++y)
            for (int x = 0; x < picture.size * zoom; ++x)
                file.put(picture.dark[static_cast<std::size_t>(y / zoom * picture.size + x / zoom)] ? '\0' : '\xff');
    }
    auto const command = std::string("zbarimg --raw -q ") + name;
    std::unique_ptr<FILE, int (*)(FILE*)> const pipe(popen(command.c_str(), "r"), pclose);
    std::string text(4096, '\0');
    text.resize(std::fread(text.data(), 1, text.size(), pipe.get()));
    std::remove(name);
    return text;
}

} // namespace

TEST_CASE("a QR code is read as what it was made of, from a short text to a long address")
{
    for (auto const& text : {std::string("A"),
                             std::string("otpauth://totp/konto.example:max%40example.org?secret="
                                         "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=konto.example"),
                             "otpauth://totp/" + std::string(600, 'x')}) {
        auto const elements = zugang::tests::read_markup(templates::qr_code(text).markup);
        CHECK(read_back(draw(elements)) == text + "\n");
    }
}

TEST_CASE("a QR code is black on white with an edge of four modules, and has no style of its own")
{
    auto const html = templates::qr_code("otpauth://totp/a").markup;
    auto const elements = zugang::tests::read_markup(html);
    REQUIRE(elements.size() == 3);
    CHECK(elements[1].get("fill") == "#ffffff");
    CHECK(elements[2].get("fill") == "#000000");
    CHECK(elements[0].get("aria-hidden") == "true");
    CHECK(html.find("style") == std::string::npos);
    auto const picture = draw(elements);
    auto const is_dark = [&](int x, int y) { return picture.dark[static_cast<std::size_t>(y * picture.size + x)]; };
    CHECK(is_dark(4, 4)); // the corner of the first finder pattern
    for (int edge = 0; edge < 4; ++edge)
        for (int i = 0; i < picture.size; ++i) {
            CHECK_FALSE(is_dark(i, edge));
            CHECK_FALSE(is_dark(edge, i));
            CHECK_FALSE(is_dark(i, picture.size - 1 - edge));
            CHECK_FALSE(is_dark(picture.size - 1 - edge, i));
        }
}

TEST_CASE("a text that does not fit is an error, not a wrong code")
{
    CHECK_THROWS_AS((void)templates::qr_code(std::string(2332, 'x')), std::length_error);
    CHECK_FALSE(templates::qr_code(std::string(2331, 'x')).markup.empty());
}
