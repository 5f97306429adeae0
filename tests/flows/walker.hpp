// Walker: two people with two browsers, one of them with two tabs, who do at random what people and attackers do with
// the pages of a sign-in; beside each browser the book of what was really proved in it. Every token they get is held
// against that.
#pragma once
#include "tests/flows/walk_model.hpp"
#include "tests/support/passkeys.hpp"
#include "tests/support/relying_party.hpp"
#include <array>
#include <functional>
#include <map>
#include <random>

namespace zugang::tests {

/// Somebody with an account, and what they have at hand.
struct Person {
    KnownAccount account;
    std::string name;
    std::string password;
    bool password_is_known = false; // among those everybody tries first
    std::vector<Authenticator> apps;
    std::vector<std::int64_t> last_steps; // of each app: the last code surely used up
    std::vector<std::string> codes;       // recovery codes not surely used yet
    std::vector<std::string> void_codes;  // used, or of a former list
    SoftAuthenticator device;             // with their passkey, where they have one
};

/// What all walks did together, so that a test in which nothing succeeds is seen.
struct WalkCounts {
    int tokens = 0;
    int tokens_with_mfa = 0;
    int enrolled = 0;
    int recovered = 0;     // with a recovery code
    int passkeys = 0;      // signed in or proved with one
    int put_off = 0;       // the security notice
    int refused_codes = 0; // wrong, or used before
    int errors = 0;        // that the client was told
    int arrived = 0;       // walks that ended with a token

    WalkCounts& operator+=(WalkCounts const& other);
    [[nodiscard]] std::string words() const;
};

class Walker {
public:
    Walker(Stand& stand, bool policy_needs_mfa, unsigned seed);

    /// One thing after the other, at random.
    void wander(int steps);
    /// A sign-in in which everything is done right: whether it ends with a token.
    bool arrive();

    [[nodiscard]] std::vector<std::string> const& faults() const { return faults_; }
    [[nodiscard]] std::string story() const; // what was done, for who reads a failure
    WalkCounts counts;

private:
    struct Device {
        Browser browser;
        WalkModel model;
    };
    struct Tab {
        Device* device;
        Page page;
        Asked asked;
        std::vector<std::string> former; // addresses of pages seen
        bool is_fresh = false;           // what the page asks for is what the sign-in waits for
    };

    [[nodiscard]] bool chance(int percent);
    [[nodiscard]] std::size_t any(std::size_t size);
    [[nodiscard]] Person& any_person() { return people_[any(people_.size())]; }
    void tell(std::string line);
    void fault(std::string const& what);

    void add_person(std::string name);
    [[nodiscard]] Asked any_request();
    void open(Tab& tab, Asked asked);
    void go(Tab& tab, std::string const& address);
    using Taken = std::function<void(Page const&)>; // looks at the answer before the book is asked about it
    void send(Tab& tab, Fields const& fields, std::string_view action, Taken const& taken = {});
    [[nodiscard]] std::array<Page, 2> send_twice(Tab& tab, Fields const& fields, std::string_view action);
    void arrive_at(Tab& tab, Page page, std::string const& from_flow);
    void take_answer(Tab& tab, std::string const& flow);
    static void look_at_session(Device& device, std::string const& flow);
    void check_tokens(Tab& tab, std::string const& code, std::string const& flow);

    void step();
    void go_back(Tab& tab);
    void skip_ahead(Tab& tab);
    void post_ahead(Tab& tab);
    void let_time_pass();
    void sign_out(Device& device);
    void look_from_elsewhere(Tab const& tab);

    /// What the page asks for; rightly where `right`, else perhaps not.
    void answer(Tab& tab, bool right);
    void answer_login(Tab& tab, bool right);
    void sign_in_with_passkey(Tab& tab, Person& person, bool right);
    void prove_passkey(Tab& tab, bool right);
    void took_passkey(Tab& tab, Person const& person, std::string const& flow);
    void answer_choice(Tab& tab, bool right);
    void answer_totp(Tab& tab, bool right);
    void answer_recovery_code(Tab& tab, bool right);
    void take_codes(Tab& tab, bool right);
    void answer_notice(Tab& tab, bool right);
    void answer_setup(Tab& tab, bool right);
    void answer_new_password(Tab& tab, bool right);
    void cancel(Tab& tab);
    void wait_if_told(Page const& page);
    [[nodiscard]] Person* subject(Tab const& tab);
    [[nodiscard]] std::string fresh_code(Person& person, std::size_t app);
    [[nodiscard]] std::string some_code(Person& person);

    Stand& stand_;
    std::mt19937 dice_;
    std::vector<Person> people_;
    std::array<Device, 2> devices_;
    std::array<Tab, 3> tabs_;                     // the last one on the second device
    std::map<std::string, std::string> subjects_; // flow → whose password was typed last
    std::vector<std::string> story_;
    std::vector<std::string> faults_;
};

inline constexpr std::string_view walk_callback = "https://portal.example/callback";
[[nodiscard]] bool page_has_form(Page const& page, std::string_view action);
/// The first link on the page whose address begins so; empty where there is none.
[[nodiscard]] std::string link_on(Page const& page, std::string_view beginning);

} // namespace zugang::tests
