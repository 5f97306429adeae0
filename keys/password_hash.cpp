#include "keys/password_hash.hpp"
#include "base/text.hpp"
#include <cerrno>
#include <cstring>
#include <new>
#include <sodium.h>
#include <stdexcept>

namespace zugang::keys {
namespace {

constexpr std::size_t bytes_per_kib = 1024;

void start_sodium()
{
    static int const started = sodium_init(); // picks the fastest code for this processor; repeated calls do no harm
    if (started < 0)
        throw std::runtime_error("libsodium cannot start");
}

/// NFKC, so that the same password typed on two keyboards is one. Nothing for invalid UTF-8.
std::optional<Secret> normalise_password(Secret const& password)
{
    auto normal = normalise_nfkc(password.reveal());
    if (!normal)
        return std::nullopt;
    return Secret{std::move(*normal)};
}

/// libsodium reads a C string from a buffer of fixed size: never hand it less.
std::optional<std::string> to_c_string(std::string_view phc)
{
    if (!phc.starts_with(crypto_pwhash_argon2id_STRPREFIX) || phc.size() >= crypto_pwhash_argon2id_STRBYTES ||
        phc.find('\0') != std::string_view::npos)
        return std::nullopt;
    std::string buffer(phc);
    buffer.resize(crypto_pwhash_argon2id_STRBYTES, '\0');
    return buffer;
}

bool is_right_password(Secret const& password, std::string const& phc_buffer)
{
    auto const text = password.reveal();
    errno = 0;
    if (crypto_pwhash_argon2id_str_verify(phc_buffer.c_str(), text.data(), text.size()) == 0)
        return true;
    if (errno == ENOMEM) // short memory is no wrong password: nobody's attempts may be counted for it
        throw std::bad_alloc();
    return false;
}

} // namespace

PasswordHasher::PasswordHasher(Argon2Parameters parameters) : parameters_(parameters)
{
    start_sodium();
    if (parameters.iterations < crypto_pwhash_argon2id_OPSLIMIT_MIN ||
        parameters.memory_kib < crypto_pwhash_argon2id_MEMLIMIT_MIN / bytes_per_kib)
        throw std::invalid_argument("the Argon2id parameters are below the least possible");
    // A well-formed string nobody has the password of: salt and tag are zeros, made without hashing at start.
    nobody_ = "$argon2id$v=19$m=" + std::to_string(parameters.memory_kib) +
              ",t=" + std::to_string(parameters.iterations) + ",p=1$" + std::string(22, 'A') + "$" +
              std::string(43, 'A');
}

std::string PasswordHasher::hash(Secret const& password) const
{
    auto const normal = normalise_password(password);
    if (!normal)
        throw std::invalid_argument("the password is not UTF-8");
    auto const text = normal->reveal();
    char phc[crypto_pwhash_argon2id_STRBYTES] = {};
    if (crypto_pwhash_argon2id_str(phc, text.data(), text.size(), parameters_.iterations,
                                   std::size_t{parameters_.memory_kib} * bytes_per_kib) != 0)
        throw std::bad_alloc();
    return phc;
}

bool PasswordHasher::verify(Secret const& password, std::string_view phc) const
{
    auto const buffer = to_c_string(phc);
    if (!buffer)
        return false;
    auto const normal = normalise_password(password);
    if (!normal)
        return verify_nobody(password);
    return is_right_password(*normal, *buffer);
}

bool PasswordHasher::verify_nobody(Secret const& password) const
{
    auto const normal = normalise_password(password);
    static_cast<void>(is_right_password(normal ? *normal : Secret{}, to_c_string(nobody_).value()));
    return false;
}

bool PasswordHasher::needs_rehash(std::string_view phc) const
{
    auto const buffer = to_c_string(phc);
    // Another length than our own strings have is another salt, tag or digit of the parameters.
    return !buffer || phc.size() != nobody_.size() || phc.find(",p=1$") == std::string_view::npos ||
           crypto_pwhash_argon2id_str_needs_rehash(buffer->c_str(), parameters_.iterations,
                                                   std::size_t{parameters_.memory_kib} * bytes_per_kib) != 0;
}

} // namespace zugang::keys
