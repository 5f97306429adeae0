// Where the walker goes next: along the sign-in, or anywhere else.
#include "tests/flows/walker.hpp"

namespace zugang::tests {
namespace {

constexpr int most_steps_to_arrive = 40;

} // namespace

void Walker::wander(int steps)
{
    for (int done = 0; done < steps && faults_.empty(); ++done)
        step();
}

void Walker::step()
{
    stand_.clock.advance(std::chrono::milliseconds{1}); // a session is younger than the sign-ins begun before it
    auto& tab = tabs_[any(tabs_.size())];
    tell("tab " + std::to_string(&tab - tabs_.data()));
    auto const dice = any(100);
    if (dice < 62)
        return answer(tab, chance(60));
    if (dice < 70)
        return open(tab, any_request());
    if (dice < 78)
        return go_back(tab);
    if (dice < 84)
        return skip_ahead(tab);
    if (dice < 88)
        return post_ahead(tab);
    if (dice < 95)
        return let_time_pass();
    if (dice < 98)
        return sign_out(*tab.device);
    look_from_elsewhere(tab);
}

void Walker::go_back(Tab& tab)
{
    auto const& other = tabs_[any(tabs_.size())]; // or an address taken over from another tab
    auto const& former = (other.device == tab.device ? other : tab).former;
    if (former.empty())
        return;
    auto const address = former[any(former.size())];
    tell("back to " + address);
    go(tab, address);
}

void Walker::skip_ahead(Tab& tab)
{
    constexpr std::array pages{"/login/passkey",        "/login",          "/login/totp", "/login/second-factor",
                               "/login/recovery-code",  "/setup/totp",     "/consent",    "/login/new-password",
                               "/setup/recovery-codes", "/choose-account", "/login/done", "/oauth2/authorize/resume",
                               "/account/factors"};
    std::string const page = pages[any(pages.size())];
    auto const flow = tab.page.parameter("flow");
    tell("skip to " + page);
    go(tab, flow.empty() ? page : page + "?flow=" + flow);
}

/// A form that the sign-in has not come to: the token against forged requests is taken from another page.
void Walker::post_ahead(Tab& tab)
{
    struct Form {
        std::string_view path;
        Fields fields;
    };
    std::vector<Form> const forms{{"/login/second-factor", {{"later", "1"}}},
                                  {"/login/totp", {{"code", "123456"}, {"action", "confirm"}}},
                                  {"/setup/totp", {{"code", "123456"}, {"action", "confirm"}}},
                                  {"/setup/recovery-codes", {{"action", "kept"}, {"kept", "1"}}},
                                  {"/consent", {{"decision", "allow"}}},
                                  {"/choose-account", {{"account", "other"}}}};
    auto const& form = forms[any(forms.size())];
    auto const flow = tab.page.parameter("flow");
    auto fields = tab.page.hidden_fields();
    if (flow.empty() || fields.empty())
        return;
    fields.insert(fields.end(), form.fields.begin(), form.fields.end());
    tell("post ahead to " + std::string{form.path});
    arrive_at(tab, tab.device->browser.post(std::string{form.path} + "?flow=" + flow, fields), flow);
}

void Walker::let_time_pass()
{
    constexpr std::array seconds{1, 29, 31, 61, 400, 1300, 3700};
    auto const by = seconds[any(seconds.size())];
    tell("wait " + std::to_string(by) + " s");
    stand_.clock.advance(std::chrono::seconds{by});
}

/// After too many tries.
void Walker::wait_if_told(Page const& page)
{
    if (page.status == 429)
        stand_.clock.advance(std::chrono::minutes{16});
}

void Walker::sign_out(Device& device)
{
    tell("sign out");
    auto const page = device.browser.get("/logout");
    if (page_has_form(page, "/logout"))
        device.browser.submit(page, {{"decision", "sign-out"}}, "/logout");
    look_at_session(device, "");
    for (auto& tab : tabs_)
        tab.is_fresh = false;
}

/// Somebody else's browser, with an address seen over the shoulder.
void Walker::look_from_elsewhere(Tab const& tab)
{
    if (tab.former.empty())
        return;
    auto elsewhere = stand_.browser();
    elsewhere.get("/");
    auto const page = elsewhere.get(tab.former[any(tab.former.size())]);
    tell("from another browser: " + page.name());
    auto const is_posted_alone = page.status == 404 || page.status == 405; // where only a form goes to
    if (page.name() != "login-expired" && !is_posted_alone)
        fault("a sign-in is open in another browser");
}

bool Walker::arrive()
{
    tell("ARRIVE");
    auto& tab = tabs_[0];
    open(tab, Asked{.client = "portal"});
    for (int done = 0; done < most_steps_to_arrive && faults_.empty(); ++done) {
        if (tab.page.address.starts_with(walk_callback)) {
            counts.arrived += tab.page.parameter("code").empty() ? 0 : 1;
            return !tab.page.parameter("code").empty();
        }
        answer(tab, /*right=*/true);
    }
    return false;
}

} // namespace zugang::tests
