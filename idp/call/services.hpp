// Services: what handlers work with, built once in idp/app and passed by reference. No globals.
#pragma once
#include "base/clock.hpp"
#include "base/random.hpp"
#include "idp/call/passkey_settings.hpp"
#include "idp/call/remote_documents.hpp"
#include "idp/config/config.hpp"
#include "keys/keyring.hpp"
#include "keys/password_hash.hpp"
#include "keys/seal.hpp"
#include "store/database.hpp"
#include "templates/engine.hpp"
#include <functional>

namespace zugang::idp {

struct Services {
    config::Config const& config;
    Clock const& clock;
    Random& random;
    store::Database& database;
    keys::Keyring& keyring;
    keys::Sealer const& sealer;
    keys::PasswordHasher const& hasher;
    templates::Engine const& templates;
    RemoteDocuments& remote;
    RemoteDocuments& pictures; // logos: anybody may ask for one, and must not get in the way of clients' keys
    PasskeySettings const& passkeys;
    std::function<void()> wake_outbox;                             // after a commit that wrote to the outbox
    std::function<bool(std::string_view)> is_common_password = {}; // account::PasswordBlocklist, loaded once
};

} // namespace zugang::idp
