// DPoP (RFC 9449): proofs with one thing wrong at a time, nonces, and what a token that is bound demands.
#include "idp/client_auth/challenge.hpp"
#include "idp/client_auth/dpop_nonce.hpp"
#include "idp/client_auth/sender.hpp"
#include "tests/account/workplace.hpp"
#include "tests/client_auth/signing.hpp"

namespace zugang::tests {
namespace {

using namespace std::chrono_literals;

struct WithProof {
    Workplace work;
    keys::PrivateKey key = keys::PrivateKey::generate(keys::Algorithm::es256);
    idp::oauth::Client client;
    idp::Call call;
    int made = 0;

    WithProof()
    {
        work.config.issuer = "https://id.example";
        client.auth_method = idp::oauth::AuthMethod::none;
        call.request.method = http::Method::post;
        call.request.path = "/oauth2/token";
        call.now = work.clock.now();
    }
    std::string in(std::int64_t seconds) const { return std::to_string(to_seconds(call.now) + seconds); }
    std::string jkt() const { return key.public_key().thumbprint(); }

    static std::string header(keys::PrivateKey const& by, Members const& changes = {})
    {
        auto const shown = by.public_key();
        return json_of(
            {{"typ", "\"dpop+jwt\""}, {"alg", json_quote(to_name(shown.algorithm()))}, {"jwk", shown.to_jwk()}},
            changes);
    }
    std::string claims(Members const& changes = {})
    {
        return json_of({{"jti", json_quote("jti-" + std::to_string(++made))},
                        {"htm", "\"POST\""},
                        {"htu", "\"https://id.example/oauth2/token\""},
                        {"iat", in(0)}},
                       changes);
    }
    std::string proof(Members const& changes = {}) { return sign(key, header(key), claims(changes)); }

    /// What the token endpoint makes of these DPoP headers: "" for an unbound token, the thumbprint, or the error.
    std::string outcome(std::vector<std::string> const& proofs)
    {
        call.request.headers.clear();
        for (auto const& each : proofs)
            call.request.headers.push_back({"DPoP", each});
        try {
            return idp::client_auth::check_sender(call, client, work.services).jkt.value_or("");
        } catch (idp::oauth::Error const& error) {
            return std::string{to_name(error.kind())};
        }
    }
    std::string nonce() { return idp::client_auth::dpop_nonce(work.services, call.now); }

    /// What a resource makes of a token shown with this proof: "", or the error.
    std::string shown(idp::client_auth::PresentedToken const& token, idp::oauth::Confirmation const& bound_to,
                      std::string const& with_proof = "")
    {
        call.request.headers.clear();
        if (!with_proof.empty())
            call.request.headers.push_back({"DPoP", with_proof});
        try {
            idp::client_auth::check_presentation(call, token, bound_to, work.services);
            return "";
        } catch (idp::oauth::Error const& error) {
            return std::string{to_name(error.kind())};
        }
    }
};

constexpr auto wrong = "invalid_dpop_proof";

} // namespace

TEST_SUITE("DPoP")
{
    TEST_CASE_FIXTURE(WithProof, "each claim of a proof is looked at: one wrong thing and it is none")
    {
        struct Row {
            std::string name;
            Members changes;
            bool good;
        };
        std::vector<Row> const rows{
            {"nothing changed", {}, true},
            {"htm of another method", {{"htm", "\"GET\""}}, false},
            {"htm in lower case", {{"htm", "\"post\""}}, false},
            {"htm missing", {{"htm", ""}}, false},
            {"htu of another path", {{"htu", "\"https://id.example/oauth2/par\""}}, false},
            {"htu of another host", {{"htu", "\"https://elsewhere.example/oauth2/token\""}}, false},
            {"htu of another scheme", {{"htu", "\"http://id.example/oauth2/token\""}}, false},
            {"htu of another port", {{"htu", "\"https://id.example:8443/oauth2/token\""}}, false},
            {"htu in capitals, with the default port", {{"htu", "\"HTTPS://ID.Example:443/oauth2/token\""}}, true},
            {"htu with query and fragment", {{"htu", "\"https://id.example/oauth2/token?a=b#c\""}}, true},
            {"htu with a final slash", {{"htu", "\"https://id.example/oauth2/token/\""}}, false},
            {"htu with userinfo", {{"htu", "\"https://x@id.example/oauth2/token\""}}, false},
            {"htu missing", {{"htu", ""}}, false},
            {"htu a list", {{"htu", "[\"https://id.example/oauth2/token\"]"}}, false},
            {"iat 10 s ahead", {{"iat", in(10)}}, true},
            {"iat 11 s ahead", {{"iat", in(11)}}, false},
            {"iat 60 s old", {{"iat", in(-60)}}, true},
            {"iat 61 s old", {{"iat", in(-61)}}, false},
            {"iat an hour off", {{"iat", in(-3600)}}, false},
            {"iat with a fraction", {{"iat", in(-1) + ".5"}}, true},
            {"iat missing", {{"iat", ""}}, false},
            {"iat text", {{"iat", json_quote(in(0))}}, false},
            {"jti missing", {{"jti", ""}}, false},
            {"jti empty", {{"jti", "\"\""}}, false},
            {"jti of 512 characters", {{"jti", json_quote(std::string(512, 'j'))}}, true},
            {"jti of 513 characters", {{"jti", json_quote(std::string(513, 'j'))}}, false},
            {"nonce a number", {{"nonce", "1"}}, false},
        };
        for (auto const& row : rows) {
            CAPTURE(row.name);
            CHECK(outcome({proof(row.changes)}) == (row.good ? jkt() : wrong));
        }
    }

    TEST_CASE_FIXTURE(WithProof, "each member of a proof's header is looked at")
    {
        auto const with_header = [&](Members const& changes) {
            return outcome({sign(key, header(key, changes), claims())});
        };
        CHECK(with_header({}) == jkt());
        CHECK(with_header({{"typ", ""}}) == wrong);
        CHECK(with_header({{"typ", "\"JWT\""}}) == wrong);
        CHECK(with_header({{"typ", "\"DPOP+JWT\""}}) == wrong);
        CHECK(with_header({{"alg", "\"none\""}}) == wrong);
        CHECK(with_header({{"alg", "\"HS256\""}}) == wrong);
        CHECK(with_header({{"alg", "\"ES384\""}}) == wrong);
        CHECK(with_header({{"jwk", ""}}) == wrong);
        CHECK(with_header({{"jwk", "\"key\""}}) == wrong);
        CHECK(with_header({{"jwk", "{\"kty\":\"oct\",\"k\":\"AAAA\"}"}}) == wrong);
        CHECK(with_header({{"jwk", keys::PrivateKey::generate(keys::Algorithm::es256).public_key().to_jwk()}}) ==
              wrong);
        auto private_jwk = key.public_key().to_jwk();
        private_jwk.insert(private_jwk.size() - 1, ",\"d\":\"" + base64url_encode(Bytes(32, 7)) + "\"");
        CHECK(with_header({{"jwk", private_jwk}}) == wrong);
        CHECK(with_header({{"crit", "[\"x\"]"}}) == wrong);
    }

    TEST_CASE_FIXTURE(WithProof, "every asymmetric algorithm of ours makes proofs; RS256 not for the FAPI profiles")
    {
        using enum keys::Algorithm;
        for (auto const algorithm : {es256, es384, rs256, ps256, eddsa}) {
            CAPTURE(to_name(algorithm));
            auto const other = keys::PrivateKey::generate(algorithm);
            client.profile = idp::oauth::Profile::oidc;
            CHECK(outcome({sign(other, header(other), claims())}) == other.public_key().thumbprint());
            client.profile = idp::oauth::Profile::fapi_ciba;
            auto const is_good = algorithm != rs256;
            CHECK(outcome({sign(other, header(other), claims())}) ==
                  (is_good ? other.public_key().thumbprint() : wrong));
        }
    }

    TEST_CASE_FIXTURE(WithProof,
                      "exactly one header; a proof counts once; the same jti of another key is another proof")
    {
        CHECK(outcome({proof(), proof()}) == wrong);
        CHECK(outcome({""}) == wrong);
        CHECK(outcome({"a.b.c"}) == wrong);
        auto const one = proof({{"jti", "\"same\""}});
        CHECK(outcome({one}) == jkt());
        CHECK(outcome({one}) == wrong);
        CHECK(outcome({proof({{"jti", "\"same\""}, {"iat", in(1)}})}) == wrong);
        auto const other = keys::PrivateKey::generate(keys::Algorithm::es256);
        CHECK(outcome({sign(other, header(other), claims({{"jti", "\"same\""}}))}) == other.public_key().thumbprint());
    }

    TEST_CASE_FIXTURE(WithProof, "the address of the second listener counts as ours where there is one")
    {
        Members const alias{{"htu", "\"https://id.example:8443/oauth2/token\""}};
        work.config.listen.mtls.emplace();
        CHECK(outcome({proof(alias)}) == jkt());
        work.config.listen.mtls->port = 9443;
        CHECK(outcome({proof(alias)}) == wrong);
    }

    TEST_CASE_FIXTURE(WithProof, "a client that wants bound tokens gets no others")
    {
        CHECK(outcome({}).empty());
        client.dpop_bound_access_tokens = true;
        CHECK(outcome({}) == wrong);
        CHECK(outcome({proof()}) == jkt());
        client.dpop_bound_access_tokens = false;
        client.certificate_bound_access_tokens = true;
        CHECK(outcome({}) == "invalid_request");
        CHECK(outcome({proof()}) == "invalid_request"); // a proof is no certificate
        client.dpop_bound_access_tokens = true;
        CHECK(outcome({}) == wrong);
        CHECK(outcome({proof()}) == jkt());
        client.dpop_bound_access_tokens = false;
        // Where no token is given yet it may come without.
        call.request.headers.clear();
        CHECK_FALSE(idp::client_auth::find_sender(call, client, work.services).is_bound());
    }

    TEST_CASE_FIXTURE(WithProof,
                      "with a nonce of ours the client's clock does not matter, and the nonce lives 150 to 300 seconds")
    {
        auto const period = idp::client_auth::nonce_period;
        call.now = Instant{call.now.time_since_epoch() / period * period}; // the first moment of a period
        auto const first = nonce();
        auto const at = [&](Duration later, std::string const& which) {
            auto const start = call.now;
            call.now += later;
            auto const answer = outcome({proof({{"nonce", json_quote(which)}, {"iat", in(-7200)}})});
            call.now = start;
            return answer;
        };
        CHECK(at(0s, first) == jkt());
        CHECK(at(300s - 1ms, first) == jkt());
        CHECK(at(300s, first) == "use_dpop_nonce");
        CHECK(at(0s, "foreign") == "use_dpop_nonce");
        CHECK(at(0s, "") == "use_dpop_nonce");
    }

    TEST_CASE_FIXTURE(WithProof, "nonces are required of fapi2 clients, and of all where the setting says so")
    {
        Members const with_nonce{{"nonce", json_quote(nonce())}};
        client.profile = idp::oauth::Profile::fapi2;
        CHECK(outcome({proof()}) == "use_dpop_nonce");
        CHECK(outcome({proof(with_nonce)}) == jkt());
        client.profile = idp::oauth::Profile::oidc;
        CHECK(outcome({proof()}) == jkt());
        work.config.oidc.dpop_nonce_required = true;
        CHECK(outcome({proof()}) == "use_dpop_nonce");
        CHECK(outcome({proof(with_nonce)}) == jkt());
    }

    TEST_CASE_FIXTURE(WithProof, "an answer renews a nonce that soon ends, and no other")
    {
        auto const old = nonce();
        auto const renewed = [&](std::string const& header_text) {
            call.request.headers = {{"DPoP", header_text}};
            return idp::client_auth::renewed_nonce(call, work.services).value_or("");
        };
        CHECK(renewed(proof({{"nonce", json_quote(old)}})).empty());
        call.now += idp::client_auth::nonce_period;
        CHECK(renewed(proof({{"nonce", json_quote(old)}})) == nonce());
        CHECK(renewed(proof()).empty());
        CHECK(renewed(proof({{"nonce", "\"foreign\""}})).empty());
        CHECK(renewed("no proof").empty());
    }

    TEST_CASE_FIXTURE(WithProof,
                      "a bound token is shown with a proof of its key made for it, and an unbound one without")
    {
        using idp::client_auth::PresentedToken;
        idp::oauth::Confirmation const bound{.jkt = jkt(), .x5t_s256 = {}};
        PresentedToken const as_dpop{.text = "token", .is_dpop = true};
        PresentedToken const as_bearer{.text = "token"};
        auto const ath = [](std::string_view token) {
            return Members{{"ath", json_quote(base64url_encode(sha256(bytes_of(token))))}};
        };
        CHECK(shown(as_dpop, bound, proof(ath("token"))).empty());
        CHECK(shown(as_dpop, bound, proof(ath("other"))) == wrong);
        CHECK(shown(as_dpop, bound, proof()) == wrong);
        CHECK(shown(as_dpop, bound) == wrong);
        CHECK(shown(as_bearer, bound, proof(ath("token"))) == "invalid_token");
        CHECK(shown(as_bearer, bound) == "invalid_token");
        CHECK(shown(as_dpop, {}, proof(ath("token"))) == "invalid_token");
        CHECK(shown(as_bearer, {}).empty());
        auto const other = keys::PrivateKey::generate(keys::Algorithm::es256);
        CHECK(shown(as_dpop, bound, sign(other, header(other), claims(ath("token")))) == "invalid_token");
        work.config.oidc.dpop_nonce_required = true;
        CHECK(shown(as_dpop, bound, proof(ath("token"))) == "use_dpop_nonce");
    }

    TEST_CASE_FIXTURE(WithProof, "a token is found by either scheme in any case, or in the body, and only once")
    {
        auto const found = [&](std::vector<http::Header> const& headers,
                               http::Parameters::List form = {}) -> std::string {
            call.request.headers = headers;
            call.form = http::Parameters{std::move(form)};
            try {
                auto const token = idp::client_auth::find_presented_token(call);
                return token ? (token->is_dpop ? "DPoP " : "Bearer ") + token->text : "none";
            } catch (idp::oauth::Error const& error) {
                return std::string{to_name(error.kind())};
            }
        };
        CHECK(found({}) == "none");
        CHECK(found({{"Authorization", "Bearer t"}}) == "Bearer t");
        CHECK(found({{"Authorization", "bEARER t"}}) == "Bearer t");
        CHECK(found({{"Authorization", "DPoP t"}}) == "DPoP t");
        CHECK(found({{"Authorization", "dpop  t "}}) == "DPoP t");
        CHECK(found({{"Authorization", "Basic dDp0"}}) == "none");
        CHECK(found({}, {{"access_token", "t"}}) == "Bearer t");
        CHECK(found({{"Authorization", "Bearer t"}}, {{"access_token", "t"}}) == "invalid_request");
        CHECK(found({{"Authorization", "Bearer t"}, {"Authorization", "DPoP t"}}) == "invalid_request");
        call.query = http::Parameters{{{"access_token", "t"}}};
        CHECK(found({}) == "invalid_request");
    }

    TEST_CASE_FIXTURE(WithProof,
                      "a challenge speaks the scheme the token came with, and a nonce error brings a nonce along")
    {
        using idp::oauth::ErrorKind;
        call.request.headers = {{"Authorization", "dpop t"}};
        auto const nonced = idp::client_auth::challenge({ErrorKind::use_dpop_nonce, "words"}, call, work.services);
        CHECK(nonced.status == 401);
        CHECK(nonced.header("DPoP-Nonce") == nonce());
        CHECK(nonced.header("WWW-Authenticate") ==
              "DPoP error=\"use_dpop_nonce\", error_description=\"words\", "
              "resource_metadata=\"https://id.example/.well-known/oauth-protected-resource\", algs=\"ES256 ES384 PS256 "
              "EdDSA RS256 Ed25519\"");
        auto const invalid = idp::client_auth::challenge({ErrorKind::invalid_token, "words"}, call, work.services);
        CHECK(invalid.header("DPoP-Nonce").empty());
        call.request.headers = {{"Authorization", "Bearer t"}};
        auto const bearer = idp::client_auth::challenge({ErrorKind::insufficient_scope, "words"}, call, work.services);
        CHECK(bearer.status == 403);
        CHECK(bearer.header("WWW-Authenticate") ==
              "Bearer error=\"insufficient_scope\", error_description=\"words\", "
              "resource_metadata=\"https://id.example/.well-known/oauth-protected-resource\"");
    }
}

} // namespace zugang::tests
