// What must hold for any bytes that claim to come from an authenticator or its browser.
#pragma once
#include "base/base64url.hpp"
#include "base/json.hpp"
#include "base/sha256.hpp"
#include "tests/fuzz/require.hpp"
#include "webauthn/client_data.hpp"
#include "webauthn/signature.hpp"
#include "webauthn/verify_assertion.hpp"
#include "webauthn/verify_registration.hpp"
#include <algorithm>

namespace zugang::fuzz {

/// Any bytes as a COSE key: what is taken is whole, reads the same twice, and has nothing signed yet.
inline void try_cose_key(std::string_view text)
{
    auto const bytes = bytes_of(text);
    auto const key = webauthn::parse_cose_key(bytes);
    if (!key)
        return;
    require(std::ranges::equal(key->bytes, bytes), "a key is kept byte for byte");
    std::size_t length = 0;
    auto longer = key->bytes;
    longer.push_back(0);
    require(webauthn::parse_first_cose_key(longer, length).has_value() && length == bytes.size(),
            "a key ends where it ended");
    require(!webauthn::parse_cose_key(longer), "nothing follows a key");
    require(!webauthn::verify_signature(*key, bytes_of("text"), Bytes(64)), "zeros are no signature");
}

/// Any bytes as authenticator data: what is taken says what its bytes say, and no beginning of it says anything.
inline void try_authenticator_data(std::string_view text)
{
    auto const bytes = bytes_of(text);
    auto const data = webauthn::parse_authenticator_data(bytes);
    if (!data)
        return;
    require(bytes.size() >= 37 && std::ranges::equal(data->rp_id_hash, bytes.first(32)), "the hash comes first");
    require(data->flags.backup_eligible || !data->flags.backed_up, "what is backed up is eligible");
    require((bytes[32] & 0x22) == 0, "reserved flags are zero");
    require(data->credential.has_value() == ((bytes[32] & 0x40) != 0), "a flag tells of the credential");
    require(data->extensions.has_value() == ((bytes[32] & 0x80) != 0), "a flag tells of the extensions");
    require(!data->extensions || data->extensions->map() != nullptr, "extensions are a map");
    if (data->credential)
        require(!data->credential->id.empty() && data->credential->id.size() <= 1023 &&
                    webauthn::parse_cose_key(data->credential->key.bytes).has_value(),
                "a credential has an id and a key");
    require(!webauthn::parse_authenticator_data(bytes.first(bytes.size() - 1)), "cut off it is nothing");
}

/// Any bytes as client data: what is taken is for this ceremony, this challenge and a page on the list.
inline void try_client_data(std::string_view text)
{
    using webauthn::Ceremony;
    static Bytes const challenge(32, 0xfb);
    static webauthn::RelyingParty const party{.id = "konto.example.org",
                                              .origins = {"https://konto.example.org"},
                                              .allow_cross_origin = true,
                                              .top_origins = {"https://portal.example.org"}};
    for (auto const ceremony : {Ceremony::create, Ceremony::get}) {
        if (!webauthn::check_client_data(bytes_of(text), ceremony, challenge, party))
            continue;
        auto const json = Json::parse(text);
        require(json && json->string("type") == (ceremony == Ceremony::get ? "webauthn.get" : "webauthn.create"),
                "the ceremony is told");
        require(json->string("challenge") == base64url_encode(challenge), "the challenge is answered");
        require(json->string("origin") == party.origins.front(), "the page is on the list");
        auto const framed = json->boolean("crossOrigin") == true;
        require(json->has("topOrigin") == framed, "a page around it is there where there is a frame");
        require(!framed || json->string("topOrigin") == party.top_origins.front(), "and on its list");
        require(!webauthn::check_client_data(bytes_of(text), ceremony, Bytes(32), party), "another challenge fails");
    }
}

/// Any bytes as an attestation object, in a ceremony whose client data is right: whatever statement is taken is about
/// this server and about a credential of its own.
inline void try_attestation_object(std::string_view text)
{
    static Bytes const challenge(32, 0xfb);
    static webauthn::RelyingParty const party{.id = "konto.example.org", .origins = {"https://konto.example.org"}};
    static webauthn::AttestationPolicy const policy;
    static auto const client_data = JsonObject{}
                                        .add("type", "webauthn.create")
                                        .add("challenge", base64url_encode(challenge))
                                        .add("origin", party.origins.front())
                                        .add("crossOrigin", false)
                                        .str();
    auto const bytes = bytes_of(text);
    auto const parsed = webauthn::Cbor::parse(bytes);
    auto const* const member = parsed ? parsed->find("authData") : nullptr;
    auto const data =
        member != nullptr && member->bytes() != nullptr
            ? webauthn::parse_authenticator_data(*member->bytes())
            : std::unexpected(webauthn::Refusal{webauthn::Reason::malformed_data, "no authenticator data"});
    // The id is the authenticator's own, so that more than the first check is tried.
    webauthn::RegistrationResponse const response{data && data->credential ? data->credential->id : Bytes(16),
                                                  Bytes(client_data.begin(), client_data.end()),
                                                  Bytes(bytes.begin(), bytes.end()),
                                                  {}};
    auto const registered = webauthn::verify_registration(
        response, {.party = party, .challenge = challenge, .attestation = policy, .now = Instant{}});
    if (!registered)
        return;
    require(std::ranges::equal(data->rp_id_hash, sha256(bytes_of(party.id))), "it is for this server");
    require(registered->flags.user_present && registered->flags.user_verified, "somebody was there");
    require(registered->id == response.id && !registered->is_attested, "nobody vouches without a root");
    require(webauthn::parse_cose_key(registered->key.bytes).has_value(), "what is stored is read again");
}

} // namespace zugang::fuzz
