#include "tests/second_factor/with_app.hpp"

namespace zugang::tests {

WithApp::WithApp(Engine engine, std::function<void(idp::config::Config&)> const& configure)
    : stand(engine, {.configure = [&](idp::config::Config& config) {
                config.policy.second_factor = idp::config::SecondFactor::required;
                if (configure)
                    configure(config);
            }})
{
    stand.add_portal();
    account = stand.add_account(person_name, person_password);
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

bool is_signed_in(Page const& page)
{
    return page.address.starts_with("https://portal.example/callback") && !page.parameter("code").empty();
}

} // namespace zugang::tests
