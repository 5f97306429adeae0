#include "base/random.hpp"
#include "base/base64url.hpp"
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <openssl/rand.h>

namespace zugang {

Bytes SystemRandom::bytes(std::size_t count)
{
    Bytes bytes(count);
    // Going on with a buffer of zeros would make every token guessable: better no process than that one.
    if (count > std::size_t{std::numeric_limits<int>::max()} ||
        (count > 0 && RAND_bytes(bytes.data(), static_cast<int>(count)) != 1)) {
        std::fputs("the random generator failed\n", stderr);
        std::abort();
    }
    return bytes;
}

std::string random_token(Random& random, std::string_view prefix)
{
    return std::string(prefix) + base64url_encode(random.bytes(32));
}

} // namespace zugang
