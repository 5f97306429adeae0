#include "tests/webauthn/changed_ceremonies.hpp"
#include "tests/support/soft_der.hpp"

namespace zugang::webauthn::tests {
namespace {

/// A change of the request alone, before anything is signed.
DraftChange ask(std::function<void(SoftRequest&)> change)
{
    return [change](RegistrationDraft& draft) { change(draft.request); };
}

/// In the client data, before it is signed.
void replace(SoftRequest& request, std::string const& from, std::string const& to)
{
    request.change_client_data = [from, to](std::string& text) { text.replace(text.find(from), from.size(), to); };
}

struct RequestChange {
    char const* what;
    Reason reason;
    void (*change)(SoftRequest&);
};

/// What both kinds of ceremony have in common: client data and the head of the authenticator data.
RequestChange const request_changes[] = {
    {"another challenge", Reason::wrong_challenge, [](SoftRequest& ask) { ask.challenge.back() ^= 1; }},
    {"a challenge cut short", Reason::wrong_challenge, [](SoftRequest& ask) { ask.challenge.pop_back(); }},
    {"no challenge", Reason::wrong_challenge, [](SoftRequest& ask) { ask.challenge.clear(); }},
    {"another site", Reason::wrong_origin, [](SoftRequest& ask) { ask.origin = "https://konto.example.net"; }},
    {"a subdomain", Reason::wrong_origin, [](SoftRequest& ask) { ask.origin = "https://a.konto.example.org"; }},
    {"plain http", Reason::wrong_origin, [](SoftRequest& ask) { ask.origin = "http://konto.example.org"; }},
    {"another port", Reason::wrong_origin, [](SoftRequest& ask) { ask.origin = "https://konto.example.org:444"; }},
    {"a slash after the origin", Reason::wrong_origin, [](SoftRequest& ask) { ask.origin += "/"; }},
    {"another app", Reason::wrong_origin, [](SoftRequest& ask) { ask.origin = "android:apk-key-hash:AAAA"; }},
    {"a frame of another site", Reason::cross_origin, [](SoftRequest& ask) { ask.cross_origin = true; }},
    {"a page of another site around it", Reason::wrong_top_origin,
     [](SoftRequest& ask) { ask.top_origin = "https://konto.example.net"; }},
    {"no type", Reason::wrong_type, [](SoftRequest& ask) { replace(ask, R"("type")", R"("kind")"); }},
    {"no origin", Reason::wrong_origin, [](SoftRequest& ask) { replace(ask, R"("origin")", R"("source")"); }},
    {"an origin in a list", Reason::wrong_origin,
     [](SoftRequest& ask) { replace(ask, R"("https://konto.example.org")", R"(["https://konto.example.org"])"); }},
    {"a challenge with padding", Reason::wrong_challenge,
     [](SoftRequest& ask) { replace(ask, R"(","origin")", R"(=","origin")"); }},
    {"a frame told in words", Reason::malformed_client_data,
     [](SoftRequest& ask) { replace(ask, "false", R"("false")"); }},
    {"a page around it that is a number", Reason::malformed_client_data,
     [](SoftRequest& ask) { ask.client_members = R"(,"topOrigin":0)"; }},
    {"two origins", Reason::malformed_client_data,
     [](SoftRequest& ask) { ask.client_members = R"(,"origin":"https://konto.example.org")"; }},
    {"client data with something behind it", Reason::malformed_client_data,
     [](SoftRequest& ask) { replace(ask, "}", "}{}"); }},
    {"client data in a list", Reason::malformed_client_data,
     [](SoftRequest& ask) { ask.change_client_data = [](std::string& text) { text = "[" + text + "]"; }; }},
    {"an unknown type", Reason::wrong_type, [](SoftRequest& ask) { ask.type = "payment.get"; }},
    {"another relying party", Reason::wrong_rp_id, [](SoftRequest& ask) { ask.hashed_rp_id = "konto.example.net"; }},
    {"a parent domain", Reason::wrong_rp_id, [](SoftRequest& ask) { ask.hashed_rp_id = "example.org"; }},
    {"nobody present", Reason::not_present, [](SoftRequest& ask) { ask.clear_flags = flag::user_present; }},
    {"nobody verified", Reason::not_verified, [](SoftRequest& ask) { ask.clear_flags = flag::user_verified; }},
    {"backed up but not eligible", Reason::wrong_backup_flags,
     [](SoftRequest& ask) { ask.set_flags = flag::backed_up; }},
    {"the first reserved flag", Reason::malformed_data, [](SoftRequest& ask) { ask.set_flags = flag::reserved_1; }},
    {"the second reserved flag", Reason::malformed_data, [](SoftRequest& ask) { ask.set_flags = flag::reserved_2; }},
    {"a flag for extensions that are not there", Reason::malformed_cbor,
     [](SoftRequest& ask) { ask.set_flags = flag::extensions; }},
    {"extensions without their flag", Reason::malformed_data,
     [](SoftRequest& ask) {
         ask.extensions = cbor::map({{cbor::text("credProtect"), cbor::integer(2)}});
         ask.clear_flags = flag::extensions;
     }},
    {"extensions that are no map", Reason::malformed_data, [](SoftRequest& ask) { ask.extensions = cbor::array({}); }},
    {"a byte after all", Reason::malformed_data, [](SoftRequest& ask) { ask.trailing = {0}; }},
};

/// A COSE key for the data in place of the credential's own.
DraftChange attested_key(Bytes (*make)())
{
    return ask([make](SoftRequest& request) { request.attested_key = make(); });
}

Bytes ec_key(std::int64_t algorithm, std::int64_t curve, Bytes x, Bytes y)
{
    return cbor::map({{cbor::integer(1), cbor::integer(2)},
                      {cbor::integer(3), cbor::integer(algorithm)},
                      {cbor::integer(-1), cbor::integer(curve)},
                      {cbor::integer(-2), cbor::bytes(x)},
                      {cbor::integer(-3), cbor::bytes(y)}});
}

Bytes rsa_key(std::int64_t algorithm, Bytes n, Bytes e)
{
    return cbor::map({{cbor::integer(1), cbor::integer(3)},
                      {cbor::integer(3), cbor::integer(algorithm)},
                      {cbor::integer(-1), cbor::bytes(n)},
                      {cbor::integer(-2), cbor::bytes(e)}});
}

SoftKey p256()
{
    return SoftKey::make(KeyKind::es256);
}

std::vector<RegistrationChange> key_changes()
{
    return {
        {"an algorithm nobody asked for", Reason::unknown_algorithm,
         attested_key([] { return rsa_key(-37, SoftKey::make(KeyKind::rs256).n(), {1, 0, 1}); })},
        {"the old RSA with SHA-1", Reason::unknown_algorithm,
         attested_key([] { return rsa_key(-65535, SoftKey::make(KeyKind::rs256).n(), {1, 0, 1}); })},
        {"ES256 on the wrong curve", Reason::malformed_key, attested_key([] {
             auto const key = SoftKey::make(KeyKind::es384);
             return ec_key(-7, 2, key.x(), key.y());
         })},
        {"a point that is not on the curve", Reason::malformed_key, attested_key([] {
             auto y = p256().y();
             y.back() ^= 1;
             return ec_key(-7, 1, p256().x(), y);
         })},
        {"the point at infinity", Reason::malformed_key,
         attested_key([] { return ec_key(-7, 1, Bytes(32), Bytes(32)); })},
        {"a coordinate too short", Reason::malformed_key, attested_key([] {
             auto const key = p256();
             return ec_key(-7, 1, key.x(), Bytes(31, 1));
         })},
        {"a key without its second coordinate", Reason::malformed_key, attested_key([] {
             return cbor::map({{cbor::integer(1), cbor::integer(2)},
                               {cbor::integer(3), cbor::integer(-7)},
                               {cbor::integer(-1), cbor::integer(1)},
                               {cbor::integer(-2), cbor::bytes(p256().x())}});
         })},
        {"a key of another type", Reason::malformed_key,
         attested_key([] { return rsa_key(-7, SoftKey::make(KeyKind::rs256).n(), {1, 0, 1}); })},
        {"RSA with 1024 bits", Reason::malformed_key,
         attested_key([] { return rsa_key(-257, Bytes(128, 0xff), {1, 0, 1}); })},
        {"RSA with the exponent 1", Reason::malformed_key,
         attested_key([] { return rsa_key(-257, SoftKey::make(KeyKind::rs256).n(), {1}); })},
        {"a key that is no map", Reason::malformed_key, attested_key([] { return cbor::array({}); })},
    };
}

std::vector<RegistrationChange> make_common_registration_changes()
{
    auto out = key_changes();
    for (auto const& each : request_changes)
        out.push_back({each.what, each.reason, ask(each.change)});
    std::vector<RegistrationChange> const more{
        {"the type of a sign-in", Reason::wrong_type, ask([](SoftRequest& ask) { ask.type = "webauthn.get"; })},
        {"no credential in the data", Reason::malformed_data,
         ask([](SoftRequest& ask) { ask.clear_flags = flag::attested; })},
        {"another id in the data than in the answer", Reason::wrong_credential,
         ask([](SoftRequest& ask) { ask.attested_id = random_bytes(32); })},
        {"an empty id", Reason::malformed_response, [](RegistrationDraft& draft) { draft.device.id_length = 0; }},
        {"an empty id in the data", Reason::wrong_credential, ask([](SoftRequest& ask) { ask.attested_id = Bytes{}; })},
        {"an id of 1024 bytes", Reason::malformed_response,
         [](RegistrationDraft& draft) { draft.device.id_length = 1024; }},
        {"an id of 1024 bytes in the data", Reason::wrong_credential,
         ask([](SoftRequest& ask) { ask.attested_id = Bytes(1024); })},
        {"the id of another answer",
         Reason::wrong_credential,
         {},
         [](RegistrationDraft& draft) { draft.answer.id.back() ^= 1; }},
        {"an unknown format",
         Reason::unknown_format,
         {},
         [](RegistrationDraft& draft) { draft.answer.format = "android-safetynet"; }},
        {"the format in another spelling",
         Reason::unknown_format,
         {},
         [](RegistrationDraft& draft) { draft.answer.format += " "; }},
        {"authenticator data cut short",
         Reason::malformed_data,
         {},
         [](RegistrationDraft& draft) { draft.answer.authenticator_data.resize(36); }},
        {"client data that is no JSON",
         Reason::malformed_client_data,
         {},
         [](RegistrationDraft& draft) { draft.answer.client_data.pop_back(); }},
    };
    out.insert(out.end(), more.begin(), more.end());
    return out;
}

template <class Draft>
void run(std::function<void(Draft&)> const& change, Draft& draft)
{
    if (change)
        change(draft);
}

std::vector<AssertionChange> make_assertion_changes()
{
    std::vector<AssertionChange> out;
    for (auto const& each : request_changes)
        out.push_back(
            {each.what, each.reason, [change = each.change](AssertionDraft& draft) { change(draft.request); }});
    std::vector<AssertionChange> const more{
        {"the type of a registration", Reason::wrong_type,
         [](AssertionDraft& draft) { draft.request.type = "webauthn.create"; }},
        {"another user handle", Reason::wrong_user_handle,
         [](AssertionDraft& draft) { draft.request.answered_handle = random_bytes(32); }},
        {"an empty user handle", Reason::wrong_user_handle,
         [](AssertionDraft& draft) { draft.request.answered_handle = Bytes{}; }},
        {"no user handle",
         Reason::wrong_user_handle,
         {},
         [](AssertionDraft& draft) { draft.answer.user_handle.reset(); }},
        {"eligible for backup, unlike at registration", Reason::wrong_backup_flags,
         [](AssertionDraft& draft) { draft.request.set_flags = flag::backup_eligible; }},
        {"no longer eligible for backup",
         Reason::wrong_backup_flags,
         {},
         [](AssertionDraft& draft) { draft.backup_eligible = true; }},
        {"another credential's key",
         Reason::wrong_signature,
         {},
         [](AssertionDraft& draft) {
             draft.public_key = SoftKey::make(draft.device.device.key, /*number=*/77).cose();
         }},
        {"a key of another algorithm",
         Reason::wrong_signature,
         {},
         [](AssertionDraft& draft) {
             auto const is_p384 = draft.device.device.key == KeyKind::es384;
             draft.public_key = SoftKey::make(is_p384 ? KeyKind::es256 : KeyKind::es384).cose();
         }},
        {"another credential's id", Reason::wrong_credential, {}, [](AssertionDraft& draft) { draft.id.back() ^= 1; }},
        {"a counter raised after signing",
         Reason::wrong_signature,
         {},
         [](AssertionDraft& draft) { draft.answer.authenticator_data[36] ^= 1; }},
        {"client data of another spelling",
         Reason::wrong_signature,
         {},
         [](AssertionDraft& draft) { draft.answer.client_data.insert(1, " "); }},
        {"the user verified after signing", Reason::wrong_signature,
         [](AssertionDraft& draft) { draft.request.clear_flags = flag::user_verified; },
         [](AssertionDraft& draft) { draft.answer.authenticator_data[32] |= flag::user_verified; }},
        {"a signature cut short",
         Reason::wrong_signature,
         {},
         [](AssertionDraft& draft) { draft.answer.signature.pop_back(); }},
        {"a signature with a byte more",
         Reason::wrong_signature,
         {},
         [](AssertionDraft& draft) { draft.answer.signature.push_back(0); }},
        {"no signature", Reason::malformed_response, {}, [](AssertionDraft& draft) { draft.answer.signature.clear(); }},
        {"a credential's data at a sign-in", Reason::malformed_data,
         [](AssertionDraft& draft) { draft.request.set_flags = flag::attested; }},
    };
    out.insert(out.end(), more.begin(), more.end());
    return out;
}

} // namespace

Bytes const& challenge_of_test()
{
    static auto const challenge = random_bytes(32);
    return challenge;
}

RegistrationDraft draft_registration(AttestationKind kind)
{
    SoftDevice device{.attestation = kind};
    if (kind != AttestationKind::fido_u2f)
        device.aaguid = {0x5a, 0x55, 1, 2, 3};
    return {std::move(device), {.challenge = challenge_of_test(), .user_handle = random_bytes(32)}};
}

RegistrationDraft make_registration(AttestationKind kind, RegistrationChange const& change)
{
    auto draft = draft_registration(kind);
    run(change.before, draft);
    draft.answer = SoftAuthenticator(draft.device).create(draft.request);
    run(change.after, draft);
    return draft;
}

AssertionDraft make_assertion(KeyKind kind, AssertionChange const& change)
{
    AssertionDraft draft{SoftAuthenticator({.key = kind}), {.challenge = challenge_of_test()}};
    draft.user_handle = random_bytes(32);
    auto const made = draft.device.create({.challenge = random_bytes(32), .user_handle = draft.user_handle});
    draft.public_key = made.public_key;
    draft.id = made.id;
    run(change.before, draft);
    draft.answer = draft.device.get(draft.request);
    run(change.after, draft);
    return draft;
}

std::vector<RegistrationChange> const& common_registration_changes()
{
    static auto const changes = make_common_registration_changes();
    return changes;
}

std::vector<AssertionChange> const& assertion_changes()
{
    static auto const changes = make_assertion_changes();
    return changes;
}

} // namespace zugang::webauthn::tests
