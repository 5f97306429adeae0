// The owner's known device: tries of its own, and nothing else. The mailed link that lets a device in for an hour.
#include "idp/throttle/known_device.hpp"
#include "idp/throttle/unlock.hpp"
#include "store/known_devices.hpp"
#include "tests/throttle/guessing.hpp"

namespace zugang::tests {
namespace {

constexpr auto device_cookie = "__Host-zugang_dev";

/// A browser of the owner's, known but signed out.
Browser known_browser(Guessing& guessing)
{
    auto browser = guessing.stand.browser();
    auto const page = guessing.sign_in_completely(browser);
    REQUIRE(page.address.starts_with("https://portal.example/"));
    auto fresh = guessing.stand.browser();
    fresh.cookies[device_cookie] = browser.cookies.at(device_cookie);
    return fresh;
}

/// So many wrong passwords of strangers, each from a network of its own.
void close_password_path(Guessing& guessing, int tries = 100)
{
    for (int i = 0; i < tries; ++i) {
        Guesser stranger{guessing.stand, "10.0.0." + std::to_string(i)};
        auto const page = stranger.guess(owner_name);
        CAPTURE(i);
        CAPTURE(page.header("retry-after"));
        REQUIRE(was_compared(page));
        guessing.wait(1h);
    }
}

std::string unlock_link(Guessing& guessing)
{
    auto const mails = guessing.stand.mails();
    REQUIRE_FALSE(mails.empty());
    return link_in(mails.back().mail.text, "/link/unlock-device");
}

} // namespace

TEST_CASE_FIXTURE(Guessing,
                  "a complete sign-in makes the device known: its cookie is long, secret and for this host alone")
{
    auto browser = stand.browser();
    add_app();
    auto const page = sign_in(browser, portal_request(), owner_name, owner_password);
    CHECK_FALSE(browser.cookies.contains(device_cookie)); // the password alone makes nothing known
    auto const form = page.hidden_fields("/login/totp");
    std::string body = "code=" + code();
    for (auto const& [name, value] : form)
        body += "&" + name + "=" + value;
    auto const answer =
        browser.request("POST", page.address, body, {{"Content-Type", "application/x-www-form-urlencoded"}});
    REQUIRE(answer.status == 303);
    std::string cookie;
    for (auto const& header : answer.headers)
        if (header.value.starts_with(device_cookie))
            cookie = header.value;
    CHECK(cookie.starts_with("__Host-zugang_dev=zgd_"));
    CHECK(cookie.substr(0, cookie.find(';')).size() == std::string{"__Host-zugang_dev=zgd_"}.size() + 43);
    for (auto const* attribute : {"; Secure", "; HttpOnly", "; SameSite=Lax", "; Path=/", "; Max-Age=15552000"})
        CHECK_MESSAGE(cookie.find(attribute) != std::string::npos, attribute);
}

TEST_CASE_FIXTURE(
    Guessing,
    "on a known device ten wrong passwords an hour are free, while strangers wait; the eleventh makes it a stranger")
{
    auto browser = known_browser(*this);
    Guesser owner{stand, "192.0.2.1", browser};
    Guesser stranger{stand, "192.0.2.1"};
    stranger.fail(5);
    CHECK(waits(stranger.guess(owner_name), 2s));
    owner.fail(10);
    CHECK(waits(owner.guess(owner_name), 2s)); // counted with the network's now
    wait(2s);
    CHECK(was_compared(owner.guess(owner_name)));
    wait(2h); // the privilege does not come back by waiting
    CHECK(was_compared(owner.guess(owner_name)));
    CHECK_FALSE(was_compared(owner.guess(owner_name)));
    wait(1h);
    auto again = stand.browser();
    again.cookies[device_cookie] = browser.cookies.at(device_cookie);
    again.extra_headers = {{"X-Forwarded-For", "198.51.100.1"}};
    REQUIRE(sign_in_completely(again).address.starts_with("https://portal.example/"));
    auto fresh = stand.browser();
    fresh.cookies[device_cookie] = again.cookies.at(device_cookie);
    Guesser(stand, "192.0.2.1", fresh).fail(10); // but by the next complete sign-in
}

TEST_CASE_FIXTURE(Guessing, "a known device's ten tries come back as the hour passes, and with a success")
{
    Guesser owner{stand, "192.0.2.1", known_browser(*this)};
    owner.fail(9);
    CHECK(got_through(owner.guess(owner_name, owner_password)));
    Guesser again{stand, "192.0.2.1", owner.browser()};
    again.fail(10);
    wait(1h);
    again.fail(10);
}

TEST_CASE_FIXTURE(Guessing, "a device known to one account is a stranger to another, and a forged cookie to all")
{
    stand.add_account("erika@example.org", owner_password);
    auto const browser = known_browser(*this);
    Guesser same_browser{stand, "192.0.2.1", browser};
    same_browser.fail(5, "erika@example.org");
    CHECK(waits(same_browser.guess("erika@example.org"), 2s));
    auto forged = stand.browser();
    forged.cookies[device_cookie] = "zgd_" + std::string(43, 'A');
    Guesser forger{stand, "192.0.2.2", forged};
    forger.fail(5);
    CHECK(waits(forger.guess(owner_name), 2s));
}

TEST_CASE_FIXTURE(Guessing, "a device is forgotten after 180 days without a sign-in, and when it is revoked")
{
    auto const browser = known_browser(*this);
    wait(std::chrono::days{180} - 1ms);
    Guesser(stand, "192.0.2.1", browser).fail(10);
    wait(1ms);
    Guesser late{stand, "192.0.2.2", browser};
    late.fail(5);
    CHECK(waits(late.guess(owner_name), 2s));
    auto const other = known_browser(*this);
    stand.database().write([&](store::Connection& tx) { store::known_devices::revoke_all(tx, account); });
    Guesser revoked{stand, "192.0.2.3", other};
    revoked.fail(5);
    CHECK_FALSE(was_compared(revoked.guess(owner_name)));
}

TEST_CASE_FIXTURE(Guessing, "after a hundred wrong passwords in a row strangers' are not taken, the owner's device "
                            "signs in, and that opens it again")
{
    auto const browser = known_browser(*this);
    close_password_path(*this);
    Guesser stranger{stand, "192.0.2.1"};
    auto const closed = stranger.guess(owner_name, owner_password);
    CHECK(closed.status == 429);
    CHECK(closed.has_message("device_unknown"));
    CHECK(closed.header("retry-after") == "3600");
    CHECK(stranger.guess("mustermann75").has_message("device_unknown")); // the account's other name is no way around
    CHECK(was_compared(stranger.guess("erika@example.org")));
    wait(std::chrono::days{365});
    CHECK(Guesser(stand, "192.0.2.2").guess(owner_name).has_message("device_unknown")); // nor is time
}

TEST_CASE_FIXTURE(Guessing, "the owner's success on a known device opens the way for strangers' passwords again")
{
    auto const browser = known_browser(*this);
    close_password_path(*this);
    CHECK(Guesser(stand, "192.0.2.1").guess(owner_name).has_message("device_unknown"));
    CHECK(got_through(Guesser(stand, "192.0.2.1", browser).guess(owner_name, owner_password)));
    wait(24h);
    CHECK(was_compared(Guesser(stand, "192.0.2.1").guess(owner_name)));
}

TEST_CASE_FIXTURE(Guessing, "an operator opens a closed account, and strangers have a hundred tries again")
{
    close_password_path(*this);
    CHECK(Guesser(stand, "192.0.2.1").guess(owner_name).has_message("device_unknown"));
    auto const forgotten = stand.database().write([&](store::Connection& tx) {
        return idp::throttle::unlock(tx, store::accounts::find(tx, account).value(), stand.sealer());
    });
    CHECK(forgotten.passwords == 100);
    CHECK(was_compared(Guesser(stand, "192.0.2.1").guess(owner_name)));
    close_password_path(*this, 99);
    CHECK(Guesser(stand, "192.0.2.1").guess(owner_name).has_message("device_unknown"));
}

TEST_CASE_FIXTURE(Guessing, "a name nobody has is closed after a hundred as well")
{
    for (int i = 0; i < 100; ++i) {
        REQUIRE(was_compared(Guesser(stand, "10.0.0." + std::to_string(i)).guess("nie@example.org")));
        wait(1h);
    }
    CHECK(Guesser(stand, "192.0.2.1").guess("nie@example.org").has_message("device_unknown"));
}

TEST_CASE_FIXTURE(Guessing, "a mailed link lets the device in on which it is opened, for an hour and this account")
{
    close_password_path(*this);
    Guesser owner{stand, "192.0.2.1"};
    auto const closed = owner.guess(owner_name, owner_password);
    auto const sent = owner.browser().submit(closed, {}, "/login/unlock");
    CHECK(sent.name() == "unlock-sent");
    auto const link = unlock_link(*this);
    auto const question = owner.browser().get(link);
    CHECK(question.name() == "unlock-device");
    CHECK(owner.browser().get(link).name() == "unlock-device"); // looking uses nothing up
    auto const done = owner.browser().submit(question, {}, "/link/unlock-device");
    CHECK(done.has_message("device_admitted"));
    CHECK(owner.browser().submit(question, {}, "/link/unlock-device").has_message("link_used"));
    CHECK(Guesser(stand, "192.0.2.1").guess(owner_name).has_message("device_unknown")); // no other browser
    wait(1h - 1ms);
    Guesser again{stand, "192.0.2.1", owner.browser()};
    again.fail(9);
    CHECK(got_through(again.guess(owner_name, owner_password)));
}

TEST_CASE_FIXTURE(Guessing, "the hour of a mailed link ends, and the link itself after thirty minutes")
{
    close_password_path(*this);
    Guesser owner{stand, "192.0.2.1"};
    owner.browser().submit(owner.guess(owner_name), {}, "/login/unlock");
    auto const link = unlock_link(*this);
    auto const question = owner.browser().get(link);
    wait(30min - 1ms);
    CHECK(owner.browser().submit(question, {}, "/link/unlock-device").has_message("device_admitted"));
    wait(1h);
    Guesser late{stand, "192.0.2.1", owner.browser()};
    auto const closed = late.guess(owner_name);
    CHECK(closed.has_message("device_unknown"));
    late.browser().submit(closed, {}, "/login/unlock");
    auto const second = unlock_link(*this);
    CHECK(second != link);
    wait(30min);
    CHECK(late.browser().get(second).has_message("link_expired"));
    CHECK(late.browser().get(second.substr(0, second.size() - 3)).has_message("link_mangled"));
}

TEST_CASE_FIXTURE(Guessing, "whoever was let in by a link is no known device to the second factor, nor on any list")
{
    close_password_path(*this);
    Guesser owner{stand, "192.0.2.1"};
    owner.browser().submit(owner.guess(owner_name), {}, "/login/unlock");
    owner.browser().submit(owner.browser().get(unlock_link(*this)), {}, "/link/unlock-device");
    auto const devices =
        stand.database().read([&](store::Connection& db) { return store::known_devices::list(db, account, now()); });
    CHECK(devices.empty());
    Process process{stand};
    auto const call = process.call("192.0.2.1", &owner.browser());
    auto const device = stand.database().read(
        [&](store::Connection& db) { return idp::throttle::find_known_device(db, account, call, process.services()); });
    REQUIRE(device);
    CHECK_FALSE(device->multi_factor);
}

TEST_CASE_FIXTURE(Guessing,
                  "the mailed link is offered and answered alike for a name nobody has, and within the limits of mails")
{
    auto const ask = [&](std::string const& name) {
        Guesser guesser{stand, "192.0.2.1"};
        auto const form = guesser.guess("x@example.org");
        return guesser.browser().post("/login/unlock?flow=" + form.parameter("flow"),
                                      {{"csrf", form.hidden_fields("/login").front().second}, {"username", name}});
    };
    auto const known = ask(owner_name);
    auto const unknown = ask("nie@example.org");
    CHECK(known.status == unknown.status);
    CHECK(known.name() == "unlock-sent");
    CHECK(unknown.name() == "unlock-sent");
    CHECK(stand.mails().size() == 1);
    for (int i = 0; i < 5; ++i)
        CHECK(ask(owner_name).name() == "unlock-sent");
    CHECK(stand.mails().size() == 3); // limits.mails_per_hour_and_address
    wait(61min);
    CHECK(ask("mustermann75").name() == "unlock-sent"); // a username reaches the address as well
    CHECK(stand.mails().size() == 4);
    CHECK(stand.mails().back().recipient == owner_name);
}

TEST_CASE_FIXTURE(Guessing, "a password reset forgets the known devices")
{
    auto const browser = known_browser(*this);
    auto other = stand.browser();
    other.submit(other.get("/password/forgot"), {{"username", owner_name}}, "/password/forgot");
    auto const page = other.get(link_in(stand.mails().back().mail.text, "/link/reset-password"));
    other.submit(page, {{"password", "neun grüne Gießkannen"}, {"password_repeat", "neun grüne Gießkannen"}},
                 "/link/reset-password");
    Guesser guesser{stand, "192.0.2.1", browser};
    guesser.fail(5);
    CHECK_FALSE(was_compared(guesser.guess(owner_name)));
}

} // namespace zugang::tests
