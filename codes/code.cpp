#include "codes/code.hpp"
#include "codes/alphabet.hpp"

namespace zugang::codes {

std::string grouped(std::string_view symbols)
{
    std::string text;
    for (std::size_t at = 0; at < symbols.size(); at += group_length) {
        if (at > 0)
            text += '-';
        text += symbols.substr(at, group_length);
    }
    return text;
}

} // namespace zugang::codes
