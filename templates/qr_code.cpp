#include "templates/qr_code.hpp"
#include <qrcodegen/qrcodegen.hpp>
#include <string>

namespace zugang::templates {
namespace {

constexpr int quiet_zone = 4;    // modules, ISO/IEC 18004 §6.3.8: cameras look for the white edge
constexpr int module_pixels = 6; // where the page's style says nothing

/// "M X Y h W v1 h-W z": a rectangle one module high.
std::string rectangle(int x, int y, int width)
{
    auto const w = std::to_string(width);
    return "M" + std::to_string(x) + " " + std::to_string(y) + "h" + w + "v1h-" + w + "z";
}

/// Each run of dark modules in a row is one rectangle.
std::string dark_runs(qrcodegen::QrCode const& code)
{
    std::string path;
    for (int y = 0; y < code.getSize(); ++y)
        for (int x = 0; x < code.getSize(); ++x) {
            int const from = x;
            while (code.getModule(x, y)) // light beyond the edge
                ++x;
            if (x > from)
                path += rectangle(from + quiet_zone, y + quiet_zone, x - from);
        }
    return path;
}

} // namespace

Html qr_code(std::string_view text)
{
    auto const code = qrcodegen::QrCode::encodeText(std::string(text).c_str(), qrcodegen::QrCode::Ecc::MEDIUM);
    auto const size = std::to_string(code.getSize() + 2 * quiet_zone);
    auto const pixels = std::to_string((code.getSize() + 2 * quiet_zone) * module_pixels);
    // "viewbox": inside a page names of attributes have small letters, and browsers know which one is meant.
    return {
        "<svg viewbox=\"0 0 " + size + " " + size + "\" width=\"" + pixels + "\" height=\"" + pixels +
        "\" shape-rendering=\"crispEdges\" aria-hidden=\"true\" focusable=\"false\"><path fill=\"#ffffff\" d=\"M0 0h" +
        size + "v" + size + "h-" + size + "z\"></path><path fill=\"#000000\" d=\"" + dark_runs(code) +
        "\"></path></svg>"};
}

} // namespace zugang::templates
