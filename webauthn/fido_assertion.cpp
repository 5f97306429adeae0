#include "webauthn/fido_assertion.hpp"
#include "webauthn/authenticator_data.hpp"
#include <fido.h>
#include <fido/eddsa.h>
#include <fido/es256.h>
#include <fido/es384.h>
#include <fido/rs256.h>
#include <memory>
#include <new>
#include <type_traits>

namespace zugang::webauthn {
namespace {

constexpr std::size_t rsa_modulus = 256;   // bytes: the only size of libfido2's key
constexpr std::size_t rsa_exponent = 3;    // and of its exponent
constexpr std::size_t eddsa_buffer = 1024; // what libfido2 copies authenticator data and hash into

template <auto release>
struct FidoRelease {
    template <class T>
    void operator()(T* object) const noexcept
    {
        release(&object);
    }
};
using AssertionHandle = std::unique_ptr<fido_assert_t, FidoRelease<&fido_assert_free>>;

Bytes one_behind_the_other(Bytes const& a, Bytes const& b)
{
    auto both = a;
    both.insert(both.end(), b.begin(), b.end());
    return both;
}

bool has_extension(AuthenticatorData const& data, std::string_view extension)
{
    return data.extensions && data.extensions->find(extension) != nullptr;
}

/// libfido2 wants to be told which extensions the data has, of those that it knows.
int extensions_of(AuthenticatorData const& data)
{
    return (has_extension(data, "hmac-secret") ? FIDO_EXT_HMAC_SECRET : 0) |
           (has_extension(data, "credBlob") ? FIDO_EXT_CRED_BLOB : 0);
}

/// Nothing where libfido2 does not take the data in: its own reader knows fewer forms of extensions.
AssertionHandle take_in(SignedAssertion const& given, AuthenticatorData const& data)
{
    AssertionHandle assertion{fido_assert_new()};
    if (!assertion)
        throw std::bad_alloc();
    auto* const a = assertion.get();
    auto const& raw = given.authenticator_data;
    auto const& hash = given.client_data_hash;
    auto const taken = fido_assert_set_clientdata_hash(a, hash.data(), hash.size()) == FIDO_OK &&
                       fido_assert_set_rp(a, given.rp_id.c_str()) == FIDO_OK &&
                       fido_assert_set_count(a, 1) == FIDO_OK &&
                       fido_assert_set_authdata_raw(a, 0, raw.data(), raw.size()) == FIDO_OK &&
                       fido_assert_set_extensions(a, extensions_of(data)) == FIDO_OK &&
                       fido_assert_set_up(a, FIDO_OPT_TRUE) == FIDO_OK && // else presence is not looked at
                       fido_assert_set_sig(a, 0, given.signature.data(), given.signature.size()) == FIDO_OK;
    return taken ? std::move(assertion) : nullptr;
}

/// With one of libfido2's key types; `numbers` as it lays them out.
template <auto make, auto release, auto fill>
std::optional<bool> verify_with(fido_assert_t const* assertion, int algorithm, Bytes const& numbers)
{
    std::unique_ptr<std::remove_pointer_t<decltype(make())>, FidoRelease<release>> const key{make()};
    if (!key)
        throw std::bad_alloc();
    if (fill(key.get(), numbers.data(), numbers.size()) != FIDO_OK)
        return std::nullopt;
    auto const answer = fido_assert_verify(assertion, 0, algorithm, key.get());
    if (answer == FIDO_ERR_INTERNAL)
        return std::nullopt;
    return answer == FIDO_OK;
}

std::optional<bool> verify_rsa(fido_assert_t const* assertion, RsaNumbers const& numbers)
{
    if (numbers.n.size() != rsa_modulus || numbers.e.size() > rsa_exponent)
        return std::nullopt;
    auto layout = numbers.n;
    layout.resize(rsa_modulus + rsa_exponent - numbers.e.size()); // zeros in front of a shorter exponent
    return verify_with<rs256_pk_new, rs256_pk_free, rs256_pk_from_ptr>(assertion, COSE_RS256,
                                                                       one_behind_the_other(layout, numbers.e));
}

} // namespace

std::optional<bool> ask_libfido2(CoseKey const& key, SignedAssertion const& assertion)
{
    static auto const ready = [] {
        fido_init(0);
        return true;
    }();
    auto const data = parse_authenticator_data(assertion.authenticator_data);
    if (!ready || !data)
        return false;
    if (assertion.authenticator_data.size() + assertion.client_data_hash.size() > eddsa_buffer &&
        key.algorithm == Algorithm::eddsa)
        return std::nullopt;
    auto const taken = take_in(assertion, *data);
    if (!taken)
        return std::nullopt;
    auto const* const ec = std::get_if<EcPoint>(&key.numbers);
    switch (key.algorithm) {
    case Algorithm::es256:
        return verify_with<es256_pk_new, es256_pk_free, es256_pk_from_ptr>(taken.get(), COSE_ES256,
                                                                           one_behind_the_other(ec->x, ec->y));
    case Algorithm::es384:
        return verify_with<es384_pk_new, es384_pk_free, es384_pk_from_ptr>(taken.get(), COSE_ES384,
                                                                           one_behind_the_other(ec->x, ec->y));
    case Algorithm::eddsa:
        return verify_with<eddsa_pk_new, eddsa_pk_free, eddsa_pk_from_ptr>(taken.get(), COSE_EDDSA,
                                                                           std::get<EdPoint>(key.numbers).x);
    case Algorithm::rs256:
        return verify_rsa(taken.get(), std::get<RsaNumbers>(key.numbers));
    case Algorithm::es512:
        break;
    }
    return std::nullopt;
}

} // namespace zugang::webauthn
