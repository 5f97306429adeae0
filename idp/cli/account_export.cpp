#include "base/json.hpp"
#include "idp/cli/accounts.hpp"
#include "idp/cli/commands.hpp"
#include "idp/cli/passkeys.hpp"
#include "idp/cli/print.hpp"
#include "store/account_data.hpp"
#include <ostream>

namespace zugang::idp::cli {
namespace {

std::string array_of(std::vector<std::string> const& items)
{
    std::string out = "[";
    for (auto const& item : items)
        out += (out.size() > 1 ? "," : "") + item;
    return out + "]";
}

std::string person_to_json(store::Person const& person)
{
    return JsonObject{}
        .add("customer_number", person.customer_number)
        .add_if("name", person.name)
        .add_if("given_name", person.given_name)
        .add_if("family_name", person.family_name)
        .add_if("birth_date", person.birth_date)
        .add_if("language", person.language)
        .add_if("office", person.office)
        .add_if("address", person.address)
        .add_if("phone_number", person.phone_number)
        .add("created_at", to_rfc3339(person.created_at))
        .str();
}

std::string sessions_to_json(std::vector<store::SessionData> const& sessions)
{
    std::vector<std::string> items;
    for (auto const& session : sessions)
        items.push_back(JsonObject{}
                            .add("sid", session.id)
                            .add("user_agent", session.user_agent)
                            .add_raw("evidence", session.evidence)
                            .add("auth_time", to_rfc3339(session.auth_time))
                            .add("created_at", to_rfc3339(session.created_at))
                            .add("last_seen_at", to_rfc3339(session.last_seen_at))
                            .add("expires_at", to_rfc3339(session.expires_at))
                            .add_if("ended_at", optional_time(session.ended_at))
                            .str());
    return array_of(items);
}

std::string grants_to_json(std::vector<store::GrantData> const& grants)
{
    std::vector<std::string> items;
    for (auto const& grant : grants)
        items.push_back(JsonObject{}
                            .add("client_id", grant.client_id)
                            .add("sid", grant.session_id)
                            .add("scope", grant.scope)
                            .add("auth_time", to_rfc3339(grant.auth_time))
                            .add("created_at", to_rfc3339(grant.created_at))
                            .add("expires_at", to_rfc3339(grant.expires_at))
                            .add_if("revoked_at", optional_time(grant.revoked_at))
                            .str());
    return array_of(items);
}

std::string consents_to_json(std::vector<store::ConsentData> const& consents)
{
    std::vector<std::string> items;
    for (auto const& consent : consents)
        items.push_back(JsonObject{}
                            .add("client_id", consent.client_id)
                            .add("scope", consent.scope)
                            .add("granted_at", to_rfc3339(consent.granted_at))
                            .str());
    return array_of(items);
}

std::string links_to_json(std::vector<store::MailLinkData> const& links)
{
    std::vector<std::string> items;
    for (auto const& link : links)
        items.push_back(JsonObject{}
                            .add("kind", link.kind)
                            .add("email", link.email)
                            .add_if("notice", link.notice)
                            .add_if("factor", link.subject)
                            .add("created_at", to_rfc3339(link.created_at))
                            .add("expires_at", to_rfc3339(link.expires_at))
                            .add_if("used_at", optional_time(link.used_at))
                            .str());
    return array_of(items);
}

std::string factors_to_json(std::vector<store::FactorData> const& factors)
{
    std::vector<std::string> items;
    for (auto const& factor : factors)
        items.push_back(JsonObject{}
                            .add("id", factor.id)
                            .add("type", "totp")
                            .add("name", factor.name)
                            .add_if("confirmed_at", optional_time(factor.confirmed_at))
                            .add_if("last_used_at", optional_time(factor.last_used_at))
                            .add_if("removed_at", optional_time(factor.removed_at))
                            .str());
    return array_of(items);
}

std::string passkeys_to_json(std::vector<store::PasskeyData> const& passkeys)
{
    std::vector<std::string> items;
    for (auto const& passkey : passkeys)
        items.push_back(JsonObject{}
                            .add("id", passkey.id)
                            .add("type", passkey.kind)
                            .add("name", passkey.name)
                            .add("sign_count", passkey.sign_count)
                            .add("backup_eligible", passkey.backup_eligible)
                            .add("backed_up", passkey.backed_up)
                            .add("transports", passkey.transports)
                            .add_if("aaguid", aaguid_text(passkey.aaguid))
                            .add("attestation", passkey.attestation_format)
                            .add("attested", passkey.is_attested)
                            .add("created_at", to_rfc3339(passkey.created_at))
                            .add_if("last_used_at", optional_time(passkey.last_used_at))
                            .add_if("removed_at", optional_time(passkey.removed_at))
                            .str());
    return array_of(items);
}

std::string devices_to_json(std::vector<store::DeviceData> const& devices)
{
    std::vector<std::string> items;
    for (auto const& device : devices)
        items.push_back(JsonObject{}
                            .add("id", device.id)
                            .add("user_agent", device.user_agent)
                            .add("created_at", to_rfc3339(device.created_at))
                            .add_if("signed_in_at", optional_time(device.signed_in_at))
                            .add("expires_at", to_rfc3339(device.expires_at))
                            .str());
    return array_of(items);
}

} // namespace

void account_export(std::string const& who, Context& on)
{
    struct Everything {
        store::Account account;
        std::optional<store::Person> person;
        store::AccountData data;
    };
    auto const all = on.database().read([&](store::Connection& db) {
        auto account = load_account(db, who);
        auto person = find_person(db, account);
        auto data = store::load_account_data(db, account.id);
        return Everything{std::move(account), std::move(person), std::move(data)};
    });
    JsonObject out;
    out.add_raw("account", account_to_json(all.account, all.person));
    if (all.person)
        out.add_raw("person", person_to_json(*all.person));
    out.add_raw("sessions", sessions_to_json(all.data.sessions))
        .add_raw("grants", grants_to_json(all.data.grants))
        .add_raw("consents", consents_to_json(all.data.consents))
        .add_raw("mail_links", links_to_json(all.data.mail_links))
        .add_raw("factors", factors_to_json(all.data.factors))
        .add_raw("passkeys", passkeys_to_json(all.data.passkeys))
        .add_raw("devices", devices_to_json(all.data.devices));
    if (auto const& codes = all.data.recovery_codes)
        out.add_raw("recovery_codes",
                    JsonObject{}.add("created_at", to_rfc3339(codes->created_at)).add("unused", codes->unused).str());
    on.out() << out.str() << '\n';
}

} // namespace zugang::idp::cli
