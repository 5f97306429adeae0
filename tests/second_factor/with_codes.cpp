#include "tests/second_factor/with_codes.hpp"
#include "codes/mint.hpp"
#include "store/recovery_codes.hpp"
#include "tests/second_factor/add_from_list.hpp"
#include <algorithm>
#include <map>

namespace zugang::tests {

std::vector<std::string> codes_on(Page const& page)
{
    constexpr std::string_view begin = "<li><code>";
    std::vector<std::string> codes;
    for (auto at = page.body.find(begin); at != std::string::npos; at = page.body.find(begin, at + 1)) {
        auto const from = at + begin.size();
        codes.push_back(page.body.substr(from, page.body.find('<', from) - from));
    }
    return codes;
}

std::string in_other_writing(std::string const& code)
{
    static std::map<char, std::string> const twins{{'A', "а"}, {'C', "с"}, {'E', "е"}, {'H', "н"}, {'K', "к"},
                                                   {'M', "м"}, {'P', "р"}, {'T', "т"}, {'X', "х"}, {'Y', "у"},
                                                   {'2', "٢"}, {'4', "۴"}, {'8', "b"}, {'S', "5"}, {'-', " "}};
    std::string text;
    for (char const c : code) {
        auto const twin = twins.find(c);
        text += twin == twins.end() ? std::string(1, c >= 'A' ? static_cast<char>(c + 32) : c) : twin->second;
    }
    return text;
}

std::vector<std::string> WithCodes::add_codes(std::string const& set_id)
{
    std::vector<std::string> printed;
    std::vector<Bytes> hashes;
    SystemRandom random;
    for (int i = 0; i < 10; ++i) {
        auto const code = codes::mint(codes::Kind::recovery, random);
        printed.push_back(codes::grouped(code.symbols()));
        hashes.push_back(stand.sealer().keyed_hash("recovery code", account + "\n" + std::string{code.symbols()}));
    }
    store::RecoveryCodeSet set;
    set.id = set_id;
    set.account_id = account;
    set.flow_id = "flow of " + set_id;
    set.created_at = now();
    set.shown_until = now();
    stand.database().write([&](store::Connection& tx) {
        auto const former = store::recovery_codes::find_set(tx, account);
        REQUIRE(store::recovery_codes::create_set(tx, set, former ? former->id : "", hashes));
        REQUIRE(store::recovery_codes::keep(tx, account, set_id, now()));
    });
    return printed;
}

Page WithCodes::at_recovery_code(Browser& browser) const
{
    return browser.get("/login/recovery-code?flow=" + after_password(browser).parameter("flow"));
}

Page WithCodes::type_code(Browser& browser, Page const& page, std::string const& code)
{
    return browser.submit(page, {{"code", code}}, "/login/recovery-code");
}

Page WithCodes::at_explanation(Browser& browser) const
{
    auto const page = at_set_up(browser);
    return browser.submit(page, {{"code", Authenticator::of_page(page).code(now())}}, "/setup/totp");
}

Page WithCodes::at_list(Browser& browser, Authenticator const& app)
{
    stand.clock.advance(one_step); // what the app shows now may be used up
    auto const login = browser.get("/account/factors");
    if (login.name() != "login") // signed in
        return login;
    auto const asked = browser.submit(login, {{"username", person_name}, {"password", person_password}}, "/login");
    return type(browser, asked, app.code(now()));
}

Page WithCodes::want_new_codes(Browser& browser, Page const& list)
{
    return add_from_list(browser, list, "recovery_codes");
}

Page WithCodes::at_own_page(Browser& browser, Authenticator const& app)
{
    return want_new_codes(browser, at_list(browser, app));
}

Page WithCodes::show_codes(Browser& browser, Page const& page)
{
    return browser.submit(page, {{"action", "show"}}, "/setup/recovery-codes");
}

Page WithCodes::keep_codes(Browser& browser, Page const& page)
{
    return browser.submit(page, {{"action", "kept"}}, "/setup/recovery-codes");
}

std::int64_t WithCodes::count_unused()
{
    return stand.database().read(
        [&](store::Connection& db) { return store::recovery_codes::count_unused(db, account); });
}

std::size_t WithCodes::count_mails(std::string_view word)
{
    return static_cast<std::size_t>(std::ranges::count_if(
        stand.mails(), [&](auto const& mail) { return mail.mail.text.find(word) != std::string::npos; }));
}

std::string unknown_code(int number)
{
    auto eleven = "HET22X8AUX" + std::string(1, "ACDEFGHJKL"[number]);
    return eleven + codes::check_character(eleven, codes::Kind::recovery);
}

} // namespace zugang::tests
