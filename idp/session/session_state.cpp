#include "idp/session/session_state.hpp"
#include "base/base64url.hpp"
#include "base/sha256.hpp"

namespace zugang::idp::session {

std::string browser_state(std::string_view session_id, Services& on)
{
    return base64url_encode(on.sealer.keyed_hash("browser state", session_id));
}

std::string session_state(std::string_view client_id, std::string_view origin, std::string_view browser_state,
                          std::string_view salt)
{
    std::string text;
    for (auto const part : {client_id, origin, browser_state, salt})
        text.append(text.empty() ? "" : " ").append(part); // no part holds a space, so no two mean the same
    return base64url_encode(sha256(bytes_of(text))) + "." + std::string{salt};
}

} // namespace zugang::idp::session
