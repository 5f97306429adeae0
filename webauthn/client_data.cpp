#include "webauthn/client_data.hpp"
#include "base/base64url.hpp"
#include "base/json.hpp"
#include "base/secret.hpp"
#include <algorithm>

namespace zugang::webauthn {
namespace {

constexpr JsonLimits client_data_limits{.bytes = 32768, .depth = 16, .members = 500};

/// The same checks have other numbers in the two procedures.
struct StepNames {
    std::string_view json;
    std::string_view type;
    std::string_view challenge;
    std::string_view origin;
    std::string_view cross_origin;
    std::string_view top_origin;
};
constexpr StepNames create_steps{"WebAuthn L3 §7.1 step 6", "WebAuthn L3 §7.1 step 7",  "WebAuthn L3 §7.1 step 8",
                                 "WebAuthn L3 §7.1 step 9", "WebAuthn L3 §7.1 step 10", "WebAuthn L3 §7.1 step 11"};
constexpr StepNames get_steps{"WebAuthn L3 §7.2 step 9",  "WebAuthn L3 §7.2 step 10", "WebAuthn L3 §7.2 step 11",
                              "WebAuthn L3 §7.2 step 12", "WebAuthn L3 §7.2 step 13", "WebAuthn L3 §7.2 step 14"};

bool is_listed(std::vector<std::string> const& list, std::string_view origin)
{
    return std::ranges::find(list, origin) != list.end(); // exactly: no case, no port, no subdomain is forgiven
}

/// Where the ceremony ran in a frame: whether we take that at all, and of which page around it.
Result<void, Refusal> check_frame(Json const& data, StepNames const& step, RelyingParty const& party)
{
    auto const cross_origin = data.boolean("crossOrigin");
    if (!cross_origin && data.has("crossOrigin"))
        return refuse(Reason::malformed_client_data, step.cross_origin);
    auto const top_origin = data.string("topOrigin");
    if (!top_origin && data.has("topOrigin"))
        return refuse(Reason::malformed_client_data, step.top_origin);
    if (!cross_origin.value_or(false)) {
        if (top_origin) // a page around it, and yet no other origin: one of the two is not true
            return refuse(Reason::wrong_top_origin, step.top_origin);
        return {};
    }
    if (!party.allow_cross_origin) // any page could show our frame under its own buttons (clickjacking)
        return refuse(Reason::cross_origin, step.cross_origin);
    // Not every browser tells the page. One that is told must be listed; and where pages are listed, one that is not
    // told is none of them.
    if (top_origin ? !is_listed(party.top_origins, *top_origin) : !party.top_origins.empty())
        return refuse(Reason::wrong_top_origin, step.top_origin);
    return {};
}

} // namespace

Result<void, Refusal> check_client_data(ByteView client_data, Ceremony ceremony, ByteView challenge,
                                        RelyingParty const& party)
{
    auto const& step = ceremony == Ceremony::create ? create_steps : get_steps;
    // Unknown members are the specification's way to grow (§5.8.1.1); a member twice is refused by the reader.
    auto const data = Json::parse(text_of(client_data), client_data_limits);
    if (!data || !data->is_object())
        return refuse(Reason::malformed_client_data, step.json);
    // A signature for one ceremony must not do for the other.
    if (data->string("type") != (ceremony == Ceremony::create ? "webauthn.create" : "webauthn.get"))
        return refuse(Reason::wrong_type, step.type);
    auto const answered = data->string("challenge");
    if (!answered || !equal_in_constant_time(bytes_of(*answered), bytes_of(base64url_encode(challenge))))
        return refuse(Reason::wrong_challenge, step.challenge);
    auto const origin = data->string("origin");
    if (!origin || !is_listed(party.origins, *origin)) // the defence against phishing: the browser tells the address
        return refuse(Reason::wrong_origin, step.origin);
    return check_frame(*data, step, party);
}

} // namespace zugang::webauthn
