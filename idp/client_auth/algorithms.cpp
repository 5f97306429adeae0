#include "idp/client_auth/algorithms.hpp"
#include "keys/algorithm.hpp"

namespace zugang::idp::client_auth {

std::vector<std::string> dpop_algorithms()
{
    using enum keys::Algorithm;
    std::vector<std::string> names;
    for (auto const algorithm : {es256, es384, ps256, eddsa, rs256})
        names.emplace_back(to_name(algorithm));
    names.emplace_back("Ed25519"); // another name of EdDSA here
    return names;
}

std::vector<std::string> assertion_algorithms()
{
    auto names = dpop_algorithms();
    names.emplace_back("HS256");
    return names;
}

} // namespace zugang::idp::client_auth
