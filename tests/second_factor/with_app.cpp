#include "tests/second_factor/with_app.hpp"
#include <algorithm>

namespace zugang::tests {
namespace {

Secret read_base32(std::string_view text)
{
    std::string bytes;
    std::uint32_t waiting = 0;
    unsigned bits = 0;
    for (char const c : text) {
        if (c == ' ')
            continue;
        auto const value = static_cast<std::uint32_t>(c >= 'A' ? c - 'A' : c - '2' + 26);
        waiting = (waiting << 5) | value;
        bits += 5;
        if (bits >= 8) {
            bits -= 8;
            bytes.push_back(static_cast<char>((waiting >> bits) & 0xff));
        }
    }
    return Secret{bytes};
}

} // namespace

Authenticator app_from_page(Page const& page, totp::Algorithm algorithm)
{
    auto const at = page.body.find("id=\"key\"");
    if (at == std::string::npos)
        throw std::runtime_error{"no key on page " + page.name()};
    auto const begin = page.body.find('>', at) + 1;
    return {{read_base32(page.body.substr(begin, page.body.find('<', begin) - begin)), algorithm}};
}

WithApp::WithApp(StandOptions const& options) : stand(Engine::sqlite, options)
{
    stand.add_portal();
    account = stand.add_account(person_name, person_password);
}

Authenticator WithApp::add_app(std::string const& name, totp::Algorithm algorithm)
{
    store::TotpFactor row;
    row.id = "fct_" + name;
    row.account_id = account;
    row.flow_id = "flow of " + name;
    row.name = name;
    auto const bytes = (name + " has a key of 20 bytes").substr(0, 20);
    row.secret = stand.sealer().seal(bytes, {"totp_factors", "secret", row.id});
    row.algorithm = totp::name_of(algorithm);
    row.created_at = now();
    row.expires_at = now() + std::chrono::hours{1};
    auto const confirmed = stand.database().write([&](store::Connection& tx) {
        (void)store::totp_factors::insert_once(tx, row);
        return store::totp_factors::confirm(tx, {row.id, 0, name, 20}, now());
    });
    if (confirmed != store::totp_factors::Confirmed::yes)
        throw std::runtime_error{"the app was not confirmed"};
    return {{Secret{bytes}, algorithm}, row.id};
}

Page WithApp::after_password(Browser& browser) const
{
    return sign_in(browser, portal_request(), person_name, person_password);
}

Page WithApp::at_set_up(Browser& browser) const
{
    return browser.get("/setup/totp?flow=" + after_password(browser).parameter("flow"));
}

Page WithApp::type(Browser& browser, Page const& page, std::string const& code)
{
    return browser.submit(page, {{"code", code}}, page.name() == "totp" ? "/login/totp" : "/setup/totp");
}

Page WithApp::sign_in_with(Browser& browser, Authenticator const& app) const
{
    return type(browser, after_password(browser), app.code(now()));
}

std::vector<store::TotpFactor> WithApp::factors()
{
    return stand.database().read(
        [&](store::Connection& db) { return store::totp_factors::list_confirmed(db, account); });
}

std::string WithApp::wrong_code(std::vector<Authenticator> const& apps) const
{
    constexpr std::int64_t half_an_hour = 60; // steps
    std::vector<std::string> right;
    for (auto const& app : apps)
        for (auto ahead = -half_an_hour; ahead <= half_an_hour; ++ahead)
            right.push_back(app.code(now(), ahead));
    for (int number = 100'000;; ++number)
        if (std::ranges::find(right, std::to_string(number)) == right.end())
            return std::to_string(number);
}

bool is_signed_in(Page const& page)
{
    return page.address.starts_with("https://portal.example/callback") && !page.parameter("code").empty();
}

} // namespace zugang::tests
