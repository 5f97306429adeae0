// The walk's own book of what was proved in one browser: kept from the secrets typed and the answers seen, without a
// look into the server. Where the test cannot know whether a secret was taken, the book says it was: it is the most
// that a token may claim.
#pragma once
#include "base/clock.hpp"
#include "base/json.hpp"
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace zugang::tests {

inline constexpr std::string_view password_acr = "urn:zugang:acr:password";
inline constexpr std::string_view mfa_acr = "urn:zugang:acr:mfa";
inline constexpr std::string_view key_acr = "phrh";                  // passkeys here cannot leave their device
inline constexpr std::string_view card_acr = "urn:zugang:test:card"; // nobody reaches it

/// A client's request, as far as it bears on the sign-in.
struct Asked {
    std::string client;
    std::string prompt = {};
    std::optional<int> max_age = {};
    std::string acr_values = {};
    std::vector<std::string> essential = {}; // acr
    bool client_needs_mfa = false;

    [[nodiscard]] bool starts_afresh() const { return prompt == "login" || max_age == 0; }
    [[nodiscard]] bool is_reachable() const;
};

/// One secret that was right when it was typed.
struct Proof {
    std::string account;
    bool is_second = false; // else the first factor
    std::string flow;       // the sign-in it was typed in
    Instant at;
    bool is_passkey = false; // both factors at once
};

/// What the test knows of the account by what it did itself.
struct KnownAccount {
    std::string id;
    bool has_factor = false;
    bool needs_mfa = false;
};

class WalkModel {
public:
    explicit WalkModel(bool policy_needs_mfa) : policy_needs_mfa_(policy_needs_mfa) {}

    /// A sign-in was begun for a request; later pages of it belong to the same.
    void begin(std::string const& flow, Asked const& asked) { asked_.emplace(flow, asked); }
    [[nodiscard]] Asked const* find(std::string const& flow) const;
    void typed(Proof const& proof) { proofs_.push_back(proof); }
    /// A password that is right and that everybody knows: it proves nothing, but says whom the sign-in is about.
    void typed_known_password(std::string const& flow, std::string const& account) { newest_[flow] = account; }
    /// A password or a passkey: it says whom the sign-in is about.
    void typed_first(Proof const& proof);
    /// After every answer: what the session's cookie holds now, in which sign-in it may have changed.
    void see_session(std::string const& cookie, std::string const& flow);

    /// Whether the account's password or passkey was proved in the sign-in or its session within that time.
    [[nodiscard]] bool has_password(std::string const& account, std::string const& flow, Instant since) const;
    [[nodiscard]] bool has_second(std::string const& account, std::string const& flow) const;

    /// What a token obtained now in the sign-in `flow` claims too much; empty where it is true. An ID token's claims or
    /// an access token's.
    [[nodiscard]] std::vector<std::string> faults(Json const& claims, KnownAccount const& account, Asked const& asked,
                                                  std::string const& flow, Instant now) const;

private:
    struct Session {
        std::string account;
        std::vector<std::string> flows; // whose proofs it may rest on
    };
    [[nodiscard]] std::vector<Proof> usable(std::string const& account, std::string const& flow) const;
    [[nodiscard]] std::vector<Proof> counting(std::string const& account, Asked const& asked, std::string const& flow,
                                              Instant now) const;

    bool policy_needs_mfa_;
    std::map<std::string, Asked> asked_;
    std::vector<Proof> proofs_;
    std::map<std::string, std::string> newest_; // flow → whose right password was typed last
    std::string cookie_;
    bool revived_ = false; // signed in again by what was proved before
    std::optional<Session> session_;
};

} // namespace zugang::tests
