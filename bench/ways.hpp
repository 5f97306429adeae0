// Ways: what a client or a person does at the server, as the load repeats it.
#pragma once
#include "bench/load.hpp"
#include "bench/zugang_server.hpp"

namespace zugang::bench {

/// GET of one address that needs nothing; the bare server is driven by the same.
[[nodiscard]] Worker get_again_and_again(std::string const& path);
/// A signed-in browser comes with an authorization request and its client redeems the code: two requests.
[[nodiscard]] Worker code_flow(Credentials const& credentials);
/// A client uses its refresh token and gets the next one: one request.
[[nodiscard]] Worker refresh_flow(Credentials const& credentials);
/// A client asks with an access token who that is: one request.
[[nodiscard]] Worker userinfo_flow(Credentials const& credentials);
/// A new browser comes, signs in with the password, and its client redeems the code: six requests, one hash.
[[nodiscard]] Worker password_flow(Credentials const& credentials);

} // namespace zugang::bench
