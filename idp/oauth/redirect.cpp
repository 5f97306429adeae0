#include "idp/oauth/redirect.hpp"
#include <algorithm>
#include <array>

namespace zugang::idp::oauth {
namespace {

constexpr std::array<std::string_view, 2> loopback_hosts{"http://127.0.0.1", "http://[::1]"};
constexpr std::size_t longest_port = 5;

/// The address without the port behind a loopback host; nothing where it is no loopback address or the port is none.
std::optional<std::string> without_loopback_port(std::string_view uri)
{
    for (auto const host : loopback_hosts) {
        if (!uri.starts_with(host))
            continue;
        auto rest = uri.substr(host.size());
        if (rest.starts_with(':')) {
            auto const digits = std::min(rest.find_first_not_of("0123456789", 1), rest.size()) - 1;
            if (digits == 0 || digits > longest_port)
                return std::nullopt;
            rest.remove_prefix(1 + digits);
        }
        // The host must end here: http://127.0.0.1.example.org and http://127.0.0.1@example.org are not loopback.
        if (!rest.empty() && rest.front() != '/' && rest.front() != '?')
            return std::nullopt;
        return std::string{host} + std::string{rest};
    }
    return std::nullopt;
}

bool is_same_loopback(std::string_view registered, std::string_view given)
{
    auto const a = without_loopback_port(registered);
    auto const b = without_loopback_port(given);
    return a && b && *a == *b;
}

} // namespace

std::optional<VerifiedRedirect> check_redirect_uri(Client const& client, std::string_view uri)
{
    auto const fits = [&](std::string const& registered) {
        return registered == uri || (client.type == ApplicationType::native && is_same_loopback(registered, uri));
    };
    if (std::ranges::none_of(client.redirect_uris, fits))
        return std::nullopt;
    return VerifiedRedirect{std::string{uri}};
}

} // namespace zugang::idp::oauth
