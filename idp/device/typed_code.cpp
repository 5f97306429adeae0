#include "idp/device/typed_code.hpp"
#include "base/log.hpp"
#include "idp/device/user_code.hpp"
#include "store/clients.hpp"

namespace zugang::idp::device {
namespace {

constexpr std::string_view everybody = "all";

std::string bucket_of(session::Session const& person)
{
    return "account:" + person.account.id;
}

/// Committed before anything is compared, so that parallel guesses count each.
bool reserve_try(session::Session const& person, Call const& call, Services& on)
{
    namespace tries = store::device_code_tries;
    auto const& limits = on.config.limits;
    return on.database.write([&](store::Connection& tx) {
        return tries::reserve(tx, bucket_of(person), limits.device_codes_per_hour_and_account, call.now) &&
               tries::reserve(tx, everybody, limits.device_codes_per_hour, call.now);
    });
}

/// A code that exists was no guess.
void give_try_back(session::Session const& person, Call const& call, Services& on)
{
    on.database.write([&](store::Connection& tx) {
        store::device_code_tries::give_back(tx, bucket_of(person), call.now);
        store::device_code_tries::give_back(tx, everybody, call.now);
    });
}

} // namespace

TypedCode look_up_again(std::string_view user_code, session::Session const& person, Call const& call, Services& on)
{
    return on.database.read([&](store::Connection& db) -> TypedCode {
        auto row = store::device_codes::find_by_user_code(db, user_code_hash(user_code, on));
        if (!row || row->expires_at <= call.now || (row->decided_at && row->account_id != person.account.id))
            return {};
        auto const client = store::clients::find(db, row->client_id);
        if (!client)
            return {};
        auto const kind = row->decided_at ? TypedCode::Kind::decided : TypedCode::Kind::open;
        return {kind, std::move(row), oauth::from_row(*client), std::nullopt};
    });
}

TypedCode look_up(std::string_view user_code, session::Session const& person, Call const& call, Services& on)
{
    if (!reserve_try(person, call, on)) {
        log::warning("device_codes_throttled", {{"account", person.account.id}});
        TypedCode throttled{.kind = TypedCode::Kind::throttled};
        throttled.free_at = store::device_code_tries::hour_end(call.now);
        return throttled;
    }
    auto found = look_up_again(user_code, person, call, on);
    if (found.kind != TypedCode::Kind::unknown)
        give_try_back(person, call, on);
    return found;
}

} // namespace zugang::idp::device
