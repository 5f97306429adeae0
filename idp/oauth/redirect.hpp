// VerifiedRedirect: the proof that a client registered this address. Only check_redirect_uri makes one, so an error
// cannot be sent to an unverified address (RFC 9700 §2.1, RFC 8252 §7.3).
#pragma once
#include "idp/oauth/client.hpp"
#include <optional>
#include <string>
#include <string_view>

namespace zugang::idp::oauth {

class VerifiedRedirect {
public:
    [[nodiscard]] std::string const& uri() const { return uri_; }

private:
    explicit VerifiedRedirect(std::string uri) : uri_(std::move(uri)) {}
    friend std::optional<VerifiedRedirect> check_redirect_uri(Client const& client, std::string_view uri);
    std::string uri_;
};

/// Byte-exact comparison with the registered addresses; for native clients the port of http://127.0.0.1 and
/// http://[::1] may differ. No URL parser takes part in the decision. Nothing where none fits.
[[nodiscard]] std::optional<VerifiedRedirect> check_redirect_uri(Client const& client, std::string_view uri);

} // namespace zugang::idp::oauth
