#include "idp/ciba/notification.hpp"
#include "base/json.hpp"
#include <stdexcept>

namespace zugang::idp::ciba {
namespace {

keys::Sealer::Place notification_place(std::string_view request_id)
{
    return {"ciba_requests", "notification", request_id};
}

} // namespace

Bytes seal_notification(std::string_view request_id, Notification const& notification, Services& on)
{
    auto const text = JsonObject{}.add("token", notification.token).add("auth_req_id", notification.auth_req_id).str();
    return on.sealer.seal(text, notification_place(request_id));
}

Notification open_notification(std::string_view request_id, Bytes const& sealed, Services& on)
{
    auto const text = on.sealer.open(sealed, notification_place(request_id));
    if (!text)
        throw std::runtime_error{"a CIBA notification does not open: " + text.error().what};
    auto const json = Json::parse(text->reveal());
    if (!json)
        throw std::runtime_error{"a CIBA notification cannot be read"};
    return {json->string("token").value_or(""), json->string("auth_req_id").value_or("")};
}

} // namespace zugang::idp::ciba
