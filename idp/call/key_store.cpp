#include "idp/call/key_store.hpp"
#include "store/signing_keys.hpp"
#include <algorithm>
#include <stdexcept>

namespace zugang::idp {
namespace {

/// Another process was faster: the transaction is rolled back and nothing is left to do.
struct RotatedElsewhere {};

keys::Sealer::Place key_place(std::string_view kid)
{
    return {"signing_keys", "private_key", kid};
}

keys::SigningKey open_key(store::SigningKeyRow const& row, keys::Sealer const& sealer)
{
    auto const algorithm = keys::parse_algorithm(row.algorithm);
    auto const state = keys::parse_key_state(row.state);
    if (!algorithm || !state)
        throw std::runtime_error{"signing key " + row.kid + " has an algorithm or state this version does not know"};
    auto const der = sealer.open(row.private_key, key_place(row.kid));
    if (!der)
        throw std::runtime_error{"signing key " + row.kid + " does not open; is this the master key of this store? (" +
                                 der.error().what + ")"};
    auto key = keys::PrivateKey::from_pkcs8(der->bytes(), *algorithm);
    if (!key)
        throw std::runtime_error{"signing key " + row.kid + " cannot be read: " + key.error().what};
    return {std::move(*key), *state, row.created_at, row.state_since};
}

/// A new key, sealed. Slow for RSA, so it is made before the transaction that stores it.
store::SigningKeyRow mint_key(keys::Algorithm algorithm, keys::Sealer const& sealer, Instant now)
{
    auto const key = keys::PrivateKey::generate(algorithm);
    auto kid = key.public_key().kid();
    auto sealed = sealer.seal(key.to_pkcs8().reveal(), key_place(kid));
    return {std::move(kid), std::string(keys::to_name(algorithm)), std::string(), std::move(sealed), now, now};
}

void insert_key(store::Connection& db, store::SigningKeyRow row, keys::KeyState state)
{
    row.state = keys::to_name(state);
    store::signing_keys::insert(db, row);
}

/// Moves a key on; whoever finds it in another state has lost the race. The former state is part of the UPDATE.
void move_key(store::Connection& db, std::string const& kid, keys::KeyState from, keys::KeyState to, Instant now)
{
    if (!store::signing_keys::change_state(db, kid, keys::to_name(from), keys::to_name(to), now))
        throw RotatedElsewhere{};
}

/// Runs a rotation in one transaction. False where another process made it first: the unique index on (algorithm,
/// state) and the conditional updates let only one through.
template <class F>
bool run_rotation(store::Database& database, F const& rotation)
{
    try {
        database.write([&](store::Connection& db) { rotation(db); });
        return true;
    } catch (RotatedElsewhere const&) {
        return false;
    } catch (store::ConstraintViolation const&) {
        return false;
    }
}

struct Present { // kids of an algorithm's keys
    std::optional<std::string> current;
    std::optional<std::string> next;
};

Present find_present(store::Database& database, keys::Algorithm algorithm)
{
    Present present;
    for (auto const& row : database.read([](store::Connection& db) { return store::signing_keys::list(db); })) {
        if (row.algorithm != keys::to_name(algorithm))
            continue;
        if (row.state == keys::to_name(keys::KeyState::current))
            present.current = row.kid;
        if (row.state == keys::to_name(keys::KeyState::next))
            present.next = row.kid;
    }
    return present;
}

/// The next key becomes current. The old one steps back first, so that there are never two.
void promote_key(store::Connection& db, Present const& present, Instant now)
{
    if (present.current)
        move_key(db, *present.current, keys::KeyState::current, keys::KeyState::retired, now);
    move_key(db, present.next.value(), keys::KeyState::next, keys::KeyState::current, now);
}

bool add_key(store::Database& database, store::SigningKeyRow const& row, keys::KeyState state)
{
    return run_rotation(database, [&](store::Connection& db) { insert_key(db, row, state); });
}

} // namespace

keys::KeySet load_keys(store::Database& database, keys::Sealer const& sealer)
{
    std::vector<keys::SigningKey> opened;
    for (auto const& row : database.read([](store::Connection& db) { return store::signing_keys::list(db); }))
        opened.push_back(open_key(row, sealer));
    return keys::KeySet{std::move(opened)};
}

bool create_missing_keys(store::Database& database, keys::Sealer const& sealer,
                         std::vector<keys::Algorithm> const& algorithms, Instant now)
{
    bool made = false;
    for (auto const algorithm : algorithms)
        if (!find_present(database, algorithm).current)
            made = add_key(database, mint_key(algorithm, sealer, now), keys::KeyState::current) || made;
    return made;
}

void rotate_key(store::Database& database, keys::Sealer const& sealer, keys::Algorithm algorithm, bool at_once,
                Instant now)
{
    auto const present = find_present(database, algorithm);
    if (present.next && at_once) {
        run_rotation(database, [&](store::Connection& db) { promote_key(db, present, now); });
        return;
    }
    if (present.next)
        return; // one is on its way already
    auto const row = mint_key(algorithm, sealer, now);
    if (present.current && !at_once) {
        add_key(database, row, keys::KeyState::next);
        return;
    }
    run_rotation(database, [&](store::Connection& db) {
        if (present.current)
            move_key(db, *present.current, keys::KeyState::current, keys::KeyState::retired, now);
        insert_key(db, row, keys::KeyState::current);
    });
}

bool rotate_by_age(store::Database& database, keys::Sealer const& sealer, keys::RotationPolicy const& policy,
                   Instant now)
{
    bool changed = false;
    for (auto const& step : keys::due_rotations(load_keys(database, sealer), policy, now)) {
        switch (step.kind) {
        case keys::RotationStep::Kind::add_next:
            changed = add_key(database, mint_key(step.algorithm, sealer, now), keys::KeyState::next) || changed;
            break;
        case keys::RotationStep::Kind::promote: {
            auto present = find_present(database, step.algorithm);
            present.next = step.kid;
            changed = run_rotation(database, [&](store::Connection& db) { promote_key(db, present, now); }) || changed;
            break;
        }
        case keys::RotationStep::Kind::drop:
            changed = retire_key(database, step.kid, now) || changed;
            break;
        }
    }
    return changed;
}

bool retire_key(store::Database& database, std::string_view kid, Instant now)
{
    auto const retired = keys::to_name(keys::KeyState::retired);
    return database.write([&](store::Connection& db) {
        // The change of state takes the row: a key that becomes current meanwhile is not removed.
        bool const taken =
            store::signing_keys::change_state(db, kid, keys::to_name(keys::KeyState::next), retired, now) ||
            store::signing_keys::change_state(db, kid, retired, retired, now);
        return taken && store::signing_keys::remove(db, kid);
    });
}

} // namespace zugang::idp
