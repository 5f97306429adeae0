#include "tests/flows/walker.hpp"
#include "base/base64url.hpp"
#include "base/text.hpp"
#include "base/url.hpp"
#include <algorithm>
#include <thread>

namespace zugang::tests {
namespace {

constexpr std::string_view session_cookie = "__Host-zugang_sid";

std::string cookie_of(Browser const& browser, std::string_view name)
{
    auto const found = browser.cookies.find(std::string{name});
    return found == browser.cookies.end() ? "" : found->second;
}

/// The code redeemed by the client it was made for.
TokenAnswer redeem(Browser& client, std::string const& id, std::string const& code)
{
    auto const pair = id + ":" + std::string{Stand::client_secret};
    Fields const form{{"grant_type", "authorization_code"},
                      {"code", code},
                      {"redirect_uri", std::string{walk_callback}},
                      {"code_verifier", std::string{code_verifier}}};
    return {client.request("POST", "/oauth2/token", encode_form(form),
                           {{"Authorization", "Basic " + base64_encode(bytes_of(pair))},
                            {"Content-Type", "application/x-www-form-urlencoded"}})};
}

} // namespace

bool page_has_form(Page const& page, std::string_view action)
{
    return page.body.find("action=\"" + std::string{action}) != std::string::npos;
}

std::string link_on(Page const& page, std::string_view beginning)
{
    auto const at = page.body.find("href=\"" + std::string{beginning});
    if (at == std::string::npos)
        return "";
    auto link = page.body.substr(at + 6, page.body.find('"', at + 6) - at - 6);
    for (auto amp = link.find("&amp;"); amp != std::string::npos; amp = link.find("&amp;", amp + 1))
        link.replace(amp, 5, "&");
    return link;
}

WalkCounts& WalkCounts::operator+=(WalkCounts const& other)
{
    tokens += other.tokens;
    tokens_with_mfa += other.tokens_with_mfa;
    enrolled += other.enrolled;
    recovered += other.recovered;
    passkeys += other.passkeys;
    put_off += other.put_off;
    refused_codes += other.refused_codes;
    errors += other.errors;
    arrived += other.arrived;
    return *this;
}

std::string WalkCounts::words() const
{
    return std::to_string(arrived) + " walks ended with a token; " + std::to_string(tokens) + " tokens, " +
           std::to_string(tokens_with_mfa) + " of them with two factors; " + std::to_string(enrolled) + " enrolled, " +
           std::to_string(recovered) + " recovery codes used, " + std::to_string(passkeys) + " passkeys, " +
           std::to_string(put_off) + " put off, " + std::to_string(refused_codes) + " codes refused, " +
           std::to_string(errors) + " errors to clients";
}

Walker::Walker(Stand& stand, bool policy_needs_mfa, unsigned seed)
    : stand_(stand), dice_(seed), devices_{Device{stand.browser(), WalkModel{policy_needs_mfa}},
                                           Device{stand.browser(), WalkModel{policy_needs_mfa}}},
      tabs_{Tab{&devices_[0], {}, {}, {}}, Tab{&devices_[0], {}, {}, {}}, Tab{&devices_[1], {}, {}, {}}}
{
    for (auto const* const who : {"anna", "ben"})
        add_person(who + std::string{"-"} + std::to_string(seed) + (policy_needs_mfa ? "-r" : "-p") + "@example.org");
    for (auto& tab : tabs_)
        open(tab, any_request());
}

void Walker::add_person(std::string name)
{
    Person person;
    person.name = std::move(name);
    person.password_is_known = chance(15);
    person.password = person.password_is_known ? "passwort123456" : "ein Passwort von " + person.name;
    person.account.id = stand_.add_account(person.name, person.password);
    for (int apps = chance(35) ? 1 : chance(15) ? 2 : 0; apps > 0; --apps) {
        person.apps.push_back(stand_.add_authenticator(person.account.id));
        person.last_steps.push_back(-1);
        person.account.has_factor = true;
    }
    if (chance(30)) {
        add_passkey(stand_, person.account.id, person.device);
        person.account.has_factor = true;
    }
    if (person.account.has_factor && chance(60))
        person.codes = stand_.add_recovery_codes(person.account.id);
    person.account.needs_mfa = chance(20);
    auto const has_seen_notice = chance(20);
    stand_.database().write([&](store::Connection& tx) {
        if (person.account.needs_mfa)
            (void)store::accounts::set_minimum_acr(tx, person.account.id, std::string{mfa_acr}, stand_.clock.now());
        if (!has_seen_notice)
            store::accounts::put_off_notice(tx, person.account.id, stand_.clock.now());
    });
    tell(person.name + (person.account.has_factor ? " with" : " without") + " a factor" +
         (person.device.credentials.empty() ? "" : ", a passkey") + (person.account.needs_mfa ? ", minimum mfa" : "") +
         (person.password_is_known ? ", known password" : ""));
    people_.push_back(std::move(person));
}

bool Walker::chance(int percent)
{
    return static_cast<int>(any(100)) < percent;
}

std::size_t Walker::any(std::size_t size)
{
    return dice_() % size;
}

void Walker::tell(std::string line)
{
    story_.push_back(std::move(line));
}

void Walker::fault(std::string const& what)
{
    tell("FAULT " + what);
    faults_.push_back(what);
}

std::string Walker::story() const
{
    std::string all;
    for (auto const& line : story_)
        all += line + "\n";
    return all;
}

Asked Walker::any_request()
{
    constexpr std::array prompts{"", "", "", "login", "consent", "select_account", "none"};
    constexpr std::array clients{"portal", "portal", "strict", "stranger"};
    constexpr std::array wishes{"", "", "urn:zugang:acr:mfa", "gold urn:zugang:acr:mfa", "urn:zugang:acr:password"};
    constexpr std::array ages{0, 60, 300, 7200};
    Asked asked;
    asked.client = clients[any(clients.size())];
    asked.client_needs_mfa = asked.client == "strict";
    asked.prompt = prompts[any(prompts.size())];
    if (chance(30))
        asked.max_age = ages[any(ages.size())];
    asked.acr_values = wishes[any(wishes.size())];
    if (chance(30))
        asked.essential = chance(40)   ? std::vector<std::string>{std::string{mfa_acr}}
                          : chance(40) ? std::vector<std::string>{std::string{card_acr}, std::string{mfa_acr}}
                          : chance(50) ? std::vector<std::string>{std::string{mfa_acr}, std::string{password_acr}}
                                       : std::vector<std::string>{std::string{card_acr}};
    return asked;
}

void Walker::open(Tab& tab, Asked asked)
{
    Fields changes{{"client_id", asked.client}, {"scope", "openid email"}, {"acr_values", asked.acr_values}};
    changes.emplace_back("prompt", asked.prompt);
    if (asked.max_age)
        changes.emplace_back("max_age", std::to_string(*asked.max_age));
    if (!asked.essential.empty())
        changes.emplace_back(
            "claims",
            JsonObject{}
                .add_raw("id_token",
                         JsonObject{}
                             .add_raw("acr", JsonObject{}.add("essential", true).add("values", asked.essential).str())
                             .str())
                .str());
    tab.asked = std::move(asked);
    auto const address = authorize_address(portal_request(changes));
    tell("open " + address.substr(address.find("client_id")));
    arrive_at(tab, tab.device->browser.get(address), "");
}

void Walker::go(Tab& tab, std::string const& address)
{
    Page asked;
    asked.address = address;
    auto flow = asked.parameter("flow");
    if (address.starts_with("/oauth2/authorize/begin")) { // the same request in a new sign-in
        if (auto const* const known = tab.device->model.find(flow))
            tab.asked = *known;
        flow.clear();
    }
    arrive_at(tab, tab.device->browser.get(address), flow);
}

/// Takes the page as the tab's, and looks at what came with it.
void Walker::arrive_at(Tab& tab, Page page, std::string const& from_flow)
{
    tab.page = std::move(page);
    for (auto& other : tabs_)
        other.is_fresh = &other == &tab; // what is done here may end what another page waits for
    auto const flow = tab.page.parameter("flow");
    if (!flow.empty() && tab.device->model.find(flow) == nullptr) {
        auto const* const known = tab.device->model.find(from_flow);
        tab.device->model.begin(flow, known != nullptr ? *known : tab.asked);
    }
    look_at_session(*tab.device, from_flow.empty() ? flow : from_flow);
    tell("  -> " + std::to_string(tab.page.status) + " " + tab.page.name() + " " + join_words(tab.page.messages()) +
         " " + tab.page.error() + " " + tab.page.address.substr(0, 90));
    if (tab.page.status >= 500 || tab.page.error() == "internal")
        fault("the server failed");
    if (tab.page.address.starts_with(walk_callback))
        take_answer(tab, from_flow);
    else if (!flow.empty())
        tab.former.push_back(tab.page.address);
}

void Walker::take_answer(Tab& tab, std::string const& flow)
{
    auto const* const known = tab.device->model.find(flow);
    auto const asked = known != nullptr ? *known : tab.asked;
    auto const error = tab.page.parameter("error");
    if (!error.empty()) {
        ++counts.errors;
        if ((error == "unmet_authentication_requirements") == asked.is_reachable())
            fault("the answer to an acr out of reach is another");
        constexpr std::array quiet{"login_required", "interaction_required", "consent_required",
                                   "account_selection_required"};
        auto const needs_page = std::ranges::find(quiet, error) != quiet.end();
        if (needs_page ? asked.prompt != "none" : error != "access_denied" && asked.is_reachable())
            fault("the client is told " + error);
        return;
    }
    if (!asked.is_reachable())
        fault("a code for an acr out of reach");
    tab.asked = asked;
    check_tokens(tab, tab.page.parameter("code"), flow);
}

void Walker::check_tokens(Tab& tab, std::string const& code, std::string const& flow)
{
    auto const& asked = tab.asked;
    auto stranger = stand_.browser(); // the client has no cookies of the person
    auto const answer = redeem(stranger, asked.client, code);
    auto const id_token = answer.text("id_token");
    if (id_token.empty())
        return fault("no token for the code: " + answer.page.body);
    auto const claims = TokenAnswer::claims(id_token);
    auto const access = TokenAnswer::claims(answer.access_token());
    auto const sub = claims.string("sub").value_or("");
    auto const owner = std::ranges::find(people_, sub, [](Person const& person) { return person.account.id; });
    tell("  token for " + sub + " acr " + claims.string("acr").value_or("-"));
    if (owner == people_.end())
        return fault("a token for a person who is not here");
    for (auto const& what : tab.device->model.faults(claims, owner->account, asked, flow, stand_.clock.now()))
        fault(what);
    if (access.string("acr") != claims.string("acr") || access.integer("auth_time") != claims.integer("auth_time"))
        fault("access token and ID token differ");
    ++counts.tokens;
    if (auto const amr = claims.strings("amr").value_or(std::vector<std::string>{});
        std::ranges::find(amr, "mfa") != amr.end())
        ++counts.tokens_with_mfa;
}

void Walker::send(Tab& tab, Fields const& fields, std::string_view action, Taken const& taken)
{
    if (!page_has_form(tab.page, action))
        return fault("no form to " + std::string{action} + " on the page " + tab.page.name());
    auto const flow = tab.page.parameter("flow");
    if (chance(90)) {
        auto const page = tab.device->browser.submit(tab.page, fields, action);
        if (taken)
            taken(page);
        return arrive_at(tab, page, flow);
    }
    tell("  twice at once");
    auto const answers = send_twice(tab, fields, action);
    for (auto const& page : answers)
        if (taken)
            taken(page);
    if (answers[0].address.starts_with(walk_callback) && answers[1].address.starts_with(walk_callback) &&
        !answers[0].parameter("code").empty() && !answers[1].parameter("code").empty())
        fault("two codes for one sign-in");
    auto const has_arrived = answers[1].address.starts_with(walk_callback);
    arrive_at(tab, answers[has_arrived ? 1 : 0], flow);
}

/// Two clicks, or a second tab on the same page: the browser's cookies are those of the answer that came last.
std::array<Page, 2> Walker::send_twice(Tab& tab, Fields const& fields, std::string_view action)
{
    auto& browser = tab.device->browser;
    std::array<Browser, 2> browsers{browser, browser};
    std::array<Page, 2> pages;
    auto const submit = [&](std::size_t which) { pages[which] = browsers[which].submit(tab.page, fields, action); };
    std::thread other{submit, 1};
    submit(0);
    other.join();
    auto const before = cookie_of(browser, session_cookie);
    auto const last = cookie_of(browsers[1], session_cookie) != before ? std::size_t{1} : std::size_t{0};
    browser = browsers[last];
    return pages;
}

void Walker::look_at_session(Device& device, std::string const& flow)
{
    device.model.see_session(cookie_of(device.browser, session_cookie), flow);
}

} // namespace zugang::tests
