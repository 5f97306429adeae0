#include "tests/support/authenticator.hpp"
#include "totp/code.hpp"
#include "totp/drift.hpp"
#include <cstdio>
#include <stdexcept>

namespace zugang::tests {
namespace {

/// RFC 4648 §6, of what people copy: other characters are passed over.
std::string base32_decode(std::string_view text)
{
    constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    std::string bytes;
    std::uint32_t bits = 0;
    unsigned count = 0;
    for (auto const c : text) {
        auto const value = alphabet.find(c);
        if (value == std::string_view::npos)
            continue;
        bits = (bits << 5U) | static_cast<std::uint32_t>(value);
        count += 5;
        if (count >= 8) {
            count -= 8;
            bytes += static_cast<char>((bits >> count) & 0xffU);
        }
    }
    return bytes;
}

} // namespace

Authenticator Authenticator::of_page(Page const& setup)
{
    constexpr std::string_view before = "id=\"key\"";
    auto const at = setup.body.find(before);
    auto const begin = at == std::string::npos ? at : setup.body.find('>', at);
    if (begin == std::string::npos)
        throw std::runtime_error{"no key on page " + setup.name() + " " + setup.address};
    auto const text = setup.body.substr(begin + 1, setup.body.find('<', begin) - begin - 1);
    return Authenticator{totp::Key{.bytes = Secret{base32_decode(text)}}};
}

std::string Authenticator::code(Instant now) const
{
    return std::string{totp::code_of(key_, totp::step_at(now)).reveal()};
}

std::string Authenticator::wrong_code(Instant now) const
{
    for (int guess = 0; guess < 1'000'000; ++guess) {
        char text[8];
        std::snprintf(text, sizeof text, "%06d", guess);
        if (!totp::verify(key_, text, now, totp::Window::previous_too) &&
            !totp::find_drift(key_, text, now, totp::Window::previous_too))
            return text;
    }
    throw std::runtime_error{"every code is right"};
}

} // namespace zugang::tests
