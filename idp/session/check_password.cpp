#include "idp/session/check_password.hpp"
#include "base/log.hpp"
#include "idp/session/ending.hpp"
#include "store/grants.hpp"
#include "store/mail_links.hpp"

namespace zugang::idp::session {
namespace {

keys::Sealer::Place password_place(std::string_view account_id)
{
    return {"accounts", "password_hash", account_id};
}

struct Candidate {
    store::Account account;
    std::optional<Bytes> sealed_hash;
};

/// The account of a name and the hash that counts for it: a registration's password stands at its newest link until
/// the address is confirmed.
std::optional<Candidate> find_candidate(store::Connection& db, std::string_view name)
{
    auto account = store::accounts::find_by_login_name(db, name);
    if (!account)
        return std::nullopt;
    auto hash = account->password_hash;
    if (!hash && !account->email_verified_at) {
        auto const link = store::mail_links::find_newest(db, store::MailLinkKind::confirm_email, account->id);
        hash = link ? link->password_hash : std::nullopt;
    }
    return Candidate{std::move(*account), std::move(hash)};
}

} // namespace

PasswordOutcome PasswordCheck::check(throttle::Attempt const& attempt, Secret const& password)
{
    auto const candidate = on_.database.read([&](store::Connection& db) { return find_candidate(db, attempt.name()); });
    if (!candidate || !candidate->sealed_hash) {
        on_.hasher.verify_nobody(password); // the same work as for a known account
        return {};
    }
    auto const& account = candidate->account;
    auto const hash = on_.sealer.open(*candidate->sealed_hash, password_place(account.id));
    if (!hash)
        throw std::runtime_error{"a password hash does not open: " + hash.error().what};
    if (!on_.hasher.verify(password, hash->reveal()))
        return {};
    if (account.email && !account.email_verified_at)
        return {PasswordOutcome::Kind::unconfirmed, std::nullopt, account};
    if (account.disabled_at)
        return {PasswordOutcome::Kind::disabled, std::nullopt, account};
    if (on_.hasher.needs_rehash(hash->reveal())) {
        auto const renewed = hash_password(password, account.id, on_);
        auto const stored = on_.database.write([&](store::Connection& tx) {
            return store::accounts::replace_hash(tx, account.id, *candidate->sealed_hash, renewed);
        });
        log::info("password_rehashed", {{"account", account.id}, {"stored", stored ? 1 : 0}});
    }
    return {PasswordOutcome::Kind::verified, VerifiedPassword{account.id}, account};
}

std::optional<VerifiedPassword> PasswordCheck::replace(store::Connection& tx, Replacement const& wanted)
{
    auto const& id = wanted.account_id;
    if (!store::accounts::hold(tx, id, wanted.proved_at) ||
        !store::accounts::set_password(tx, id, wanted.sealed_hash, wanted.now))
        return std::nullopt;
    end_sessions_of(tx, id, {on_.sealer, on_.random, wanted.now});
    store::grants::revoke_of_account(tx, id, wanted.now);
    return VerifiedPassword{id};
}

Bytes hash_password(Secret const& password, std::string_view account_id, Services& on)
{
    return on.sealer.seal(on.hasher.hash(password), password_place(account_id));
}

} // namespace zugang::idp::session
