#include "idp/throttle/unlock.hpp"
#include "idp/throttle/counters.hpp"
#include "idp/throttle/factor_counters.hpp"

namespace zugang::idp::throttle {
namespace {

std::int64_t forget(store::Connection& tx, Bytes const& key)
{
    auto const tries = store::attempts::find(tx, key).in_a_row;
    store::attempts::remove(tx, key);
    return tries;
}

std::int64_t forget_codes(store::Connection& tx, Factor factor, std::string const& account_id,
                          keys::Sealer const& sealer)
{
    return forget(tx, key_of({factor, account_id, /*is_known_device=*/true}, sealer)) +
           forget(tx, key_of({factor, account_id, /*is_known_device=*/false}, sealer));
}

} // namespace

Forgotten unlock(store::Connection& tx, store::Account const& account, keys::Sealer const& sealer)
{
    for (auto const& name : {account.email, account.username}) {
        if (name)
            store::attempts::remove(tx, strangers_key(*name, sealer));
    }
    return {.passwords = forget(tx, row_key(account.id, sealer)),
            .app_codes = forget_codes(tx, Factor::totp, account.id, sealer),
            .recovery_codes = forget_codes(tx, Factor::recovery_code, account.id, sealer)};
}

void reopen(store::Connection& tx, std::string const& account_id, Instant now, keys::Sealer const& sealer)
{
    store::attempts::remove(tx, row_key(account_id, sealer));
    for (auto const factor : {Factor::totp, Factor::recovery_code})
        open_codes(tx, {factor, account_id, /*is_known_device=*/false}, now, sealer);
}

} // namespace zugang::idp::throttle
