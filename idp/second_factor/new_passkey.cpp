#include "idp/second_factor/new_passkey.hpp"
#include "base/json.hpp"
#include "idp/notices/notices.hpp"
#include "idp/second_factor/set_up.hpp"
#include "store/accounts.hpp"
#include "webauthn/metadata.hpp"

namespace zugang::idp::second_factor {
namespace {

constexpr std::size_t longest_model = 40; // characters of a model's name; the day comes after it

NotAdded reason_of(store::passkeys::Inserted inserted)
{
    switch (inserted) {
    case store::passkeys::Inserted::exists:
        return NotAdded::exists;
    case store::passkeys::Inserted::too_many:
        return NotAdded::too_many;
    case store::passkeys::Inserted::not_first:
    case store::passkeys::Inserted::yes:
        break;
    }
    return NotAdded::gone;
}

std::string model_of(webauthn::Aaguid const& aaguid, Instant now, Services& on)
{
    auto const metadata = on.passkeys.policy(now).metadata;
    auto const* const entry = metadata ? metadata->find(aaguid) : nullptr;
    return entry != nullptr && entry->description.size() <= longest_model ? entry->description : "";
}

} // namespace

Result<session::PasskeyCheck::Added, NotAdded> add_passkey(NewPasskey wanted, std::string const& account_id,
                                                           Call const& call, Services& on)
{
    auto const since = proved_since(wanted.flow, account_id, call, on);
    auto const is_first = is_first_factor(wanted.flow, account_id, call, on);
    session::PasskeyCheck::Enrolment const enrolment{std::move(wanted.registration), wanted.name, call.now, is_first};
    auto added = on.database.write([&](store::Connection& tx) -> Result<session::PasskeyCheck::Added, NotAdded> {
        if (!store::accounts::hold(tx, account_id, since))
            return std::unexpected(NotAdded::gone);
        auto made = session::PasskeyCheck{on}.confirm(tx, enrolment);
        if (!made)
            return std::unexpected(reason_of(made.error()));
        auto const kind = made->kind == store::Passkey::Kind::passkey ? store::factors::Kind::passkey
                                                                      : store::factors::Kind::security_key;
        notices::queue(
            tx, {notices::Kind::factor_added, account_id, notices::factor_words(kind, wanted.name), made->passkey_id},
            call.now, on);
        return std::move(*made);
    });
    if (added)
        on.wake_outbox();
    return added;
}

bool was_added_in(session::Flow const& flow, std::string const& account_id, std::string_view credential, Services& on)
{
    auto const answer = webauthn::parse_registration_response(credential);
    if (!answer)
        return false;
    auto const passkey =
        on.database.read([&](store::Connection& db) { return store::passkeys::find_by_credential(db, answer->id); });
    return passkey && passkey->flow_id == flow.row.id && passkey->account_id == account_id;
}

bool has_all_passkeys(std::string const& account_id, Services& on)
{
    return on.database.read([&](store::Connection& db) { return store::passkeys::count(db, account_id); }) >=
           on.config.passkeys.devices;
}

pages::Message too_many_passkeys(Services& on)
{
    return {"passkey_too_many", templates::Text::number(static_cast<std::uint64_t>(on.config.passkeys.devices))};
}

MadeWith made_with(session::VerifiedRegistration const& made, Call const& call, Services& on)
{
    auto const json = Json::parse(call.form.get("credential"));
    auto const attachment = json ? json->string("authenticatorAttachment") : std::nullopt;
    return {made.transports(), attachment.value_or(""), model_of(made.aaguid(), call.now, on)};
}

} // namespace zugang::idp::second_factor
