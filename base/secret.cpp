#include "base/secret.hpp"
#include <openssl/crypto.h>

namespace zugang {

Secret::Secret(Secret&& other) noexcept : text_(std::move(other.text_))
{
    // A short text lives inside the string object: moving copies it, so the source is wiped to its full capacity.
    other.text_.resize(other.text_.capacity());
    OPENSSL_cleanse(other.text_.data(), other.text_.size());
    other.text_.clear();
}

Secret& Secret::operator=(Secret other) noexcept
{
    text_.swap(other.text_); // the former value is wiped with `other`
    return *this;
}

Secret::~Secret()
{
    OPENSSL_cleanse(text_.data(), text_.size());
}

bool equal_in_constant_time(ByteView a, ByteView b)
{
    return a.size() == b.size() && (a.empty() || CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0);
}

} // namespace zugang
