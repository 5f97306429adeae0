#include "base/base64url.hpp"
#include "keys/jws.hpp"

namespace zugang::keys {

std::string sign_jws(PrivateKey const& key, std::string_view typ, std::string_view payload)
{
    auto const public_key = key.public_key();
    JsonObject header;
    header.add("alg", to_name(public_key.algorithm())).add("kid", public_key.kid());
    if (!typ.empty())
        header.add("typ", typ);
    auto compact = base64url_encode(bytes_of(header.str()));
    compact += '.';
    compact += base64url_encode(bytes_of(payload));
    auto const signature = key.sign(compact);
    compact += '.';
    compact += base64url_encode(signature);
    return compact;
}

} // namespace zugang::keys
