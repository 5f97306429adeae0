// The parameters of an authorization request this server reads (RFC 6749 §4.1.1, OIDC Core §3.1.2.1 and the rest): the
// checks and the table of tests go by this one list.
#pragma once
#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

namespace zugang::idp::authorize {

struct KnownParameter {
    std::string_view name;
    std::size_t longest; // bytes; what is longer is refused, never cut
    bool may_repeat = false;
};

/// For hints, which never fail: read where they fit, else as good as absent.
constexpr std::size_t any_length = static_cast<std::size_t>(-1);

constexpr auto known_parameters = std::to_array<KnownParameter>({
    {"client_id", 255},
    {"redirect_uri", 2048},
    {"response_type", 64},
    {"response_mode", 32},
    {"scope", 2048},
    {"state", 2048}, // a longer one would not fit the address of an answer
    {"nonce", 2048},
    {"code_challenge", 128},
    {"code_challenge_method", 16},
    {"prompt", 128},
    {"max_age", 20},
    {"login_hint", any_length},
    {"id_token_hint", 8192},
    {"acr_values", any_length},
    {"claims", 8192},
    {"claims_locales", any_length},
    {"ui_locales", any_length},
    {"display", any_length},
    {"request", 32768},
    {"request_uri", 2048},
    {"registration", any_length},
    {"dpop_jkt", 128},
    {"resource", 2048, /*may_repeat=*/true}, // RFC 8707 §2
    {"authorization_details", 8192},
});

[[nodiscard]] constexpr KnownParameter const* find_known(std::string_view name)
{
    auto const* const found = std::ranges::find(known_parameters, name, &KnownParameter::name);
    return found == known_parameters.end() ? nullptr : found;
}

/// Of a parameter of the list; a name that is not in it does not compile.
[[nodiscard]] consteval std::size_t longest(std::string_view name)
{
    return find_known(name)->longest;
}

} // namespace zugang::idp::authorize
