#include "totp/code.hpp"
#include <array>
#include <liboath/oath.h>
#include <stdexcept>
#include <string>

namespace zugang::totp {
namespace {

void check(int outcome)
{
    if (outcome != OATH_OK)
        throw std::logic_error(std::string("liboath: ") + oath_strerror(outcome));
}

} // namespace

Secret code_of(Key const& key, std::int64_t step, unsigned digits)
{
    static int const ready = oath_init(); // once, by whichever thread comes first
    check(ready);
    std::array<char, 16> code{};
    auto const bytes = key.bytes.reveal();
    auto const length = static_cast<unsigned>(step_length.count());
    auto const flags = key.algorithm == Algorithm::sha256 ? int{OATH_TOTP_HMAC_SHA256} : 0;
    check(oath_totp_generate2(bytes.data(), bytes.size(), static_cast<time_t>(step) * step_length.count(), length,
                              OATH_TOTP_DEFAULT_START_TIME, digits, flags, code.data()));
    return Secret(std::string(code.data()));
}

} // namespace zugang::totp
