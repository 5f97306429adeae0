#include "keys/seal.hpp"
#include "base/sha256.hpp"
#include "keys/derive_key.hpp"
#include "keys/openssl_handles.hpp"
#include <algorithm>
#include <limits>

// Record: version (1 byte) | key id (4) | nonce (12) | ciphertext | tag (16)

namespace zugang::keys {
namespace {

constexpr std::uint8_t seal_version = 1;
constexpr std::size_t master_key_size = 32;
constexpr std::size_t key_id_size = 4;
constexpr std::size_t nonce_size = 12;
constexpr std::size_t tag_size = 16;
constexpr std::size_t prefix_size = 1 + key_id_size; // version and key id

EVP_CIPHER const* fetched_aes_256_gcm()
{
    static CipherHandle const cipher{EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr)};
    require_openssl(cipher != nullptr, "find AES-256-GCM");
    return cipher.get();
}

/// One key per column: the limit of 2^32 random nonces counts for each alone.
Secret column_key(Secret const& master_key, Sealer::Place const& place)
{
    return derive_key(master_key, {"zugang seal", place.table, place.column});
}

std::string associated_data(std::string_view prefix, Sealer::Place const& place)
{
    return join_length_prefixed({prefix, place.table, place.column, place.row});
}

/// A context with key, nonce and associated data set.
CipherContextHandle begin_gcm(bool encrypt, Secret const& key, ByteView nonce, std::string_view associated)
{
    CipherContextHandle context{EVP_CIPHER_CTX_new()};
    int ignored = 0;
    auto const data = bytes_of(associated);
    require_openssl(
        context &&
            EVP_CipherInit_ex2(context.get(), fetched_aes_256_gcm(), key.bytes().data(), nonce.data(), encrypt ? 1 : 0,
                               nullptr) == 1 &&
            EVP_CipherUpdate(context.get(), nullptr, &ignored, data.data(), static_cast<int>(data.size())) == 1,
        "begin AES-256-GCM");
    return context;
}

} // namespace

Sealer::Sealer(Secret master_key, Random& random) : master_key_(std::move(master_key)), random_(&random)
{
    if (master_key_.reveal().size() != master_key_size)
        throw std::invalid_argument("the master key has not 32 bytes");
    // Derived like a key of its own, so that the id in every record tells nothing about the others.
    key_id_ = derive_key(master_key_, {"zugang key id"}).reveal().substr(0, key_id_size);
}

Bytes Sealer::seal(std::string_view plaintext, Place place) const
{
    if (plaintext.size() > std::size_t{std::numeric_limits<int>::max()})
        throw std::length_error("the text to seal is too long");
    Bytes record(prefix_size + nonce_size + plaintext.size() + tag_size);
    record[0] = seal_version;
    std::ranges::copy(bytes_of(key_id_), record.begin() + 1);
    auto const nonce = random_->bytes(nonce_size);
    std::ranges::copy(nonce, record.begin() + std::ptrdiff_t{prefix_size});
    auto const associated = associated_data(text_of(ByteView{record}.first(prefix_size)), place);

    auto const context = begin_gcm(/*encrypt=*/true, column_key(master_key_, place), nonce, associated);
    auto const text = bytes_of(plaintext);
    auto* const ciphertext = record.data() + prefix_size + nonce_size;
    auto* const tag = ciphertext + plaintext.size();
    int size = 0;
    // An empty text must not reach EVP_CipherUpdate: OpenSSL reads a null pointer there as the end.
    require_openssl((text.empty() || EVP_CipherUpdate(context.get(), ciphertext, &size, text.data(),
                                                      static_cast<int>(text.size())) == 1) &&
                        EVP_CipherFinal_ex(context.get(), tag, &size) == 1 &&
                        EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_GET_TAG, static_cast<int>(tag_size), tag) == 1,
                    "seal a secret");
    return record;
}

Result<Secret> Sealer::open(ByteView sealed, Place place) const
{
    if (sealed.size() < prefix_size + nonce_size + tag_size ||
        sealed.size() > std::size_t{std::numeric_limits<int>::max()} || sealed[0] != seal_version)
        return failure("the sealed record is not of a known form");
    if (text_of(sealed.subspan(1, key_id_size)) != key_id_)
        return failure("the sealed record belongs to another master key");
    auto const associated = associated_data(text_of(sealed.first(prefix_size)), place);
    auto const nonce = sealed.subspan(prefix_size, nonce_size);
    auto const body = sealed.subspan(prefix_size + nonce_size);
    auto const ciphertext = body.first(body.size() - tag_size);
    Bytes tag(body.end() - static_cast<std::ptrdiff_t>(tag_size), body.end());

    auto const context = begin_gcm(/*encrypt=*/false, column_key(master_key_, place), nonce, associated);
    std::string plaintext(ciphertext.size(), '\0');
    auto* const out = reinterpret_cast<unsigned char*>(plaintext.data());
    int size = 0;
    auto const opened =
        EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_TAG, static_cast<int>(tag_size), tag.data()) == 1 &&
        (ciphertext.empty() ||
         EVP_CipherUpdate(context.get(), out, &size, ciphertext.data(), static_cast<int>(ciphertext.size())) == 1) &&
        EVP_CipherFinal_ex(context.get(), tag.data(), &size) == 1;
    Secret secret{std::move(plaintext)}; // wiped also where the tag is wrong
    if (opened)
        return secret;
    ERR_clear_error();
    return failure("the sealed record was changed or moved");
}

Bytes Sealer::keyed_hash(std::string_view purpose, std::string_view message) const
{
    auto const key = derive_key(master_key_, {"zugang keyed hash", purpose});
    return hmac_sha256(key.bytes(), bytes_of(message));
}

} // namespace zugang::keys
