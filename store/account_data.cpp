#include "store/account_data.hpp"
#include "store/recovery_codes.hpp"

namespace zugang::store {
namespace {

SessionData to_session_data(Row const& row)
{
    return {row.text("id"),
            row.text("user_agent"),
            row.text("evidence"),
            row.instant("auth_time"),
            row.instant("created_at"),
            row.instant("last_seen_at"),
            row.instant("expires_at"),
            row.optional_instant("ended_at")};
}

GrantData to_grant_data(Row const& row)
{
    return {row.text("client_id"),
            row.text("session_id"),
            row.text("scope"),
            row.instant("auth_time"),
            row.instant("created_at"),
            row.instant("expires_at"),
            row.optional_instant("revoked_at")};
}

ConsentData to_consent_data(Row const& row)
{
    return {row.text("client_id"), row.text("scope"), row.instant("granted_at")};
}

MailLinkData to_mail_link_data(Row const& row)
{
    return {row.text("kind"),
            row.text("email"),
            row.instant("created_at"),
            row.instant("expires_at"),
            row.optional_instant("used_at"),
            row.optional_text("notice"),
            row.optional_text("subject")};
}

FactorData to_factor_data(Row const& row)
{
    return {row.text("id"), row.text("name"), row.optional_instant("confirmed_at"),
            row.optional_instant("last_used_at"), row.optional_instant("removed_at")};
}

PasskeyData to_passkey_data(Row const& row)
{
    return {.id = row.text("id"),
            .kind = row.text("kind"),
            .name = row.text("name"),
            .sign_count = row.integer("sign_count"),
            .backup_eligible = row.flag("backup_eligible"),
            .backed_up = row.flag("backed_up"),
            .transports = row.text("transports"),
            .aaguid = row.blob("aaguid"),
            .attestation_format = row.text("attestation_format"),
            .is_attested = row.flag("is_attested"),
            .created_at = row.instant("created_at"),
            .last_used_at = row.optional_instant("last_used_at"),
            .removed_at = row.optional_instant("removed_at")};
}

DeviceData to_device_data(Row const& row)
{
    return {row.text("id"), row.text("user_agent"), row.instant("created_at"), row.optional_instant("signed_in_at"),
            row.instant("expires_at")};
}

template <class T>
std::vector<T> convert_rows(std::vector<Row> const& rows, T (*convert)(Row const&))
{
    std::vector<T> out;
    out.reserve(rows.size());
    for (auto const& row : rows)
        out.push_back(convert(row));
    return out;
}

/// How the person signs in beside the password.
void load_factors(AccountData& data, Connection& db, std::string_view account_id)
{
    Value const account{std::string(account_id)};
    data.factors = convert_rows(db.query("SELECT id, name, confirmed_at, last_used_at, removed_at FROM totp_factors"
                                         " WHERE account_id = :account ORDER BY created_at, id",
                                         {{"account", account}}),
                                to_factor_data);
    data.passkeys =
        convert_rows(db.query("SELECT id, kind, name, sign_count, backup_eligible, backed_up, transports, aaguid,"
                              " attestation_format, is_attested, created_at, last_used_at, removed_at FROM passkeys"
                              " WHERE account_id = :account ORDER BY created_at, id",
                              {{"account", account}}),
                     to_passkey_data);
    data.devices = convert_rows(db.query("SELECT id, user_agent, created_at, signed_in_at, expires_at"
                                         " FROM known_devices WHERE account_id = :account ORDER BY created_at, id",
                                         {{"account", account}}),
                                to_device_data);
    if (auto const set = recovery_codes::find_set(db, account_id))
        data.recovery_codes = {set->created_at, recovery_codes::count_unused(db, account_id)};
}

} // namespace

AccountData load_account_data(Connection& db, std::string_view account_id)
{
    Value const account{std::string(account_id)};
    AccountData data;
    load_factors(data, db, account_id);
    data.sessions = convert_rows(
        db.query("SELECT id, user_agent, evidence, auth_time, created_at, last_seen_at, expires_at, ended_at"
                 " FROM sessions WHERE account_id = :account ORDER BY created_at, id",
                 {{"account", account}}),
        to_session_data);
    data.grants =
        convert_rows(db.query("SELECT client_id, session_id, scope, auth_time, created_at, expires_at, revoked_at"
                              " FROM grants WHERE account_id = :account ORDER BY created_at, id",
                              {{"account", account}}),
                     to_grant_data);
    data.consents = convert_rows(db.query("SELECT client_id, scope, granted_at"
                                          " FROM consents WHERE account_id = :account ORDER BY client_id",
                                          {{"account", account}}),
                                 to_consent_data);
    data.mail_links =
        convert_rows(db.query("SELECT kind, email, created_at, expires_at, used_at, notice, subject"
                              " FROM mail_links WHERE account_id = :account ORDER BY created_at, token_hash",
                              {{"account", account}}),
                     to_mail_link_data);
    return data;
}

} // namespace zugang::store
