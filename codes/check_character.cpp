#include "codes/check_character.hpp"
#include "codes/alphabet.hpp"

namespace zugang::codes {
namespace {

constexpr unsigned modulus = alphabet.size();
constexpr unsigned inverse_of_last_weight = 17;
static_assert(code_length * inverse_of_last_weight % modulus == 1);

} // namespace

unsigned remainder_of(std::string_view symbols)
{
    unsigned sum = 0;
    unsigned weight = 1;
    for (char const symbol : symbols)
        sum += weight++ * number_of(static_cast<unsigned char>(symbol)).value();
    return sum % modulus;
}

char check_character(std::string_view eleven, Kind kind)
{
    auto const missing = (static_cast<unsigned>(kind) + modulus - remainder_of(eleven)) % modulus;
    return alphabet[missing * inverse_of_last_weight % modulus];
}

std::optional<Kind> kind_of(std::string_view twelve)
{
    auto const remainder = remainder_of(twelve);
    return remainder <= static_cast<unsigned>(Kind::recovery) ? std::optional{static_cast<Kind>(remainder)}
                                                              : std::nullopt;
}

} // namespace zugang::codes
