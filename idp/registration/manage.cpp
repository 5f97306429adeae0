#include "idp/registration/manage.hpp"
#include "base/log.hpp"
#include "idp/registration/credentials.hpp"
#include "idp/registration/metadata.hpp"
#include "idp/registration/switched_off.hpp"
#include "store/client_updates.hpp"

namespace zugang::idp::registration {
namespace {

constexpr int most_tries = 3; // of an update that is overtaken

/// The client the address names, if the token is its own. Throws invalid_token: an unknown client and a wrong token
/// look alike (RFC 7592 §2.1).
store::ClientRow load_own(store::Connection& db, Call const& call, Secret const& token)
{
    auto const id = call.query.find("client_id");
    auto row = id ? store::clients::find(db, *id) : std::nullopt;
    if (!row || !row->registration_token_hash ||
        !equal_in_constant_time(*row->registration_token_hash, hash_token(token)))
        throw oauth::Error{oauth::ErrorKind::invalid_token, "the registration access token is wrong"};
    return std::move(*row);
}

[[noreturn]] void refuse_update(std::string const& description)
{
    throw oauth::Error{oauth::ErrorKind::invalid_client_metadata, description};
}

/// RFC 7592 §2.2: the update names the client, and its secret where it names one.
void check_identity(Json const& body, oauth::Client const& former, Services& on)
{
    if (body.string("client_id") != former.id)
        refuse_update("client_id must be the client's own");
    auto const secret = body.find("client_secret");
    if (secret && !secret->is_null() && !is_secret_of(former, Secret{secret->as_string().value_or("")}, on))
        refuse_update("client_secret must be the client's own");
}

/// The secret as it is kept for the new method: the former where its form is the same, the one that was sent along
/// where it fits, else a new one, which is returned.
Secret carry_secret(oauth::Client& client, oauth::Client const& former, Json const& body, Services& on)
{
    bool const was_sealed = former.auth_method == oauth::AuthMethod::client_secret_jwt;
    bool const is_sealed = client.auth_method == oauth::AuthMethod::client_secret_jwt;
    if (!client.has_secret())
        return {};
    if (former.has_secret() && was_sealed == is_sealed) {
        client.secret_hash = former.secret_hash;
        client.secret_sealed = former.secret_sealed;
        return {};
    }
    if (auto const sent = body.string("client_secret"); sent && former.has_secret()) {
        keep_secret(client, Secret{*sent}, on);
        return {};
    }
    return give_secret(client, on);
}

/// Whether the operator gave it another type than its standard members tell.
bool has_type_of_operator(oauth::Client const& client)
{
    JsonObject standard;
    auto const metadata = Json::parse(oauth::to_metadata(client));
    for (auto const& [name, value] : metadata.value().members())
        if (name != "zugang_type")
            standard.add_raw(name, value.dump());
    auto const told = oauth::parse_client_metadata(standard.str());
    return told && told->type != client.type;
}

/// What is the operator's to decide stays as it was; an update cannot name it.
void keep_members_of_operator(oauth::Client& client, oauth::Client const& former)
{
    client.trusted = former.trusted;
    client.profile = former.profile;
    client.refresh_binding = former.refresh_binding;
    client.exchange_resources = former.exchange_resources;
    client.require_pkce = former.require_pkce || !client.is_confidential(); // never softened
    if (has_type_of_operator(former))
        client.type = former.type;
}

struct Replacement {
    store::ClientRow row;
    Secret secret; // empty where the client keeps its own or has none
};

Replacement replaced(store::ClientRow const& row, Json const& body, Call const& call, Services& on)
{
    auto const former = oauth::from_row(row);
    check_identity(body, former, on);
    auto client = read_client(body, on.config);
    client.id = former.id;
    keep_members_of_operator(client, former);
    auto secret = carry_secret(client, former, body, on);
    check_registrable(client, &former, on, call.now);
    auto updated = oauth::to_row(client, call.now);
    updated.created_at = row.created_at;
    updated.registration_token_hash = row.registration_token_hash;
    return {std::move(updated), std::move(secret)};
}

} // namespace

http::Response get_registration(Call const& call, Services& on)
{
    if (auto const off = find_switched_off(on))
        return *off;
    auto const token = load_bearer(call);
    auto const row = on.database.read([&](store::Connection& db) { return load_own(db, call, token); });
    return http::json(200, to_json({.row = row, .registration_token = token.reveal(), .secret = Secret{}}, on.config));
}

http::Response put_registration(Call const& call, Services& on)
{
    if (auto const off = find_switched_off(on))
        return *off;
    auto const token = load_bearer(call);
    auto const body = read_body(call);
    for (int tries = 0; tries < most_tries; ++tries) {
        auto const former = on.database.read([&](store::Connection& db) { return load_own(db, call, token); });
        auto const [row, secret] = replaced(former, body, call, on);
        // The operator may have changed or removed it while its sector was fetched: then it is read anew.
        if (!on.database.write([&](auto& tx) { return store::clients::update_unchanged(tx, former, row); }))
            continue;
        log::info("client_updated", {{"client", row.id}});
        return http::json(200,
                          to_json({.row = row, .registration_token = token.reveal(), .secret = secret}, on.config));
    }
    throw oauth::Error{oauth::ErrorKind::temporarily_unavailable, "the client is being changed elsewhere"};
}

http::Response delete_registration(Call const& call, Services& on)
{
    if (auto const off = find_switched_off(on))
        return *off;
    auto const token = load_bearer(call);
    auto const id = on.database.write([&](store::Connection& tx) {
        auto const row = load_own(tx, call, token);
        std::ignore = store::clients::remove(tx, row.id); // its grants, codes and tokens go with it
        return row.id;
    });
    log::info("client_removed", {{"client", id}});
    return {.status = 204, .headers = {}, .body = {}};
}

} // namespace zugang::idp::registration
