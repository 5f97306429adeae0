#include "totp/secret.hpp"

namespace zugang::totp {
namespace {

constexpr std::size_t secret_bytes = 20;
constexpr std::size_t group = 4;
constexpr std::string_view base32_alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

} // namespace

Secret mint_secret(Random& random)
{
    return Secret(std::string(text_of(random.bytes(secret_bytes))));
}

std::string base32(ByteView bytes)
{
    std::string text;
    std::uint32_t waiting = 0;
    unsigned bits = 0;
    for (auto const byte : bytes) {
        waiting = (waiting << 8) | byte;
        bits += 8;
        while (bits >= 5) {
            bits -= 5;
            text.push_back(base32_alphabet[(waiting >> bits) & 31]);
        }
    }
    if (bits > 0)
        text.push_back(base32_alphabet[(waiting << (5 - bits)) & 31]);
    return text;
}

std::string in_groups(std::string_view base32)
{
    std::string text;
    for (std::size_t at = 0; at < base32.size(); at += group) {
        if (at > 0)
            text.push_back(' ');
        text += base32.substr(at, group);
    }
    return text;
}

} // namespace zugang::totp
