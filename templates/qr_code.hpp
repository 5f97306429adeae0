// A QR code as SVG markup (ISO/IEC 18004), drawn by qrcodegen; black on white whatever the page's colours are.
#pragma once
#include "templates/context.hpp"

namespace zugang::templates {

/// With the quiet zone of four modules. Colours are attributes, because the pages forbid inline style. Says nothing to
/// a screen reader: the template puts it into an element with role="img" and a label. Throws std::length_error where
/// the text does not fit (more than 2,331 bytes).
[[nodiscard]] Html qr_code(std::string_view text);

} // namespace zugang::templates
