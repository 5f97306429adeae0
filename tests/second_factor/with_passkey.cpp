#include "tests/second_factor/with_passkey.hpp"
#include "base/json.hpp"
#include <algorithm>
#include <stdexcept>

namespace zugang::tests {
namespace {

std::string unescaped(std::string text)
{
    constexpr std::pair<std::string_view, std::string_view> entities[] = {
        {"&quot;", "\""}, {"&#39;", "'"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&amp;", "&"}};
    for (auto const& [entity, character] : entities) {
        for (auto at = text.find(entity); at != std::string::npos; at = text.find(entity, at + character.size()))
            text.replace(at, entity.size(), character);
    }
    return text;
}

/// The form's hidden fields, those that a script or a person fills in filled in, to its address.
Page post_form(Browser& browser, Page const& page, std::string const& path, Fields const& filled)
{
    auto fields = page.hidden_fields(path);
    for (auto const& [name, value] : filled) {
        std::erase_if(fields, [&](auto const& field) { return field.first == name; });
        fields.emplace_back(name, value);
    }
    return browser.post(path + "?flow=" + page.parameter("flow"), fields);
}

} // namespace

SoftAuthenticator synced_phone()
{
    return SoftAuthenticator{{.backup_eligible = true, .backed_up = true, .transports = {"internal", "hybrid"}}};
}

SoftAuthenticator bound_computer()
{
    return SoftAuthenticator{{.count_step = 1}};
}

SoftAuthenticator old_key()
{
    return SoftAuthenticator{
        {.verifies_user = false, .is_discoverable = false, .count_step = 1, .transports = {"usb"}}};
}

std::string passkey_options_on(Page const& page)
{
    constexpr std::string_view before = "data-passkey-options=\"";
    auto const at = page.body.find(before);
    if (at == std::string::npos)
        throw std::runtime_error{"no options of a passkey on the page " + page.name()};
    auto const start = at + before.size();
    return unescaped(page.body.substr(start, page.body.find('"', start) - start));
}

std::string passkey_token_on(Page const& page)
{
    return Json::parse(passkey_options_on(page))->string("token").value();
}

std::string WithPasskey::origin() const
{
    return stand.address("");
}

Fields WithPasskey::made(Page const& page, SoftAuthenticator& device) const
{
    auto const made = device.create(passkey_options_on(page), origin());
    return {{"challenge", passkey_token_on(page)}, {"credential", made.json()}};
}

Fields WithPasskey::proved(Page const& page, SoftAuthenticator& device) const
{
    auto const proof = device.get(passkey_options_on(page), origin());
    return {{"challenge", passkey_token_on(page)}, {"credential", proof.json()}};
}

Page WithPasskey::make(Browser& browser, Page const& page, SoftAuthenticator& device, Fields const& more) const
{
    auto fields = made(page, device);
    fields.insert(fields.end(), more.begin(), more.end());
    return post_form(browser, page, "/setup/passkey", fields);
}

Page WithPasskey::prove(Browser& browser, Page const& page, SoftAuthenticator& device) const
{
    return post_form(browser, page, "/login/passkey/prove", proved(page, device));
}

Page WithPasskey::set_up_page(Browser& browser, Page const& page, std::string const& kind)
{
    auto const address = "/setup/passkey?flow=" + page.parameter("flow");
    return browser.get(kind.empty() ? address : address + "&kind=" + kind);
}

void WithPasskey::add_passkey(SoftAuthenticator& device, std::string const& kind)
{
    auto browser = stand.browser();
    auto const page = set_up_page(browser, after_password(browser), kind);
    REQUIRE(page.name() == "setup-passkey");
    auto const codes = make(browser, page, device);
    REQUIRE(codes.name() == "recovery-codes");
    REQUIRE(is_signed_in(browser.submit(codes, {{"later", "1"}}, "/setup/recovery-codes")));
}

std::vector<store::Passkey> WithPasskey::passkeys()
{
    return stand.database().read([&](store::Connection& db) { return store::passkeys::list(db, account); });
}

std::size_t WithPasskey::count_mails(std::string_view word)
{
    return static_cast<std::size_t>(std::ranges::count_if(
        stand.mails(), [&](auto const& mail) { return mail.mail.text.find(word) != std::string::npos; }));
}

} // namespace zugang::tests
