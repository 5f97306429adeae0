#include "idp/client_auth/dpop_proof.hpp"
#include "keys/jws.hpp"

namespace zugang::idp::client_auth {
Result<DpopProof> read_dpop_proof(std::string_view compact)
{
    auto const jws = keys::parse_jws(compact);
    if (!jws)
        return std::unexpected(jws.error());
    if (jws->typ != "dpop+jwt") // nothing else a client signs may pass as a proof (RFC 8725 §3.11)
        return failure("typ is not dpop+jwt");
    auto const algorithm = keys::parse_algorithm(jws->algorithm);
    if (!algorithm)
        return failure("signed with an algorithm that is not ours");
    auto const header = Json::parse(jws->header);
    auto const jwk = header ? header->find("jwk") : std::nullopt;
    if (!jwk)
        return failure("no jwk in the header");
    // A private key refuses itself there: whoever sends it has given it away.
    auto const key = keys::PublicKey::from_jwk(*jwk, *algorithm);
    if (!key)
        return std::unexpected(key.error());
    auto const payload = verify_jws(*jws, *key);
    if (!payload)
        return std::unexpected(payload.error());
    auto claims = Json::parse(*payload);
    if (!claims || !claims->is_object())
        return failure("the claims are not a JSON object");
    return DpopProof{.jkt = key->thumbprint(), .algorithm = *algorithm, .claims = std::move(*claims)};
}

} // namespace zugang::idp::client_auth
