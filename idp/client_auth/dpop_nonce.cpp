#include "idp/client_auth/dpop_nonce.hpp"
#include "base/base64url.hpp"
#include "base/json.hpp"
#include "base/secret.hpp"
#include "idp/client_auth/sender.hpp"
#include "keys/jws.hpp"

namespace zugang::idp::client_auth {
namespace {

std::string nonce_of_period(std::int64_t period, Services& on)
{
    return base64url_encode(on.sealer.keyed_hash("dpop nonce", std::to_string(period)));
}

std::int64_t period_of(Instant now)
{
    return to_millis(now) / nonce_period.count();
}

bool is_same(std::string_view a, std::string const& b)
{
    return equal_in_constant_time(bytes_of(a), bytes_of(b));
}

} // namespace

std::string dpop_nonce(Services& on, Instant now)
{
    return nonce_of_period(period_of(now), on);
}

NonceAge age_of_nonce(std::string_view nonce, Services& on, Instant now)
{
    if (is_same(nonce, dpop_nonce(on, now)))
        return NonceAge::current;
    return is_same(nonce, nonce_of_period(period_of(now) - 1, on)) ? NonceAge::former : NonceAge::foreign;
}

std::optional<std::string> renewed_nonce(Call const& call, Services& on)
{
    auto const header = call.request.header("dpop");
    auto const jws = header ? keys::parse_jws(*header) : failure("no proof");
    auto const claims = jws ? Json::parse(jws->payload) : failure("no proof");
    auto const nonce = claims ? claims->string("nonce") : std::nullopt;
    if (!nonce || age_of_nonce(*nonce, on, call.now) != NonceAge::former)
        return std::nullopt;
    return dpop_nonce(on, call.now);
}

} // namespace zugang::idp::client_auth
