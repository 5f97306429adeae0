#include "idp/mint/protect.hpp"
#include "keys/jws.hpp"
#include <stdexcept>

namespace zugang::idp::mint {

std::string sign(keys::Algorithm algorithm, std::string_view typ, std::string_view payload, Services& on)
{
    auto const keys = on.keyring.snapshot();
    auto const* const key = keys->find_current(algorithm);
    if (key == nullptr)
        throw std::runtime_error{"no current signing key for " + std::string{to_name(algorithm)}};
    return sign_jws(*key, typ, payload);
}

} // namespace zugang::idp::mint
