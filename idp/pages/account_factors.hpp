// AccountFactorsPage (/account/factors): one's passkeys and second factors; RenameFactorPage and RemoveFactorPage: what
// is done to one of them, posted to their own addresses.
#pragma once
#include "base/clock.hpp"
#include "idp/pages/frame.hpp"
#include <cstdint>

namespace zugang::templates {
class Engine;
}

namespace zugang::idp::pages {

enum class FactorKind { app, passkey, security_key };

/// Where the key of a passkey is.
enum class KeptOn {
    unsaid,       // not a passkey
    one_device,   // it cannot leave it
    unshared,     // its keeper could share it among devices, and does not
    many_devices, // shared
};

struct ListedFactor {
    std::string id;
    std::string name; // as typed
    Instant added_at;
    std::optional<Instant> used_at;
    KeptOn kept_on = KeptOn::unsaid;
};

/// What authenticators are told of the account's passkeys (WebAuthn L3 §5.1.10), for passkey_signals.js.
struct PasskeySignals {
    std::string rp_id;
    std::string user_id;        // the account's user handle, base64url
    std::string credential_ids; // those that count, base64url, blank separated
    std::string name;           // the account's
};

struct AccountFactorsPage {
    Frame frame;
    std::string account_name = {};
    std::vector<ListedFactor> passkeys = {};
    std::vector<ListedFactor> security_keys = {};
    std::vector<ListedFactor> apps = {};
    std::size_t most_passkeys = 10; // security keys among them
    std::size_t most_apps = 5;
    bool has_security_keys = true; // whether new ones are taken
    std::uint64_t codes_left = 0;
    std::optional<PasskeySignals> signals = {};

    static constexpr std::string_view template_name = "pages/account_factors.html";
    [[nodiscard]] templates::Context context() const;
    [[nodiscard]] std::string render(templates::Engine const& engine) const;
};

struct RenameFactorPage {
    Frame frame; // errors at: name
    FactorKind kind = FactorKind::app;
    std::string factor = {};
    std::string former_name = {};
    std::string name = {};

    static constexpr std::string_view template_name = "pages/rename_factor.html";
    [[nodiscard]] templates::Context context() const;
    [[nodiscard]] std::string render(templates::Engine const& engine) const;
};

struct RemoveFactorPage {
    Frame frame;
    FactorKind kind = FactorKind::app;
    std::string factor = {};
    std::string name = {};
    bool is_last = false; // it stays: another one must be added first

    static constexpr std::string_view template_name = "pages/remove_factor.html";
    [[nodiscard]] templates::Context context() const;
    [[nodiscard]] std::string render(templates::Engine const& engine) const;
};

} // namespace zugang::idp::pages
