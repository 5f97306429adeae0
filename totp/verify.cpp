#include "totp/verify.hpp"
#include "totp/code.hpp"

namespace zugang::totp {

std::optional<std::int64_t> verify(Key const& key, std::string_view code, Instant now, Window window, unsigned digits)
{
    std::optional<std::int64_t> right;
    auto const present = step_at(now);
    auto const oldest = present - static_cast<int>(window);
    for (auto step = oldest; step <= present; ++step) // all of them: the time taken does not tell which one it was
        if (equal_in_constant_time(code_of(key, step, digits).bytes(), bytes_of(code)))
            right = step;
    return right;
}

} // namespace zugang::totp
