// What the walker types and clicks on each page of a sign-in.
#include "tests/flows/walker.hpp"
#include "totp/verify.hpp"
#include <algorithm>

namespace zugang::tests {
namespace {

std::string const new_password = "ein Passwort, das niemand kennt";

bool is_one_of(std::string const& name, std::initializer_list<std::string_view> names)
{
    return std::ranges::find(names, std::string_view{name}) != names.end();
}

/// The value of the first button of that name; "other" accounts are no choice here.
std::string button_value(Page const& page, std::string const& name)
{
    auto const start = "<button class=\"choice-button\" name=\"" + name + "\" value=\"";
    auto const at = page.body.find(start);
    if (at == std::string::npos)
        return "";
    auto const begin = at + start.size();
    return page.body.substr(begin, page.body.find('"', begin) - begin);
}

std::string button_link(Page const& page)
{
    constexpr std::string_view start = "<p class=\"actions\"><a class=\"button\" href=\"";
    auto const begin = page.body.find(start) + start.size();
    return page.body.substr(begin, page.body.find('"', begin) - begin);
}

std::vector<std::string> codes_on(Page const& page)
{
    constexpr std::string_view start = "<li><code>";
    std::vector<std::string> codes;
    for (auto at = page.body.find(start); at != std::string::npos; at = page.body.find(start, at + 1)) {
        auto const begin = at + start.size();
        codes.push_back(page.body.substr(begin, page.body.find('<', begin) - begin));
    }
    return codes;
}

} // namespace

void Walker::answer(Tab& tab, bool right)
{
    auto const name = tab.page.name();
    tell((right ? "answer " : "answer perhaps wrongly ") + name);
    if (!right && chance(7) && is_one_of(name, {"login", "totp", "choose-factor", "consent", "choose-account"}))
        return cancel(tab);
    if (name == "login")
        return answer_login(tab, right);
    if (name == "choose-account")
        return answer_choice(tab, right);
    if (name == "totp")
        return answer_totp(tab, right);
    if (name == "passkey")
        return prove_passkey(tab, right);
    if (name == "recovery-code")
        return answer_recovery_code(tab, right);
    if (name == "choose-factor")
        return answer_notice(tab, right);
    if (name == "setup-totp")
        return answer_setup(tab, right);
    if (name == "recovery-codes" && tab.page.body.find("codes-sheet") == std::string::npos)
        return send(tab, right || chance(70) ? Fields{{"action", "show"}} : Fields{{"later", "1"}},
                    "/setup/recovery-codes");
    if (name == "recovery-codes")
        return take_codes(tab, right);
    if (name == "recovery-code-used")
        return go(tab, button_link(tab.page));
    if (name == "password-change")
        return answer_new_password(tab, right);
    if (name == "consent")
        return send(tab, {{"decision", right || chance(50) ? "allow" : "deny"}}, "/consent");
    if (auto const again = link_on(tab.page, "/oauth2/authorize/begin"); !again.empty())
        return go(tab, again);
    open(tab, right ? Asked{.client = "portal"} : any_request()); // this one has come to its end
}

void Walker::cancel(Tab& tab)
{
    tell("  cancel");
    auto const at = tab.page.body.find("<form method=\"post\" action=\"/");
    auto const begin = at + 28;
    auto const action = tab.page.body.substr(begin, tab.page.body.find_first_of("\"?", begin) - begin);
    send(tab, {{"cancel", "1"}}, action);
}

void Walker::answer_login(Tab& tab, bool right)
{
    auto& person = right ? people_[0] : any_person();
    if (!person.device.credentials.empty() && chance(50))
        return sign_in_with_passkey(tab, person, right);
    auto const typed = right || chance(70) ? person.password : "nicht das Passwort";
    auto const is_right = typed == person.password;
    auto const flow = tab.page.parameter("flow");
    tell("  as " + person.name + (is_right ? "" : ", wrongly"));
    send(tab, {{"username", person.name}, {"password", typed}}, "/login", [&](Page const& page) {
        auto const is_refused = is_one_of(page.name(), {"login", "login-expired", "error"});
        wait_if_told(page);
        if (!is_right || is_refused)
            return;
        if (person.password_is_known)
            tab.device->model.typed_known_password(flow, person.account.id);
        else
            tab.device->model.typed_first({person.account.id, /*is_second=*/false, flow, stand_.clock.now()});
        subjects_[flow] = person.account.id;
    });
}

void Walker::answer_choice(Tab& tab, bool right)
{
    auto const chosen = button_value(tab.page, "account");
    auto const stays = right ? tab.page.body.find(people_[0].name) != std::string::npos : chance(60);
    send(tab, {{"account", stays ? chosen : "other"}}, "/choose-account");
}

/// Whose second factor or set-up the page is about: the page says the name, or the sign-in knows.
Person* Walker::subject(Tab const& tab)
{
    auto const named = std::ranges::find_if(people_, [&](Person const& person) {
        auto const short_name = person.name.substr(0, person.name.find('@')); // an address hides the rest
        return tab.page.body.find(short_name) != std::string::npos;
    });
    if (named != people_.end())
        return &*named;
    auto const typed = subjects_.find(tab.page.parameter("flow"));
    auto const known = std::ranges::find_if(
        people_, [&](Person const& person) { return typed != subjects_.end() && person.account.id == typed->second; });
    return known == people_.end() ? nullptr : &*known;
}

/// A code that was not used yet; time passes where it must.
std::string Walker::fresh_code(Person& person, std::size_t app)
{
    if (totp::step_at(stand_.clock.now()) <= person.last_steps[app])
        stand_.clock.advance(totp::step_length);
    return person.apps[app].code(stand_.clock.now());
}

/// What somebody types who has not got it right.
std::string Walker::some_code(Person& person)
{
    auto const app = any(person.apps.size());
    auto const now = stand_.clock.now();
    if (chance(30)) // again the one used last
        return person.apps[app].code(totp::start_of(std::max<std::int64_t>(person.last_steps[app], 0)));
    if (chance(30)) // the one before
        return person.apps[app].code(now - totp::step_length);
    auto& other = any_person();
    if (chance(40) && !other.apps.empty()) // somebody else's app
        return other.apps.front().code(now);
    return person.apps[app].wrong_code(now);
}

void Walker::answer_totp(Tab& tab, bool right)
{
    auto* const person = subject(tab);
    if (person != nullptr && !person->device.credentials.empty() && (person->apps.empty() || chance(30)))
        return go(tab, "/login/passkey?flow=" + tab.page.parameter("flow"));
    if (person == nullptr || person->apps.empty())
        return fault("a code is asked for of somebody without an app");
    if (chance(40) && !person->codes.empty())
        return go(tab, "/login/recovery-code?flow=" + tab.page.parameter("flow"));
    auto const code = right || chance(40) ? fresh_code(*person, any(person->apps.size())) : some_code(*person);
    auto const now = stand_.clock.now();
    auto const flow = tab.page.parameter("flow");
    tell("  " + code);
    send(tab, {{"code", code}, {"action", "confirm"}}, "/login/totp", [&](Page const& page) {
        wait_if_told(page);
        if (page.name() == "totp")
            ++counts.refused_codes;
        if (is_one_of(page.name(), {"totp", "login", "login-expired", "error"}))
            return;
        for (std::size_t app = 0; app < person->apps.size(); ++app) {
            auto const step = totp::verify(person->apps[app].key(), code, now, totp::Window::previous_too).value_or(-1);
            if (step <= person->last_steps[app])
                continue; // wrong, or used up before
            tab.device->model.typed({person->account.id, /*is_second=*/true, flow, now});
            if (tab.is_fresh)
                person->last_steps[app] = step;
        }
    });
}

void Walker::answer_recovery_code(Tab& tab, bool right)
{
    auto* const person = subject(tab);
    auto const flow = tab.page.parameter("flow");
    if (person == nullptr || person->codes.empty() || chance(20))
        return go(tab,
                  (person != nullptr && person->apps.empty() ? "/login/passkey?flow=" : "/login/totp?flow=") + flow);
    auto const code = right || person->void_codes.empty() || chance(60)
                          ? person->codes[any(person->codes.size())]
                          : person->void_codes[any(person->void_codes.size())];
    auto const now = stand_.clock.now();
    tell("  " + code);
    send(tab, {{"code", code}, {"action", "confirm"}}, "/login/recovery-code", [&](Page const& page) {
        wait_if_told(page);
        if (page.name() == "recovery-code")
            ++counts.refused_codes;
        if (is_one_of(page.name(), {"recovery-code", "totp", "login", "login-expired", "error"}))
            return;
        auto const unused = std::ranges::find(person->codes, code);
        if (unused == person->codes.end())
            return;
        tab.device->model.typed({person->account.id, /*is_second=*/true, flow, now});
        if (!tab.is_fresh)
            return;
        ++counts.recovered;
        person->codes.erase(unused);
        person->void_codes.push_back(code);
    });
}

/// The list on the page, in place of any former one.
void Walker::take_codes(Tab& tab, bool right)
{
    auto* const person = subject(tab);
    auto const codes = codes_on(tab.page);
    if (person == nullptr || codes.size() != 10)
        return fault("no ten recovery codes");
    if (!right && chance(20))
        return go(tab, "/setup/recovery-codes?flow=" + tab.page.parameter("flow"));
    std::erase_if(person->codes, [&](auto const& code) { return std::ranges::find(codes, code) != codes.end(); });
    person->void_codes.insert(person->void_codes.end(), person->codes.begin(), person->codes.end());
    person->codes = codes;
    send(tab, {{"action", "kept"}}, "/setup/recovery-codes");
}

void Walker::answer_notice(Tab& tab, bool right)
{
    auto const may_wait = tab.page.body.find("name=\"later\"") != std::string::npos;
    if (may_wait && chance(right ? 50 : 30)) {
        ++counts.put_off;
        return send(tab, {{"later", "1"}}, "/login/second-factor");
    }
    go(tab, "/setup/totp?flow=" + tab.page.parameter("flow"));
}

void Walker::answer_setup(Tab& tab, bool right)
{
    auto* const person = subject(tab);
    if (person == nullptr)
        return fault("a set-up page that names nobody");
    if (!right && chance(15))
        return send(tab, {{"action", "new_key"}}, "/setup/totp");
    auto app = Authenticator::of_page(tab.page);
    auto const now = stand_.clock.now();
    auto const code = right || chance(60) ? app.code(now) : app.wrong_code(now);
    auto const flow = tab.page.parameter("flow");
    auto const was_secured = person->account.has_factor;
    tell("  " + code);
    send(tab, {{"code", code}, {"name", ""}, {"action", "confirm"}}, "/setup/totp", [&](Page const& page) {
        auto const step = totp::verify(app.key(), code, now, totp::Window::previous_too);
        // Elsewhere the set-up was not taken: another device has put the notice off, say, or was faster.
        if (!step || page.name() != "recovery-codes")
            return;
        if (was_secured && !tab.device->model.has_second(person->account.id, flow))
            fault("a first factor was set up where there was one");
        if (!tab.device->model.has_password(person->account.id, flow, now - std::chrono::minutes{20}))
            fault("a factor was set up without a fresh password");
        person->account.has_factor = true;
        person->apps.push_back(app);
        person->last_steps.push_back(*step);
        tab.device->model.typed({person->account.id, /*is_second=*/true, flow, now});
        ++counts.enrolled;
    });
}

void Walker::answer_new_password(Tab& tab, bool right)
{
    auto* const person = subject(tab);
    if (person == nullptr)
        return fault("a new password for nobody");
    auto const typed = right || chance(70) ? new_password : person->password;
    auto const flow = tab.page.parameter("flow");
    send(tab, {{"password", typed}, {"password_repeat", typed}}, "/login/new-password", [&](Page const& page) {
        if (typed != new_password ||
            is_one_of(page.name(), {"password-change", "login", "totp", "login-expired", "error"}))
            return;
        if (person->account.has_factor && !tab.device->model.has_second(person->account.id, flow))
            fault("a password was changed by one factor where there are two");
        person->password = new_password;
        person->password_is_known = false;
        tab.device->model.typed_first({person->account.id, /*is_second=*/false, flow, stand_.clock.now()});
    });
}

} // namespace zugang::tests
