// A passkey in the store, for tests that look at the account around it; what signs with one is soft_authenticator.
#pragma once
#include "doctest.h"
#include "store/passkeys.hpp"

namespace zugang::tests {

/// "psk_" and its name, on one device. Change what matters before it is inserted.
inline store::Passkey stored_passkey(std::string account_id, std::string name, Instant now)
{
    store::Passkey passkey;
    passkey.id = "psk_" + name;
    passkey.account_id = std::move(account_id);
    passkey.flow_id = "flow of " + name;
    passkey.name = name;
    passkey.credential_id = Bytes(name.begin(), name.end());
    passkey.public_key = {1};
    passkey.transports = "internal";
    passkey.aaguid = Bytes(16);
    passkey.attestation_format = "none";
    passkey.created_at = now;
    return passkey;
}

/// Gives its id.
inline std::string insert(store::Database& database, store::Passkey const& passkey)
{
    database.write([&](store::Connection& tx) {
        REQUIRE(store::passkeys::insert(tx, passkey, {.most = 100}) == store::passkeys::Inserted::yes);
    });
    return passkey.id;
}

} // namespace zugang::tests
