// /username/forgot: mails the username to the owner of an address. Same answer and work for every address.
#pragma once
#include "idp/call/call.hpp"

namespace zugang::idp::account {

[[nodiscard]] http::Response get_username_forgot(Call const& call, Services& on);
[[nodiscard]] http::Response post_username_forgot(Call const& call, Services& on);

} // namespace zugang::idp::account
