#include "keys/content_cipher.hpp"
#include "keys/openssl_handles.hpp"
#include <array>
#include <limits>
#include <openssl/hmac.h>

namespace zugang::keys {
namespace {

struct CipherTraits {
    char const* cipher;
    char const* hash; // of the HMAC, null for GCM
    std::size_t key;
    std::size_t nonce;
    std::size_t tag;
};

// In the order of the enumeration.
constexpr std::array<CipherTraits, 4> cipher_table{{
    {"AES-128-CBC", "SHA256", 32, 16, 16},
    {"AES-256-CBC", "SHA512", 64, 16, 32},
    {"AES-128-GCM", nullptr, 16, 12, 16},
    {"AES-256-GCM", nullptr, 32, 12, 16},
}};

CipherTraits const& cipher_traits(ContentEncryption encryption)
{
    return cipher_table.at(static_cast<std::size_t>(encryption));
}

CipherContextHandle begin_cipher(CipherTraits const& traits, bool encrypt, ByteView key, ByteView nonce)
{
    CipherHandle const cipher{EVP_CIPHER_fetch(nullptr, traits.cipher, nullptr)};
    CipherContextHandle context{EVP_CIPHER_CTX_new()};
    require_openssl(
        cipher && context &&
            EVP_CipherInit_ex2(context.get(), cipher.get(), key.data(), nonce.data(), encrypt ? 1 : 0, nullptr) == 1,
        "begin a cipher");
    return context;
}

/// Feeds `input`, and into nowhere where `output` is null (associated data). False where OpenSSL refuses.
bool update_cipher(EVP_CIPHER_CTX* context, std::uint8_t* output, ByteView input, int& written)
{
    written = 0;
    // An empty text must not reach EVP_CipherUpdate: OpenSSL reads a null pointer there as the end.
    return input.empty() ||
           EVP_CipherUpdate(context, output, &written, input.data(), static_cast<int>(input.size())) == 1;
}

/// RFC 7518 §5.2.2.1: over associated data, nonce, ciphertext and the first's length in bits; the left half.
Bytes cbc_tag(CipherTraits const& traits, ByteView mac_key, EncryptedContent const& content)
{
    auto const associated = bytes_of(content.associated_data);
    Bytes input(associated.begin(), associated.end());
    input.insert(input.end(), content.nonce.begin(), content.nonce.end());
    input.insert(input.end(), content.ciphertext.begin(), content.ciphertext.end());
    auto const bits = std::uint64_t{associated.size()} * 8;
    for (auto shift = 56; shift >= 0; shift -= 8)
        input.push_back(static_cast<std::uint8_t>(bits >> static_cast<unsigned>(shift)));
    MessageDigestHandle const hash{EVP_MD_fetch(nullptr, traits.hash, nullptr)};
    Bytes tag(EVP_MAX_MD_SIZE);
    unsigned size = 0;
    require_openssl(hash && HMAC(hash.get(), mac_key.data(), static_cast<int>(mac_key.size()), input.data(),
                                 input.size(), tag.data(), &size) != nullptr,
                    "compute an HMAC");
    tag.resize(traits.tag);
    return tag;
}

NewContent encrypt_cbc(CipherTraits const& traits, ByteView key, EncryptedContent const& content,
                       std::string_view plaintext)
{
    auto const half = key.size() / 2;
    auto const context = begin_cipher(traits, /*encrypt=*/true, key.last(half), content.nonce);
    Bytes ciphertext(plaintext.size() + traits.nonce); // and at most a block of padding
    int written = 0;
    int last = 0;
    require_openssl(update_cipher(context.get(), ciphertext.data(), bytes_of(plaintext), written) &&
                        EVP_CipherFinal_ex(context.get(), ciphertext.data() + written, &last) == 1,
                    "encrypt with AES-CBC");
    ciphertext.resize(static_cast<std::size_t>(written + last));
    auto tag = cbc_tag(traits, key.first(half), {content.nonce, ciphertext, {}, content.associated_data});
    return {std::move(ciphertext), std::move(tag)};
}

NewContent encrypt_gcm(CipherTraits const& traits, ByteView key, EncryptedContent const& content,
                       std::string_view plaintext)
{
    auto const context = begin_cipher(traits, /*encrypt=*/true, key, content.nonce);
    NewContent made{Bytes(plaintext.size()), Bytes(traits.tag)};
    int written = 0;
    require_openssl(update_cipher(context.get(), nullptr, bytes_of(content.associated_data), written) &&
                        update_cipher(context.get(), made.ciphertext.data(), bytes_of(plaintext), written) &&
                        EVP_CipherFinal_ex(context.get(), made.tag.data(), &written) == 1 &&
                        EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_GET_TAG, static_cast<int>(traits.tag),
                                            made.tag.data()) == 1,
                    "encrypt with AES-GCM");
    return made;
}

std::optional<std::string> decrypt_cbc(CipherTraits const& traits, ByteView key, EncryptedContent const& content)
{
    auto const half = key.size() / 2;
    if (content.ciphertext.empty() || content.ciphertext.size() % traits.nonce != 0)
        return std::nullopt;
    // The tag first: what CBC's padding says of a changed text is an oracle.
    if (!equal_in_constant_time(cbc_tag(traits, key.first(half), content), content.tag))
        return std::nullopt;
    auto const context = begin_cipher(traits, /*encrypt=*/false, key.last(half), content.nonce);
    std::string plaintext(content.ciphertext.size() + traits.nonce, '\0');
    auto* const out = reinterpret_cast<std::uint8_t*>(plaintext.data());
    int written = 0;
    int last = 0;
    if (!update_cipher(context.get(), out, content.ciphertext, written) ||
        EVP_CipherFinal_ex(context.get(), out + written, &last) != 1)
        return std::nullopt;
    plaintext.resize(static_cast<std::size_t>(written + last));
    return plaintext;
}

std::optional<std::string> decrypt_gcm(CipherTraits const& traits, ByteView key, EncryptedContent const& content)
{
    auto const context = begin_cipher(traits, /*encrypt=*/false, key, content.nonce);
    std::string plaintext(content.ciphertext.size(), '\0');
    auto* const out = reinterpret_cast<std::uint8_t*>(plaintext.data());
    Bytes tag(content.tag.begin(), content.tag.end());
    int written = 0;
    if (update_cipher(context.get(), nullptr, bytes_of(content.associated_data), written) &&
        update_cipher(context.get(), out, content.ciphertext, written) &&
        EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_TAG, static_cast<int>(tag.size()), tag.data()) == 1 &&
        EVP_CipherFinal_ex(context.get(), tag.data(), &written) == 1)
        return plaintext;
    return std::nullopt;
}

} // namespace

std::size_t content_key_size(ContentEncryption encryption)
{
    return cipher_traits(encryption).key;
}

std::size_t content_nonce_size(ContentEncryption encryption)
{
    return cipher_traits(encryption).nonce;
}

NewContent encrypt_content(ContentEncryption encryption, Secret const& key, ByteView nonce,
                           std::string_view associated_data, std::string_view plaintext)
{
    if (plaintext.size() > std::size_t{std::numeric_limits<int>::max()} / 2)
        throw std::length_error("the text to encrypt is too long");
    auto const& traits = cipher_traits(encryption);
    auto const encrypt = traits.hash == nullptr ? &encrypt_gcm : &encrypt_cbc;
    return encrypt(traits, key.bytes(), {nonce, {}, {}, associated_data}, plaintext);
}

std::optional<std::string> decrypt_content(ContentEncryption encryption, Secret const& key,
                                           EncryptedContent const& content)
{
    auto const& traits = cipher_traits(encryption);
    // A short tag would be guessed (RFC 7518 §5.3 wants all 128 bits).
    if (content.nonce.size() != traits.nonce || content.tag.size() != traits.tag)
        return std::nullopt;
    auto const decrypt = traits.hash == nullptr ? &decrypt_gcm : &decrypt_cbc;
    auto plaintext = decrypt(traits, key.bytes(), content);
    ERR_clear_error(); // see require_openssl
    return plaintext;
}

} // namespace zugang::keys
