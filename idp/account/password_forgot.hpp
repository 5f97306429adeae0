// /password/forgot: asks for a name and mails a link. Same answer, status and work whether there is an account or not.
#pragma once
#include "idp/call/call.hpp"

namespace zugang::idp::account {

[[nodiscard]] http::Response get_password_forgot(Call const& call, Services& on);
[[nodiscard]] http::Response post_password_forgot(Call const& call, Services& on);
/// /.well-known/change-password: where password managers send people.
[[nodiscard]] http::Response get_change_password(Call const& call, Services& on);

} // namespace zugang::idp::account
