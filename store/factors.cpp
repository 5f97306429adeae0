#include "store/factors.hpp"
#include "store/passkeys.hpp"
#include "store/totp_factors.hpp"
#include <stdexcept>

namespace zugang::store::factors {
namespace {

Kind kind_of(Passkey::Kind kind)
{
    return kind == Passkey::Kind::passkey ? Kind::passkey : Kind::security_key;
}

} // namespace

std::string_view name_of(Kind kind)
{
    switch (kind) {
    case Kind::totp:
        return "totp";
    case Kind::passkey:
        return "passkey";
    case Kind::security_key:
        return "security_key";
    }
    throw std::logic_error{"no such kind of factor"};
}

void wait_for_turn(Connection& db, std::string_view account_id)
{
    db.execute("UPDATE accounts SET updated_at = updated_at WHERE id = :id", {{"id", std::string(account_id)}});
}

std::int64_t count(Connection& db, std::string_view account_id)
{
    auto const row = db.query_one("SELECT (SELECT COUNT(*) FROM totp_factors WHERE account_id = :account_id"
                                  " AND confirmed_at IS NOT NULL AND removed_at IS NULL)"
                                  " + (SELECT COUNT(*) FROM passkeys WHERE account_id = :account_id"
                                  " AND removed_at IS NULL) AS factors",
                                  {{"account_id", std::string(account_id)}});
    return row.value().integer("factors");
}

std::optional<NamedFactor> find(Connection& db, std::string_view id)
{
    if (auto const app = totp_factors::find(db, id); app && app->confirmed_at)
        return NamedFactor{app->id, app->account_id, Kind::totp, app->name, app->counts()};
    if (auto const passkey = passkeys::find(db, id))
        return NamedFactor{passkey->id, passkey->account_id, kind_of(passkey->kind), passkey->name, passkey->counts()};
    return std::nullopt;
}

bool rename(Connection& db, std::string_view id, std::string_view account_id, std::string_view name)
{
    return totp_factors::rename(db, id, account_id, name) || passkeys::rename(db, id, account_id, name);
}

Removed remove(Connection& db, std::string_view id, std::string_view account_id, Last last, Instant now)
{
    wait_for_turn(db, account_id);
    auto const factor = find(db, id);
    if (!factor || !factor->counts || factor->account_id != account_id)
        return Removed::gone;
    if (last == Last::stays && count(db, account_id) == 1)
        return Removed::is_last;
    Params const params = {{"now", value_of(now)}, {"until", value_of(now + undo_time)}, {"id", std::string(id)}};
    auto const removed = db.execute("UPDATE totp_factors SET removed_at = :now, expires_at = :until WHERE id = :id"
                                    " AND confirmed_at IS NOT NULL AND removed_at IS NULL",
                                    params) +
                         db.execute("UPDATE passkeys SET removed_at = :now, expires_at = :until WHERE id = :id"
                                    " AND removed_at IS NULL",
                                    params);
    return removed == 1 ? Removed::yes : Removed::gone;
}

void remove_for_good(Connection& db, std::string_view id, Instant now)
{
    Params const params = {{"id", std::string(id)}, {"now", value_of(now)}};
    db.execute("UPDATE totp_factors SET expires_at = :now WHERE id = :id AND removed_at IS NOT NULL", params);
    db.execute("UPDATE passkeys SET expires_at = :now WHERE id = :id AND removed_at IS NOT NULL", params);
}

bool restore(Connection& db, std::string_view id, Instant now)
{
    if (!is_storable(id))
        return false;
    Params const params = {{"id", std::string(id)}, {"now", value_of(now)}};
    return db.execute("UPDATE totp_factors SET removed_at = NULL, expires_at = NULL WHERE id = :id"
                      " AND removed_at IS NOT NULL AND expires_at > :now",
                      params) +
               db.execute("UPDATE passkeys SET removed_at = NULL, expires_at = NULL WHERE id = :id"
                          " AND removed_at IS NOT NULL AND expires_at > :now",
                          params) ==
           1;
}

} // namespace zugang::store::factors
