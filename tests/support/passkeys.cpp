#include "tests/support/passkeys.hpp"
#include "base/base64url.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include <stdexcept>

namespace zugang::tests {
namespace {

constexpr std::size_t handle_size = 32;

Bytes decoded(Json const& object, std::string_view name)
{
    auto bytes = base64url_decode(object.string(name).value());
    if (!bytes)
        throw std::runtime_error{"not base64url: " + std::string{name}};
    return std::move(*bytes);
}

store::Passkey row_of(std::string const& account_id, SoftRegistration const& made, SoftDevice const& device)
{
    store::Passkey row;
    row.id = "psk_" + base64url_encode(random_bytes(16));
    row.account_id = account_id;
    row.flow_id = "zgf_of_" + row.id;
    row.name = "Mein Telefon";
    row.credential_id = made.id;
    row.public_key = made.public_key;
    row.sign_count = device.count_step;
    row.backup_eligible = device.backup_eligible;
    row.backed_up = device.backed_up;
    row.transports = join_words(device.transports);
    row.aaguid.assign(device.aaguid.begin(), device.aaguid.end());
    row.attestation_format = "none";
    return row;
}

} // namespace

std::string add_passkey(Stand& stand, std::string const& account_id, SoftAuthenticator& device,
                        store::Passkey::Kind kind)
{
    auto const handle = stand.database().write([&](store::Connection& tx) {
        return store::user_handles::find_or_insert(tx, account_id, random_bytes(handle_size));
    });
    auto const made = device.create({.rp_id = "localhost",
                                     .origin = stand.config().issuer,
                                     .challenge = random_bytes(32),
                                     .user_handle = handle,
                                     .wants_discoverable = kind == store::Passkey::Kind::passkey});
    auto row = row_of(account_id, made, device.device);
    row.kind = kind;
    row.created_at = stand.clock.now();
    auto const inserted =
        stand.database().write([&](store::Connection& tx) { return store::passkeys::insert(tx, row, {.most = 100}); });
    if (inserted != store::passkeys::Inserted::yes)
        throw std::runtime_error{"the passkey was not taken"};
    return row.id;
}

PasskeyQuestion passkey_question(Stand const& stand, Page const& page)
{
    auto const options = page.attribute("data-passkey-options");
    if (options.empty())
        throw std::runtime_error{"no passkey is asked for on page " + page.name() + " " + page.address};
    return passkey_question(stand, options);
}

PasskeyQuestion passkey_question(Stand const& stand, std::string const& options)
{
    auto const json = Json::parse(options).value();
    auto const asked = json.find("publicKey").value();
    PasskeyQuestion question{json.string("token").value(), {}};
    question.request.rp_id = asked.string("rpId").value();
    question.request.origin = stand.config().issuer;
    question.request.challenge = decoded(asked, "challenge");
    question.request.verifies_user = asked.string("userVerification") != "discouraged";
    if (auto const allowed = asked.find("allowCredentials"))
        for (auto const& each : allowed->items())
            question.request.allow.push_back(decoded(each, "id"));
    return question;
}

Fields passkey_fields(PasskeyQuestion const& question, SoftAssertion const& answer)
{
    return {{"challenge", question.token}, {"credential", answer.json()}};
}

Page sign_in_with_passkey(Browser& browser, Stand const& stand, Page const& page, SoftAuthenticator& device)
{
    auto const question = passkey_question(stand, page);
    return browser.submit(page, passkey_fields(question, device.get(question.request)), "/login/with-passkey");
}

} // namespace zugang::tests
