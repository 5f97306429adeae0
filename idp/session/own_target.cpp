#include "idp/session/own_target.hpp"
#include "base/json.hpp"
#include "base/url.hpp"

namespace zugang::idp::session {
namespace {

constexpr std::string_view own_page_member = "own_page";
constexpr std::string_view device_page = "device";

} // namespace

std::string OwnTarget::address() const
{
    switch (page) {
    case OwnPage::start:
        return "/";
    case OwnPage::device:
        return user_code.empty() ? "/device" : append_query("/device", {{"user_code", user_code}});
    }
    return "/";
}

std::string to_json(OwnTarget const& target)
{
    JsonObject json;
    if (target.page == OwnPage::device)
        json.add(own_page_member, device_page).add_if("user_code", target.user_code);
    return json.str();
}

OwnTarget own_target_from_json(std::string_view text)
{
    auto const json = Json::parse(text);
    if (!json || json->string(own_page_member) != device_page)
        return {};
    return {OwnPage::device, json->string("user_code").value_or("")};
}

} // namespace zugang::idp::session
