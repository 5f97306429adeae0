#include "idp/client_auth/check_proof.hpp"
#include "base/base64url.hpp"
#include "base/sha256.hpp"
#include "base/url.hpp"
#include "http/router.hpp"
#include "idp/client_auth/dpop_nonce.hpp"
#include "idp/client_auth/dpop_proof.hpp"
#include "idp/client_auth/numeric_date.hpp"
#include "idp/client_auth/own_addresses.hpp"
#include "idp/oauth/error.hpp"
#include "store/dpop_proofs.hpp"
#include <algorithm>

namespace zugang::idp::client_auth {
namespace {

constexpr Duration oldest_proof = std::chrono::seconds{60};
constexpr std::size_t longest_proof_jti = 512;

[[noreturn]] void refuse_proof(std::string const& cause)
{
    throw oauth::Error{oauth::ErrorKind::invalid_dpop_proof, "the DPoP proof is missing or wrong", cause};
}

/// Scheme, host and port as URLs are compared, without query and fragment (RFC 9449 §4.3).
bool is_target(std::string_view htu, Call const& call, Services& on)
{
    auto const url = parse_url(htu);
    if (!url || url->host.empty())
        return false;
    auto const addresses = own_addresses(call.request.path, on.config);
    return std::ranges::find(addresses, url->origin() + url->path) != addresses.end();
}

/// A nonce of ours tells when the proof was made, whatever the client's clock says; without one its clock counts.
void check_age(Json const& claims, ProofDemand const& demand, Call const& call, Services& on)
{
    auto const issued_at = numeric_date(claims, "iat");
    if (!issued_at)
        refuse_proof("iat is missing or no number");
    if (auto const nonce = claims.string("nonce")) {
        if (age_of_nonce(*nonce, on, call.now) == NonceAge::foreign)
            throw oauth::Error{oauth::ErrorKind::use_dpop_nonce, "the nonce in the DPoP proof is not a fresh one"};
        return;
    }
    if (claims.has("nonce"))
        refuse_proof("nonce is no text");
    if (demand.needs_nonce)
        throw oauth::Error{oauth::ErrorKind::use_dpop_nonce, "the DPoP proof needs a nonce of this server"};
    if (*issued_at > call.now + clock_skew || *issued_at < call.now - oldest_proof)
        refuse_proof("iat is not of now");
}

/// A proof counts once (RFC 9449 §11.1). Its row stays until neither iat nor nonce would be accepted again.
void use_proof(DpopProof const& proof, Call const& call, Services& on)
{
    auto const jti = proof.claims.string("jti").value_or("");
    if (jti.empty() || jti.size() > longest_proof_jti)
        refuse_proof("jti is missing or over-long");
    auto const proof_hash = sha256(bytes_of(proof.jkt + "\n" + jti));
    auto const is_first = on.database.write(
        [&](store::Connection& tx) { return store::dpop_proofs::use(tx, proof_hash, call.now + 2 * nonce_period); });
    if (!is_first)
        refuse_proof("the proof was used before");
}

DpopProof read_only_proof(Call const& call)
{
    if (call.request.count_headers("dpop") != 1)
        refuse_proof("not exactly one DPoP header");
    auto proof = read_dpop_proof(call.request.header("dpop").value_or(""));
    if (!proof)
        refuse_proof(proof.error().what);
    return std::move(*proof);
}

} // namespace

std::string check_dpop_proof(Call const& call, ProofDemand const& demand, Services& on)
{
    auto const proof = read_only_proof(call);
    if (demand.is_fapi && proof.algorithm == keys::Algorithm::rs256)
        refuse_proof("RS256 is not for the client's profile");
    if (proof.claims.string("htm") != http::method_word(call.request.method))
        refuse_proof("htm is another method");
    if (!is_target(proof.claims.string("htu").value_or(""), call, on))
        refuse_proof("htu is another address");
    if (!demand.access_token.empty() &&
        proof.claims.string("ath") != base64url_encode(sha256(bytes_of(demand.access_token))))
        refuse_proof("ath is of another access token");
    check_age(proof.claims, demand, call, on);
    use_proof(proof, call, on);
    return proof.jkt;
}

} // namespace zugang::idp::client_auth
