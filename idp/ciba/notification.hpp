// What a ping needs later (CIBA §10.2), sealed in the request's row: the store holds the auth_req_id only as a hash.
#pragma once
#include "idp/call/services.hpp"
#include <optional>
#include <string>

namespace zugang::idp::ciba {

struct Notification {
    std::string token; // client_notification_token
    std::string auth_req_id;
};
[[nodiscard]] Bytes seal_notification(std::string_view request_id, Notification const& notification, Services& on);
/// Throws std::runtime_error for one this server did not seal.
[[nodiscard]] Notification open_notification(std::string_view request_id, Bytes const& sealed, Services& on);

} // namespace zugang::idp::ciba
