#include "base/base64url.hpp"
#include "keys/content_cipher.hpp"
#include "keys/jwe_keys.hpp"
#include "keys/key_agreement.hpp"
#include "keys/key_wrap.hpp"
#include "keys/private_pkey.hpp"
#include "keys/public_members.hpp"

namespace zugang::keys {
namespace {

struct SentKey {
    Secret content_key;
    Bytes encrypted;           // empty where the content key was agreed on
    std::string ephemeral_jwk; // empty for RSA
};

Secret random_content_key(ContentEncryption encryption, Random& random)
{
    return Secret{std::string(text_of(random.bytes(content_key_size(encryption))))};
}

SentKey transport_key(EncryptionKey const& key, JweChoice choice, Random& random)
{
    auto content_key = random_content_key(choice.encryption, random);
    auto encrypted = encrypt_oaep(key.implementation().pkey.get(), choice.algorithm, content_key);
    return {std::move(content_key), std::move(encrypted), {}};
}

SentKey agree_key(EncryptionKey const& key, JweChoice choice, Random& random)
{
    auto const& shape = key.implementation().shape;
    auto const ephemeral = generate_pkey(shape); // used once, so no message says anything about another
    auto agreed = agree_on_key(ephemeral.get(), key.implementation().pkey.get(),
                               agreement_terms(choice.algorithm, choice.encryption));
    require_openssl(agreed.has_value(), "agree on a key");
    auto jwk = render_public_jwk(read_public_members(ephemeral.get(), shape), shape, {});
    if (choice.algorithm == KeyManagement::ecdh_es)
        return {std::move(*agreed), {}, std::move(jwk)};
    auto content_key = random_content_key(choice.encryption, random);
    auto wrapped = wrap_key(*agreed, content_key);
    return {std::move(content_key), std::move(wrapped), std::move(jwk)};
}

std::string render_header(EncryptionKey const& key, JweChoice choice, std::string_view cty, SentKey const& sent)
{
    JsonObject header;
    header.add("alg", to_name(choice.algorithm)).add("enc", to_name(choice.encryption)).add_if("kid", key.kid());
    if (!cty.empty())
        header.add("cty", cty);
    if (!sent.ephemeral_jwk.empty())
        header.add_raw("epk", sent.ephemeral_jwk);
    return header.str();
}

} // namespace

std::string encrypt_jwe(EncryptionKey const& key, JweChoice choice, std::string_view cty, std::string_view plaintext,
                        Random& random)
{
    if (!key.fits(choice.algorithm))
        throw std::invalid_argument("the key is not one for the algorithm");
    auto const is_transport = is_shape_for(rsa_shape, choice.algorithm);
    auto const sent = is_transport ? transport_key(key, choice, random) : agree_key(key, choice, random);
    auto compact = base64url_encode(bytes_of(render_header(key, choice, cty, sent)));
    auto const nonce = random.bytes(content_nonce_size(choice.encryption));
    auto const content = encrypt_content(choice.encryption, sent.content_key, nonce, compact, plaintext);
    for (ByteView const part :
         {ByteView{sent.encrypted}, ByteView{nonce}, ByteView{content.ciphertext}, ByteView{content.tag}})
        compact += "." + base64url_encode(part);
    return compact;
}

} // namespace zugang::keys
