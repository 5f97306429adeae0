#include "base/json.hpp"
#include "doctest.h"
#include "webauthn/client_data.hpp"

namespace zugang::webauthn {
namespace {

Bytes const challenge(32, 0xfb); // base64url: "-_v7…", characters of the second alphabet included
constexpr auto right_challenge = "-_v7-_v7-_v7-_v7-_v7-_v7-_v7-_v7-_v7-_v7-_s";

RelyingParty party()
{
    return {.id = "konto.example.org",
            .origins = {"https://konto.example.org", "android:apk-key-hash:c2hhMjU2"},
            .allow_cross_origin = false,
            .top_origins = {}};
}

RelyingParty framed_party()
{
    auto framed = party();
    framed.allow_cross_origin = true;
    framed.top_origins = {"https://portal.example.org"};
    return framed;
}

JsonObject plain()
{
    return JsonObject{}
        .add("type", "webauthn.get")
        .add("challenge", right_challenge)
        .add("origin", "https://konto.example.org");
}

std::optional<Refusal> check(std::string_view data, RelyingParty const& of = party(), Ceremony ceremony = Ceremony::get)
{
    auto const result = check_client_data(bytes_of(data), ceremony, challenge, of);
    return result ? std::nullopt : std::optional(result.error());
}

bool is_refused(std::string_view data, Reason reason, std::string_view step, RelyingParty const& of = party())
{
    auto const refusal = check(data, of);
    return refusal && refusal->reason == reason && refusal->step == step;
}

} // namespace

TEST_CASE("what browsers write today is taken, and members of tomorrow with it")
{
    CHECK(!check(plain().str()));
    CHECK(!check(plain().add("crossOrigin", false).str()));
    CHECK(!check(plain().add("crossOrigin", false).add("other_keys_can_be_added_here", "do not compare").str()));
    CHECK(!check(R"({"origin":"android:apk-key-hash:c2hhMjU2","androidPackageName":"org.example","challenge":")" +
                 std::string(right_challenge) + R"(","type":"webauthn.get"})"));
}

TEST_CASE("client data that is no JSON object, or has a member twice, is refused")
{
    for (auto const* const data :
         {"", "[]", "null", "{", "{}x", "\xef\xbb\xbf{}", R"({"type":"webauthn.get","type":"webauthn.get"})",
          "{\"type\":\"webauthn.get\xff\"}"})
        CHECK_MESSAGE(is_refused(data, Reason::malformed_client_data, "WebAuthn L3 §7.2 step 9"), data);
    auto const twice = plain().add("origin", "https://konto.example.org").str();
    CHECK(is_refused(twice, Reason::malformed_client_data, "WebAuthn L3 §7.2 step 9"));
    auto const whole = plain().str();
    for (std::size_t length = 0; length < whole.size(); ++length)
        CHECK(is_refused(whole.substr(0, length), Reason::malformed_client_data, "WebAuthn L3 §7.2 step 9"));
    auto const padding = std::string(32768 - whole.size(), ' ');
    CHECK(!check(whole + padding));
    CHECK(is_refused(whole + padding + " ", Reason::malformed_client_data, "WebAuthn L3 §7.2 step 9"));
}

TEST_CASE("an answer to one ceremony does not do for the other")
{
    auto const answer = [](std::string_view type) {
        return JsonObject{}
            .add("type", type)
            .add("challenge", right_challenge)
            .add("origin", "https://konto.example.org")
            .str();
    };
    CHECK(is_refused(answer("webauthn.create"), Reason::wrong_type, "WebAuthn L3 §7.2 step 10"));
    CHECK(is_refused(answer("payment.get"), Reason::wrong_type, "WebAuthn L3 §7.2 step 10"));
    CHECK(!check(answer("webauthn.create"), party(), Ceremony::create));
    auto const refusal = check(answer("webauthn.get"), party(), Ceremony::create);
    REQUIRE(refusal.has_value());
    CHECK(refusal->step == "WebAuthn L3 §7.1 step 7");
}

TEST_CASE("only this ceremony's challenge is right, in its one spelling")
{
    auto const with = [](std::string_view text) {
        return JsonObject{}
            .add("type", "webauthn.get")
            .add("challenge", text)
            .add("origin", "https://konto.example.org")
            .str();
    };
    std::string const right = right_challenge;
    REQUIRE(!check(with(right)));
    for (auto const& wrong : {std::string(), right + "=", right.substr(1), "_" + right.substr(1),
                              right.substr(0, right.size() - 1) + "t", std::string("+/v7") + right.substr(4)})
        CHECK(is_refused(with(wrong), Reason::wrong_challenge, "WebAuthn L3 §7.2 step 11"));
    CHECK(is_refused(R"({"type":"webauthn.get","challenge":5,"origin":"https://konto.example.org"})",
                     Reason::wrong_challenge, "WebAuthn L3 §7.2 step 11"));
}

TEST_CASE("an origin is on the list, letter for letter")
{
    for (auto const* const origin :
         {"", "https://konto.example.org/", "https://konto.example.org:443", "http://konto.example.org",
          "https://KONTO.example.org", "https://example.org", "https://a.konto.example.org",
          "https://konto.example.org.evil.example", "android:apk-key-hash:c2hhMjU3", "null"}) {
        auto const data =
            JsonObject{}.add("type", "webauthn.get").add("challenge", right_challenge).add("origin", origin);
        CHECK_MESSAGE(is_refused(data.str(), Reason::wrong_origin, "WebAuthn L3 §7.2 step 12"), origin);
    }
}

TEST_CASE("in a frame of another site nothing is taken unless the policy names that site")
{
    auto const framed = plain().add("crossOrigin", true);
    auto const of = [](std::string_view top) { return plain().add("crossOrigin", true).add("topOrigin", top).str(); };
    CHECK(is_refused(framed.str(), Reason::cross_origin, "WebAuthn L3 §7.2 step 13"));
    CHECK(is_refused(of("https://portal.example.org"), Reason::cross_origin, "WebAuthn L3 §7.2 step 13"));

    CHECK(!check(of("https://portal.example.org"), framed_party()));
    CHECK(!check(plain().add("crossOrigin", false).str(), framed_party()));
    CHECK(is_refused(of("https://other.example.org"), Reason::wrong_top_origin, "WebAuthn L3 §7.2 step 14",
                     framed_party()));
    CHECK(is_refused(framed.str(), Reason::wrong_top_origin, "WebAuthn L3 §7.2 step 14", framed_party()));

    auto untold = framed_party(); // frames are taken, of browsers that do not tell whose they are
    untold.top_origins.clear();
    CHECK(!check(framed.str(), untold));
    CHECK(is_refused(of("https://portal.example.org"), Reason::wrong_top_origin, "WebAuthn L3 §7.2 step 14", untold));
}

TEST_CASE("a page around the frame without a frame is a contradiction")
{
    auto const top = R"(,"topOrigin":"https://portal.example.org"})";
    auto const body = plain().str().substr(0, plain().str().size() - 1);
    for (auto const* const flag : {"", R"(,"crossOrigin":false)"})
        CHECK(is_refused(body + flag + top, Reason::wrong_top_origin, "WebAuthn L3 §7.2 step 14", framed_party()));
    for (auto const* const flag : {R"(,"crossOrigin":"true"})", R"(,"crossOrigin":1})", R"(,"crossOrigin":null})",
                                   R"(,"crossOrigin":true,"topOrigin":null})"})
        CHECK(check(body + flag, framed_party())->reason == Reason::malformed_client_data);
}

} // namespace zugang::webauthn
