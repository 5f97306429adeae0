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

Secret open_pkcs8(store::SigningKeyRow const& row, keys::Sealer const& sealer)
{
    auto der = sealer.open(row.private_key, key_place(row.kid));
    if (!der)
        throw std::runtime_error{"key " + row.kid + " does not open; is this the master key of this store? (" +
                                 der.error().what + ")"};
    return std::move(*der);
}

template <class Key>
Key expect_key(Result<Key> key, std::string const& kid)
{
    if (!key)
        throw std::runtime_error{"key " + kid + " cannot be read: " + key.error().what};
    return std::move(*key);
}

struct OpenedKeys {
    std::vector<keys::SigningKey> signing;
    std::vector<keys::OwnDecryptionKey> decryption;
};

/// Opens a row's key and puts it where its kind belongs.
void open_key(store::SigningKeyRow const& row, keys::Sealer const& sealer, OpenedKeys& opened)
{
    auto const kind = keys::parse_key_kind(row.algorithm);
    auto const state = keys::parse_key_state(row.state);
    if (!kind || !state)
        throw std::runtime_error{"key " + row.kid + " has an algorithm or state this version does not know"};
    auto const der = open_pkcs8(row, sealer);
    if (auto const* const algorithm = std::get_if<keys::Algorithm>(&*kind))
        opened.signing.push_back({expect_key(keys::PrivateKey::from_pkcs8(der.bytes(), *algorithm), row.kid), *state,
                                  row.created_at, row.state_since});
    else
        opened.decryption.push_back(
            {expect_key(keys::DecryptionKey::from_pkcs8(der.bytes(), std::get<keys::KeyManagement>(*kind)), row.kid),
             *state, row.created_at, row.state_since});
}

store::SigningKeyRow seal_key(keys::KeyKind kind, std::string kid, Secret const& pkcs8, keys::Sealer const& sealer,
                              Instant now)
{
    auto sealed = sealer.seal(pkcs8.reveal(), key_place(kid));
    return {std::move(kid), std::string(keys::to_name(kind)), std::string(), std::move(sealed), now, now};
}

/// A new key, sealed. Slow for RSA, so it is made before the transaction that stores it.
store::SigningKeyRow mint_key(keys::KeyKind kind, keys::Sealer const& sealer, Instant now)
{
    if (auto const* const algorithm = std::get_if<keys::Algorithm>(&kind)) {
        auto const key = keys::PrivateKey::generate(*algorithm);
        return seal_key(kind, key.public_key().kid(), key.to_pkcs8(), sealer, now);
    }
    auto const key = keys::DecryptionKey::generate(std::get<keys::KeyManagement>(kind));
    return seal_key(kind, key.public_key().kid(), key.to_pkcs8(), sealer, now);
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

struct Present { // kids of one kind of keys
    std::optional<std::string> current;
    std::optional<std::string> next;
};

Present find_present(store::Database& database, keys::KeyKind kind)
{
    Present present;
    for (auto const& row : database.read([](store::Connection& db) { return store::signing_keys::list(db); })) {
        if (row.algorithm != keys::to_name(kind))
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
    OpenedKeys opened;
    for (auto const& row : database.read([](store::Connection& db) { return store::signing_keys::list(db); }))
        open_key(row, sealer, opened);
    return keys::KeySet{std::move(opened.signing), std::move(opened.decryption)};
}

bool create_missing_keys(store::Database& database, keys::Sealer const& sealer, std::vector<keys::KeyKind> const& kinds,
                         Instant now)
{
    bool made = false;
    for (auto const kind : kinds)
        if (!find_present(database, kind).current)
            made = add_key(database, mint_key(kind, sealer, now), keys::KeyState::current) || made;
    return made;
}

void rotate_key(store::Database& database, keys::Sealer const& sealer, keys::KeyKind kind, bool at_once, Instant now)
{
    auto const present = find_present(database, kind);
    if (present.next && at_once) {
        run_rotation(database, [&](store::Connection& db) { promote_key(db, present, now); });
        return;
    }
    if (present.next)
        return; // one is on its way already
    auto const row = mint_key(kind, sealer, now);
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
            changed = add_key(database, mint_key(step.of, sealer, now), keys::KeyState::next) || changed;
            break;
        case keys::RotationStep::Kind::promote: {
            auto present = find_present(database, step.of);
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
