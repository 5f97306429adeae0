#include "codes/mint.hpp"
#include "codes/alphabet.hpp"
#include "codes/fit_to_read.hpp"

namespace zugang::codes {
namespace {

constexpr std::size_t random_symbols = code_length - 1;

/// Bytes above the last multiple of 29 are thrown away: taken mod 29 they would make the first symbols likelier.
std::string random_text(Random& random)
{
    constexpr unsigned even_limit = 256 / alphabet.size() * alphabet.size();
    std::string text;
    while (text.size() < random_symbols) {
        for (unsigned const byte : random.bytes(random_symbols)) {
            if (byte < even_limit && text.size() < random_symbols)
                text += alphabet[byte % alphabet.size()];
        }
    }
    return text;
}

} // namespace

Code mint(Kind kind, Random& random)
{
    for (;;) {
        auto symbols = random_text(random);
        symbols += check_character(symbols, kind);
        if (is_fit_to_read(symbols))
            return Code{std::move(symbols)};
    }
}

} // namespace zugang::codes
