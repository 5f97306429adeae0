// A code somebody reads from paper and types: twelve symbols, the last a check character. Minted, or read without a
// slip.
#pragma once
#include "base/random.hpp"
#include "base/result.hpp"
#include "base/secret.hpp"
#include "codes/check_character.hpp"
#include <string>
#include <string_view>

namespace zugang::codes {

struct Misread;

class Code {
public:
    /// Twelve symbols without dashes.
    [[nodiscard]] std::string_view symbols() const { return symbols_.reveal(); }

private:
    friend Code mint(Kind kind, Random& random);
    friend Result<Code, Misread> read(std::string_view typed, Kind expected);
    explicit Code(std::string symbols) : symbols_(std::move(symbols)) {}

    Secret symbols_;
};

/// "HET2-2X8A-UXAS": as it is printed.
[[nodiscard]] std::string grouped(std::string_view symbols);

} // namespace zugang::codes
