// WithCodes: the whole server, an account with an authenticator app, and recovery codes on a sheet of paper.
#pragma once
#include "tests/second_factor/with_app.hpp"
#include <string>
#include <vector>

namespace zugang::tests {

/// The codes that a page shows, as they are printed.
[[nodiscard]] std::vector<std::string> codes_on(Page const& page);
/// The code without its dashes and in Cyrillic letters and Arabic digits where they look alike, in small letters.
[[nodiscard]] std::string in_other_writing(std::string const& code);

struct WithCodes : WithApp {
    explicit WithCodes(Engine engine = Engine::sqlite) : WithApp(engine) {}

    /// A set made long ago.
    std::vector<std::string> add_codes(std::string const& set_id = "rcs_old");
    /// The password proved, and recovery codes asked for instead of the app's.
    Page at_recovery_code(Browser& browser) const;
    static Page type_code(Browser& browser, Page const& page, std::string const& code);
    /// The first app was just set up in a sign-in: the page that explains recovery codes.
    Page at_explanation(Browser& browser) const;
    /// The account's list of factors.
    Page at_list(Browser& browser, Authenticator const& app);
    static Page want_new_codes(Browser& browser, Page const& list);
    /// The page that explains recovery codes, from there.
    Page at_own_page(Browser& browser, Authenticator const& app);
    static Page show_codes(Browser& browser, Page const& page);
    static Page keep_codes(Browser& browser, Page const& page);
    [[nodiscard]] std::int64_t count_unused();
    [[nodiscard]] std::size_t count_mails(std::string_view word);
};

/// Well formed, and nobody's.
[[nodiscard]] std::string unknown_code(int number = 0);

} // namespace zugang::tests
