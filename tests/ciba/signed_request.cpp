// Signed authentication requests (CIBA §7.1.1) and the profile fapi-ciba.
#include "tests/ciba/ciba_flow.hpp"

namespace zugang::tests {
namespace {

struct SignedFlow : CibaFlow {
    keys::PrivateKey key = keys::PrivateKey::generate(keys::Algorithm::es256);

    SignedFlow()
    {
        auto client = call_centre("signing");
        client.backchannel_request_algorithm = keys::Algorithm::es256;
        client.jwks = "{\"keys\":[" + key.public_key().to_jwk() + "]}";
        stand.add_client(client);
    }
    /// The claims of a good request as JSON texts; `changes` replace, an empty one removes.
    [[nodiscard]] std::string request(Fields const& changes = {}, keys::PrivateKey const* with = nullptr) const
    {
        auto const now = to_seconds(stand.clock.now());
        SystemRandom random;
        Fields const good{{"iss", "\"signing\""},
                          {"aud", json_quote(stand.address(""))},
                          {"exp", std::to_string(now + 300)},
                          {"iat", std::to_string(now)},
                          {"nbf", std::to_string(now)},
                          {"jti", json_quote(random_token(random, ""))},
                          {"scope", "\"openid profile\""},
                          {"login_hint", json_quote(ciba_person)},
                          {"binding_message", "\"Vorgang 4711\""}};
        JsonObject claims;
        for (auto const& [name, value] : changed(good, changes))
            claims.add_raw(name, value);
        auto const& signing = with != nullptr ? *with : key;
        auto const header = JsonObject{}.add("alg", "ES256").add("kid", key.public_key().kid()).str();
        auto const input = base64url_encode(bytes_of(header)) + "." + base64url_encode(bytes_of(claims.str()));
        return input + "." + base64url_encode(signing.sign(input));
    }
    TokenAnswer ask_signed(std::string const& object, Fields const& beside = {})
    {
        auto fields = credentials("signing");
        fields.emplace_back("request", object);
        fields.insert(fields.end(), beside.begin(), beside.end());
        return post("/oauth2/bc-authorize", fields);
    }
};

} // namespace

TEST_SUITE("signed CIBA request")
{
    TEST_CASE_FIXTURE(SignedFlow, "a signed request is taken whole, its expiry as number or string")
    {
        CHECK(ask_signed(request()).page.status == 200);
        CHECK(Json::parse(ask_signed(request({{"requested_expiry", "60"}})).page.body)->integer("expires_in") == 60);
        CHECK(Json::parse(ask_signed(request({{"requested_expiry", "\"60\""}})).page.body)->integer("expires_in") ==
              60);
        CHECK(telephone.open(account).front().binding_message == "Vorgang 4711");
    }

    TEST_CASE_FIXTURE(SignedFlow, "who registered to sign must, and nothing may stand beside")
    {
        CHECK(ask({}, "signing").error() == "invalid_request");
        CHECK(ask_signed(request(), {{"binding_message", "anderes"}}).error() == "invalid_request");
        CHECK(ask_signed(request(), {{"login_hint", ciba_person}}).error() == "invalid_request");
        auto fields = credentials("call-centre");
        fields.emplace_back("request", request({{"iss", "\"call-centre\""}}));
        CHECK(post("/oauth2/bc-authorize", fields).error() == "invalid_request"); // it has not registered to sign
    }

    TEST_CASE_FIXTURE(SignedFlow, "each signed request asks once")
    {
        auto const object = request();
        CHECK(ask_signed(object).page.status == 200);
        CHECK(ask_signed(object).error() == "invalid_request");
        CHECK(telephone.open(account).size() == 1);
    }

    TEST_CASE_FIXTURE(SignedFlow, "a request with one claim wrong or missing is refused")
    {
        auto const now = to_seconds(stand.clock.now());
        auto const at = [&](std::int64_t seconds) { return std::to_string(now + seconds); };
        for (auto const* const name : {"iss", "aud", "exp", "iat", "nbf", "jti"}) {
            CAPTURE(name);
            CHECK(ask_signed(request({{name, ""}})).error() == "invalid_request");
        }
        for (Fields const& wrong : {Fields{{"iss", "\"call-centre\""}}, Fields{{"aud", "\"https://other.example\""}},
                                    Fields{{"exp", at(0)}}, Fields{{"exp", at(3601)}}, Fields{{"nbf", at(11)}},
                                    Fields{{"iat", at(11)}}, Fields{{"exp", "\"soon\""}}}) {
            CAPTURE(wrong.front().first + "=" + wrong.front().second);
            CHECK(ask_signed(request(wrong)).error() == "invalid_request");
        }
        CHECK(ask_signed(request({{"exp", at(3600)}})).page.status == 200);
        CHECK(ask_signed(request({{"nbf", at(10)}, {"iat", at(10)}})).page.status == 200);
        CHECK(ask_signed(request({{"aud", "[\"x\"," + json_quote(stand.address("")) + "]"}})).page.status == 200);
    }

    TEST_CASE_FIXTURE(SignedFlow, "another key's signature, no signature and no JWT are refused")
    {
        auto const other = keys::PrivateKey::generate(keys::Algorithm::es256);
        CHECK(ask_signed(request({}, &other)).error() == "invalid_request");
        auto const object = request();
        CHECK(ask_signed(object.substr(0, object.rfind('.') + 1)).error() == "invalid_request");
        CHECK(ask_signed("nonsense").error() == "invalid_request");
        CHECK(telephone.open(account).empty());
    }

    TEST_CASE_FIXTURE(SignedFlow, "the profile fapi-ciba wants a binding message and bound tokens")
    {
        auto client = call_centre("fapi");
        client.profile = idp::oauth::Profile::fapi_ciba;
        client.backchannel_request_algorithm = keys::Algorithm::es256;
        client.dpop_bound_access_tokens = true;
        client.jwks = "{\"keys\":[" + key.public_key().to_jwk() + "]}";
        stand.add_client(client);
        auto const ask_fapi = [&](Fields changes) {
            changes.emplace_back("iss", "\"fapi\"");
            auto fields = credentials("fapi");
            fields.emplace_back("request", request(changes));
            return post("/oauth2/bc-authorize", fields);
        };
        CHECK(ask_fapi({{"binding_message", ""}}).error() == "invalid_request");
        CHECK(ask({}, "fapi").error() == "invalid_request");
        auto const asked = ask_fapi({});
        REQUIRE(asked.page.status == 200);
        telephone.approve(account);
        CHECK(poll(asked, "fapi").error() == "invalid_dpop_proof");
    }
}

} // namespace zugang::tests
