#include "totp/key.hpp"
#include <stdexcept>

namespace zugang::totp {

std::int64_t step_at(Instant at)
{
    return std::chrono::floor<std::chrono::seconds>(at.time_since_epoch()) / step_length;
}

Instant start_of(std::int64_t step)
{
    return Instant{step * step_length};
}

std::string_view name_of(Algorithm algorithm)
{
    switch (algorithm) {
    case Algorithm::sha1:
        return "SHA1";
    case Algorithm::sha256:
        return "SHA256";
    }
    throw std::logic_error("no such algorithm");
}

Algorithm algorithm_from(std::string_view name)
{
    if (name == "SHA1")
        return Algorithm::sha1;
    if (name == "SHA256")
        return Algorithm::sha256;
    throw std::invalid_argument("not an algorithm of one-time codes: " + std::string(name));
}

} // namespace zugang::totp
