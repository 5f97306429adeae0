#include "codes/fit_to_read.hpp"
#include "codes/alphabet.hpp"
#include <algorithm>
#include <string>

namespace zugang::codes {
namespace {

/// No code has I, O, 1 or 0, so words with those letters need no mention. After digits are read as letters.
constexpr std::string_view unwanted[] = {
    // what no German number plate may say, and its like
    "SS", "SA", "NS", "HJ", "KZ", "AH", "KKK", "NSDAP", "GAS", "JUDE", "NEGER", "KANAK",
    // German
    "ARSCH", "DEPP", "DRECK", "DUMM", "FAUL", "FETT", "FRESSE", "FURZ", "FUT", "HURE", "KACK", "LUDER", "MUSCH",
    "NUTTE", "PACK", "SAU", "SCHLAMP", "SCHWUL", "TRANSE", "TUNTE", "TUTTE", "ZECKE",
    // English
    "ANUS", "ARSE", "ASS", "CRAP", "CUM", "CUNT", "DAMN", "DEAD", "FAG", "FART", "FCK", "FUCK", "FUK", "HATE", "HELL",
    "RAPE", "SEX", "SLUT", "SUCK", "TURD", "TWAT", "WANK",
    // Turkish
    "AMC", "AMK", "AMNA", "ANAN", "APTAL", "GAVAT", "KAHPE", "PUST", "SALAK", "YARAK", "YARRA",
    // Russian, as it is written in Latin letters and as it looks
    "BLJA", "BLYA", "DURAK", "EBAN", "EBAT", "HUJ", "HUY", "KURVA", "KURWA", "MUDAK", "SRAT", "SUKA", "TVAR", "XUJ",
    "XUY", "CYKA", "XEP", "XYN"};

/// The letter a digit is read as.
char read_as(char symbol)
{
    switch (symbol) {
    case '2':
        return 'Z';
    case '3':
        return 'E';
    case '4':
        return 'A';
    case '6':
    case '9':
        return 'G';
    case '7':
        return 'T';
    case '8':
        return 'B';
    default:
        return symbol;
    }
}

bool group_ends_in_88(std::string_view symbols)
{
    for (std::size_t end = group_length; end <= symbols.size(); end += group_length)
        if (symbols.substr(end - 2, 2) == "88")
            return true;
    return false;
}

bool has_four_equal(std::string_view symbols)
{
    for (std::size_t at = 0; at + 4 <= symbols.size(); ++at)
        if (symbols.find_first_not_of(symbols[at], at) >= at + 4)
            return true;
    return false;
}

} // namespace

bool is_fit_to_read(std::string_view symbols)
{
    std::string letters(symbols);
    std::ranges::transform(letters, letters.begin(), read_as);
    return !group_ends_in_88(symbols) && !has_four_equal(symbols) &&
           std::ranges::none_of(unwanted, [&](auto word) { return letters.find(word) != std::string::npos; });
}

} // namespace zugang::codes
