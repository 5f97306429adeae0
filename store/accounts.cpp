#include "store/accounts.hpp"
#include "base/text.hpp"
#include "store/sql_text.hpp"
#include "store/unconfirmed.hpp"
#include <algorithm>

namespace zugang::store::accounts {
namespace {

constexpr SqlText account_columns{
    "id, email, email_verified_at, username, customer_number, password_hash, password_changed_at, language,"
    " terms_version, terms_accepted_at, disabled_at, minimum_acr, notice_put_off_until,"
    " passkey_offer_put_off_until, created_at, updated_at"};

/// What names are compared by. Nothing for a text that cannot be anybody's.
std::optional<std::string> folded_name(std::string_view name)
{
    if (!is_storable(name))
        return std::nullopt;
    return fold_case(trim(name));
}

std::optional<std::string> folded_name_to_store(std::optional<std::string> const& name)
{
    if (!name)
        return std::nullopt;
    auto folded = folded_name(*name);
    if (!folded || folded->empty())
        throw std::invalid_argument("an e-mail address or username must be UTF-8 text and not empty");
    return folded;
}

Account account_from(Row const& row)
{
    return {.id = row.text("id"),
            .email = row.optional_text("email"),
            .email_verified_at = row.optional_instant("email_verified_at"),
            .username = row.optional_text("username"),
            .customer_number = row.optional_text("customer_number"),
            .password_hash = row.optional_blob("password_hash"),
            .password_changed_at = row.optional_instant("password_changed_at"),
            .language = row.text("language"),
            .terms_version = row.optional_text("terms_version"),
            .terms_accepted_at = row.optional_instant("terms_accepted_at"),
            .disabled_at = row.optional_instant("disabled_at"),
            .minimum_acr = row.optional_text("minimum_acr"),
            .notice_put_off_until = row.optional_instant("notice_put_off_until"),
            .passkey_offer_put_off_until = row.optional_instant("passkey_offer_put_off_until"),
            .created_at = row.instant("created_at"),
            .updated_at = row.instant("updated_at")};
}

std::optional<Account> account_from(std::optional<Row> const& row)
{
    return row ? std::optional(account_from(*row)) : std::nullopt;
}

std::vector<Account> accounts_from(std::vector<Row> const& rows)
{
    std::vector<Account> accounts;
    accounts.reserve(rows.size());
    for (auto const& row : rows)
        accounts.push_back(account_from(row));
    return accounts;
}

struct FoldedNames {
    std::optional<std::string> email;
    std::optional<std::string> username;
};

bool insert_account_row(Connection& db, Account const& account, FoldedNames const& folded)
{
    return db.execute("INSERT INTO accounts (id, email, email_folded, email_verified_at, username, username_folded,"
                      " customer_number, password_hash, password_changed_at, language, terms_version,"
                      " terms_accepted_at, disabled_at, minimum_acr, notice_put_off_until, created_at, updated_at)"
                      " VALUES (:id, :email, :email_folded, :email_verified_at, :username, :username_folded,"
                      " :customer_number, :password_hash, :password_changed_at, :language, :terms_version,"
                      " :terms_accepted_at, :disabled_at, :minimum_acr, :notice_put_off_until, :created_at,"
                      " :updated_at) ON CONFLICT DO NOTHING",
                      {{"id", account.id},
                       {"email", value_of(account.email)},
                       {"email_folded", value_of(folded.email)},
                       {"email_verified_at", value_of(account.email_verified_at)},
                       {"username", value_of(account.username)},
                       {"username_folded", value_of(folded.username)},
                       {"customer_number", value_of(account.customer_number)},
                       {"password_hash", value_of(account.password_hash)},
                       {"password_changed_at", value_of(account.password_changed_at)},
                       {"language", account.language},
                       {"terms_version", value_of(account.terms_version)},
                       {"terms_accepted_at", value_of(account.terms_accepted_at)},
                       {"disabled_at", value_of(account.disabled_at)},
                       {"minimum_acr", value_of(account.minimum_acr)},
                       {"notice_put_off_until", value_of(account.notice_put_off_until)},
                       {"created_at", value_of(account.created_at)},
                       {"updated_at", value_of(account.updated_at)}}) == 1;
}

bool insert_login_name(Connection& db, std::string const& name, std::string const& account_id)
{
    return db.execute("INSERT INTO login_names (name_folded, account_id) VALUES (:name, :account_id)"
                      " ON CONFLICT DO NOTHING",
                      {{"name", name}, {"account_id", account_id}}) == 1;
}

/// One account's address may be its own username. In the order of the names, so that two registrations that swap them
/// wait for each other instead of deadlocking.
bool insert_login_names(Connection& db, std::string const& account_id, FoldedNames const& folded)
{
    std::vector<std::string> names;
    for (auto const& name : {folded.email, folded.username}) {
        if (name)
            names.push_back(*name);
    }
    std::ranges::sort(names);
    auto const repeated = std::ranges::unique(names);
    names.erase(repeated.begin(), repeated.end());
    return std::ranges::all_of(names, [&](auto const& name) { return insert_login_name(db, name, account_id); });
}

} // namespace

bool insert(Connection& db, Account const& account)
{
    FoldedNames const folded{folded_name_to_store(account.email), folded_name_to_store(account.username)};
    if (!insert_account_row(db, account, folded))
        return false;
    if (insert_login_names(db, account.id, folded))
        return true;
    db.execute("DELETE FROM accounts WHERE id = :id", {{"id", account.id}}); // takes its names along
    return false;
}

std::optional<Account> find(Connection& db, std::string_view id)
{
    static constexpr auto sql = "SELECT " + account_columns + " FROM accounts WHERE id = :id";
    if (!is_storable(id))
        return std::nullopt;
    return account_from(db.query_one(sql, {{"id", std::string(id)}}));
}

std::optional<Account> find_by_email(Connection& db, std::string_view email)
{
    static constexpr auto sql = "SELECT " + account_columns + " FROM accounts WHERE email_folded = :email";
    auto folded = folded_name(email);
    if (!folded)
        return std::nullopt;
    return account_from(db.query_one(sql, {{"email", std::move(*folded)}}));
}

std::optional<Account> find_by_login_name(Connection& db, std::string_view name)
{
    static constexpr auto sql = "SELECT " + account_columns +
                                " FROM accounts WHERE email_folded = :name OR username_folded = :name"
                                " ORDER BY CASE WHEN email_folded = :name AND email_verified_at IS NOT NULL THEN 0"
                                " WHEN username_folded = :name THEN 1 ELSE 2 END LIMIT 1";
    auto folded = folded_name(name);
    if (!folded)
        return std::nullopt;
    return account_from(db.query_one(sql, {{"name", std::move(*folded)}}));
}

std::vector<Account> find_who(Connection& db, std::string_view who)
{
    static constexpr auto sql = "SELECT " + account_columns +
                                " FROM accounts WHERE id = :who OR customer_number = :who OR email_folded = :folded"
                                " OR username_folded = :folded ORDER BY created_at, id";
    auto folded = folded_name(who);
    if (!folded)
        return {};
    return accounts_from(db.query(sql, {{"who", std::string(trim(who))}, {"folded", std::move(*folded)}}));
}

std::vector<Account> list(Connection& db, std::string_view after, std::int64_t limit)
{
    static constexpr auto first_page =
        "SELECT " + account_columns + " FROM accounts ORDER BY created_at, id LIMIT :limit";
    static constexpr auto next_page = "SELECT " + account_columns +
                                      " FROM accounts WHERE (created_at, id) >"
                                      " (SELECT created_at, id FROM accounts WHERE id = :after)"
                                      " ORDER BY created_at, id LIMIT :limit";
    if (after.empty())
        return accounts_from(db.query(first_page, {{"limit", limit}}));
    return accounts_from(db.query(next_page, {{"after", std::string(after)}, {"limit", limit}}));
}

bool hold(Connection& db, std::string_view id, Instant since)
{
    return db.execute("UPDATE accounts SET updated_at = updated_at WHERE id = :id AND disabled_at IS NULL"
                      " AND (password_changed_at IS NULL OR password_changed_at <= :since)",
                      {{"id", std::string(id)}, {"since", value_of(since)}}) == 1;
}

bool replace_hash(Connection& db, std::string_view id, Bytes const& former, Bytes const& sealed_hash)
{
    return db.execute("UPDATE accounts SET password_hash = :hash WHERE id = :id AND password_hash = :former",
                      {{"hash", sealed_hash}, {"id", std::string(id)}, {"former", former}}) == 1;
}

bool set_password(Connection& db, std::string_view id, Bytes const& sealed_hash, Instant now)
{
    return db.execute("UPDATE accounts SET password_hash = :hash, password_changed_at = :now, updated_at = :now"
                      " WHERE id = :id",
                      {{"hash", sealed_hash}, {"now", value_of(now)}, {"id", std::string(id)}}) == 1;
}

bool clear_password(Connection& db, std::string_view id, Instant now)
{
    return db.execute("UPDATE accounts SET password_hash = NULL, password_changed_at = :now, updated_at = :now"
                      " WHERE id = :id",
                      {{"now", value_of(now)}, {"id", std::string(id)}}) == 1;
}

bool set_email_verified(Connection& db, std::string_view id, Instant now)
{
    return db.execute("UPDATE accounts SET email_verified_at = COALESCE(email_verified_at, :now), updated_at = :now"
                      " WHERE id = :id AND email IS NOT NULL",
                      {{"now", value_of(now)}, {"id", std::string(id)}}) == 1;
}

bool set_language(Connection& db, std::string_view id, std::string_view language, Instant now)
{
    return db.execute("UPDATE accounts SET language = :language, updated_at = :now WHERE id = :id",
                      {{"language", std::string(language)}, {"now", value_of(now)}, {"id", std::string(id)}}) == 1;
}

bool set_disabled(Connection& db, std::string_view id, std::optional<Instant> at, Instant now)
{
    return db.execute("UPDATE accounts SET disabled_at = :at, updated_at = :now WHERE id = :id",
                      {{"at", value_of(at)}, {"now", value_of(now)}, {"id", std::string(id)}}) == 1;
}

bool set_minimum_acr(Connection& db, std::string_view id, std::optional<std::string> const& acr, Instant now)
{
    return db.execute("UPDATE accounts SET minimum_acr = :acr, updated_at = :now WHERE id = :id",
                      {{"acr", value_of(acr)}, {"now", value_of(now)}, {"id", std::string(id)}}) == 1;
}

bool mark_first_sign_in(Connection& db, std::string_view id, Instant now)
{
    return db.execute("UPDATE accounts SET first_signed_in_at = :now WHERE id = :id AND first_signed_in_at IS NULL",
                      {{"now", value_of(now)}, {"id", std::string(id)}}) == 1;
}

void put_off_notice(Connection& db, std::string_view id, Instant until)
{
    db.execute("UPDATE accounts SET notice_put_off_until = :until WHERE id = :id",
               {{"until", value_of(until)}, {"id", std::string(id)}});
}

void put_off_passkey_offer(Connection& db, std::string_view id, Instant until)
{
    db.execute("UPDATE accounts SET passkey_offer_put_off_until = :until WHERE id = :id",
               {{"until", value_of(until)}, {"id", std::string(id)}});
}

bool remove(Connection& db, std::string_view id)
{
    return db.execute("DELETE FROM accounts WHERE id = :id", {{"id", std::string(id)}}) == 1;
}

std::int64_t remove_unconfirmed(Connection& db, Instant before)
{
    static constexpr auto sql = "DELETE FROM accounts WHERE " + account_is_unconfirmed +
                                " AND EXISTS (SELECT 1 FROM mail_links AS link WHERE link.account_id = accounts.id AND "
                                "link.kind = 'confirm_email')"
                                " AND NOT EXISTS (SELECT 1 FROM mail_links AS link WHERE link.account_id = accounts.id"
                                " AND link.kind = 'confirm_email' AND link.expires_at >= :before)";
    return db.execute(sql, {{"before", value_of(before)}});
}

} // namespace zugang::store::accounts
