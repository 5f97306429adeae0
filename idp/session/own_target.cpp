#include "idp/session/own_target.hpp"
#include "base/json.hpp"
#include "base/url.hpp"
#include <algorithm>
#include <array>

namespace zugang::idp::session {
namespace {

struct PageName {
    OwnPage page;
    std::string_view name;
    std::string_view path;
};

constexpr std::array<PageName, 9> pages{{
    {OwnPage::start, "", "/"},
    {OwnPage::device, "device", "/device"},
    {OwnPage::account_factors, "account_factors", "/account/factors"},
    {OwnPage::setup_totp, "setup_totp", "/setup/totp"},
    {OwnPage::setup_passkey, "setup_passkey", "/setup/passkey"},
    {OwnPage::setup_security_key, "setup_security_key", "/setup/passkey"},
    {OwnPage::setup_recovery_codes, "setup_recovery_codes", "/setup/recovery-codes"},
    {OwnPage::rename_factor, "rename_factor", "/account/factors/rename"},
    {OwnPage::remove_factor, "remove_factor", "/account/factors/remove"},
}};

PageName const& named(OwnPage page)
{
    return *std::ranges::find(pages, page, &PageName::page);
}

} // namespace

bool is_setup(OwnPage page)
{
    return page == OwnPage::setup_totp || page == OwnPage::setup_passkey || page == OwnPage::setup_security_key ||
           page == OwnPage::setup_recovery_codes;
}

std::string OwnTarget::address(std::string_view flow) const
{
    std::string path{named(page).path};
    if (page == OwnPage::device && !user_code.empty())
        return append_query(path, {{"user_code", user_code}});
    if (page == OwnPage::setup_security_key)
        return append_query(path, {{"kind", "security_key"}, {"flow", std::string{flow}}});
    if (is_setup(page))
        return append_query(path, {{"flow", std::string{flow}}});
    if (page == OwnPage::remove_factor || (page == OwnPage::rename_factor && name.empty()))
        return append_query(path, {{"factor", factor}});
    if (page == OwnPage::rename_factor)
        return append_query(path, {{"factor", factor}, {"name", name}});
    return path;
}

std::string OwnTarget::restart_address() const
{
    return is_setup(page) ? std::string{named(OwnPage::account_factors).path} : address("");
}

std::string to_json(OwnTarget const& target)
{
    JsonObject json;
    if (target.page != OwnPage::start)
        json.add("own_page", named(target.page).name);
    json.add_if("user_code", target.user_code).add_if("acr", std::string{oauth::to_name(target.level)});
    if (target.is_change)
        json.add("change", true);
    json.add_if("factor", target.factor).add_if("name", target.name);
    return json.str();
}

OwnTarget own_target_from_json(std::string_view text)
{
    auto const json = Json::parse(text);
    if (!json)
        return {};
    auto const found = std::ranges::find(pages, json->string("own_page").value_or(""), &PageName::name);
    if (found == pages.end())
        return {};
    return {found->page,
            json->string("user_code").value_or(""),
            oauth::find_level(json->string("acr").value_or("")).value_or(oauth::Level::none),
            json->boolean("change").value_or(false),
            json->string("factor").value_or(""),
            json->string("name").value_or("")};
}

} // namespace zugang::idp::session
