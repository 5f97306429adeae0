// Pushed authorization requests (RFC 9126): pushed by the authenticated client, visited, used up by the answer.
#include "tests/authorize/signing_client.hpp"

namespace zugang::tests {
namespace {

constexpr auto signer_name = "max@example.org";
constexpr auto signer_password = "ein gutes Passwort";

Fields reference(std::string const& request_uri, Fields const& changes = {})
{
    return changed({{"client_id", "signer"}, {"request_uri", request_uri}}, changes);
}

std::string error_of(Page const& page)
{
    auto const json = Json::parse(page.body);
    return json ? json->string("error").value_or("") : "no JSON";
}

/// A DPoP proof (RFC 9449 §4.2) for the endpoint, by this key.
std::string proof_by(keys::PrivateKey const& key, SigningClient const& on)
{
    auto const header =
        JsonObject{}.add("typ", "dpop+jwt").add("alg", "ES256").add_raw("jwk", key.public_key().to_jwk()).str();
    auto const payload = JsonObject{}
                             .add("jti", "jti-" + key.public_key().kid())
                             .add("htm", "POST")
                             .add("htu", on.stand.address("/oauth2/par"))
                             .add("iat", on.seconds())
                             .str();
    auto const input = base64url_encode(bytes_of(header)) + "." + base64url_encode(bytes_of(payload));
    return input + "." + base64url_encode(key.sign(input));
}

void make_fapi2(idp::oauth::Client& client)
{
    client.profile = idp::oauth::Profile::fapi2;
    client.require_pushed_authorization_requests = true;
}

} // namespace

TEST_SUITE("pushed requests")
{
    TEST_CASE("a push is answered 201 with a reference that is new each time and a life of a minute")
    {
        SigningClient const on;
        auto const answer = on.push(on.plain());
        CHECK(answer.status == 201);
        CHECK(answer.header("Cache-Control") == "no-store");
        auto const json = Json::parse(answer.body).value();
        auto const uri = json.string("request_uri").value();
        CHECK(uri.starts_with("urn:ietf:params:oauth:request_uri:zgpar_"));
        CHECK(uri.size() == std::string_view{"urn:ietf:params:oauth:request_uri:zgpar_"}.size() + 43);
        CHECK(json.integer("expires_in") == 60);
        CHECK(on.pushed(on.plain()) != uri);
    }

    TEST_CASE("what is wrong with a request is told at once, as JSON and never by redirect")
    {
        SigningClient const on;
        for (auto const& [changes, error] : std::vector<std::pair<Fields, std::string>>{
                 {{{"redirect_uri", "https://evil.example/"}}, "invalid_request"},
                 {{{"redirect_uri", ""}}, "invalid_request"},
                 {{{"response_type", "token"}}, "unsupported_response_type"},
                 {{{"scope", "unknown"}}, "invalid_scope"},
                 {{{"code_challenge", ""}}, "invalid_request"},
                 {{{"client_id", "another"}}, "invalid_request"},
                 {{{"request_uri", "urn:ietf:params:oauth:request_uri:zgpar_x"}}, "invalid_request"},
                 {{{"request", "a.b.c"}}, "invalid_request_object"},
                 {{{"resource", "https://unknown.example"}}, "invalid_target"},
                 {{{"claims", "[]"}}, "invalid_request"}}) {
            CAPTURE(encode_form(changes));
            auto const answer = on.push(on.plain(changes));
            CHECK(answer.status == 400);
            CHECK(error_of(answer) == error);
        }
        auto twice = on.plain();
        twice.emplace_back("state", "again");
        CHECK(error_of(on.push(twice)) == "invalid_request");
    }

    TEST_CASE("a client that cannot authenticate pushes nothing, and client_id may be left to the authentication")
    {
        SigningClient const on;
        auto browser = on.stand.browser();
        auto const answer = browser.request("POST", "/oauth2/par", encode_form(on.plain({{"client_secret", "wrong"}})),
                                            {{"Content-Type", "application/x-www-form-urlencoded"}});
        CHECK(answer.status == 401);
        CHECK(error_of(answer) == "invalid_client");
        CHECK(on.push(on.plain({{"client_id", ""}})).status == 201);
    }

    TEST_CASE("a reference is good for a minute, for its own client, and once")
    {
        SigningClient on;
        on.stand.add_portal();
        auto const uri = on.pushed(on.plain());
        CHECK(outcome_at_signer(on.visit({{"client_id", "portal"}, {"request_uri", uri}})) == "page");
        CHECK(outcome_at_signer(on.visit({{"request_uri", uri}})) == "page");
        CHECK(outcome_at_signer(on.visit(reference(uri + "x"))) == "page");
        on.stand.clock.advance(std::chrono::seconds{59});
        CHECK(outcome_at_signer(on.visit(reference(uri))) == "login");
        on.stand.clock.advance(std::chrono::seconds{1});
        CHECK(outcome_at_signer(on.visit(reference(uri))) == "page");
    }

    TEST_CASE("a visit does not use a request up, the code does, also long after the reference's end")
    {
        SigningClient on;
        on.stand.add_account(signer_name, signer_password);
        auto const uri = on.pushed(on.plain());
        auto browser = on.stand.browser();
        CHECK(browser.get(authorize_address(reference(uri))).name() == "login");
        auto const page = browser.get(authorize_address(reference(uri)));
        REQUIRE(page.name() == "login");
        on.stand.clock.advance(std::chrono::minutes{10});
        auto const end = browser.submit(page, {{"username", signer_name}, {"password", signer_password}}, "/login");
        CHECK(!end.parameter("code").empty());
        CHECK(end.parameter("state") == "state-of-the-portal");
    }

    TEST_CASE("two sign-ins of one pushed request end in one code, the other on our page")
    {
        SigningClient on;
        on.stand.add_account(signer_name, signer_password);
        auto const uri = on.pushed(on.plain());
        auto one = on.stand.browser();
        auto two = on.stand.browser();
        auto const first = one.get(authorize_address(reference(uri)));
        auto const second = two.get(authorize_address(reference(uri)));
        Fields const typed{{"username", signer_name}, {"password", signer_password}};
        CHECK(!one.submit(first, typed, "/login").parameter("code").empty());
        auto const late = two.submit(second, typed, "/login");
        CHECK(late.status == 400);
        CHECK(late.error() == "invalid_request");
        CHECK(outcome_at_signer(on.visit(reference(uri))) == "page");
    }

    TEST_CASE("an error that is told to the client uses the request up as well")
    {
        SigningClient const on;
        auto const uri = on.pushed(on.plain({{"prompt", "none"}}));
        CHECK(outcome_at_signer(on.visit(reference(uri))) == "login_required");
        CHECK(outcome_at_signer(on.visit(reference(uri))) == "page");
    }

    TEST_CASE("a DPoP proof at the endpoint must be of the key that dpop_jkt names")
    {
        SigningClient const on;
        auto const one = keys::PrivateKey::generate(keys::Algorithm::es256);
        auto const two = keys::PrivateKey::generate(keys::Algorithm::es256);
        auto const three = keys::PrivateKey::generate(keys::Algorithm::es256);
        auto const named = on.plain({{"dpop_jkt", one.public_key().kid()}});
        CHECK(on.push(named, {{"DPoP", proof_by(one, on)}}).status == 201);
        CHECK(error_of(on.push(named, {{"DPoP", proof_by(two, on)}})) == "invalid_dpop_proof");
        CHECK(on.push(on.plain(), {{"DPoP", proof_by(three, on)}}).status == 201);
        CHECK(on.push(named).status == 201);
        auto const four = keys::PrivateKey::generate(keys::Algorithm::es256);
        auto const good = proof_by(four, on);
        CHECK(error_of(on.push(on.plain(), {{"DPoP", good}, {"DPoP", "x"}})) == "invalid_dpop_proof");
        CHECK(on.push(on.plain(), {{"DPoP", good}}).status == 201);
    }

    TEST_CASE("parameters beside client_id and request_uri are ignored")
    {
        SigningClient const on;
        auto const uri = on.pushed(on.plain({{"prompt", "none"}}));
        auto const page = on.visit(reference(
            uri,
            {{"state", "evil"}, {"prompt", "login"}, {"redirect_uri", "https://evil.example/"}, {"request", "a.b.c"}}));
        CHECK(page.header("Location").starts_with("https://signer.example/callback?error=login_required&"));
        CHECK(page.header("Location").find("state=state-of-the-portal") != std::string::npos);
    }

    TEST_CASE("ui_locales of a pushed request chooses the language")
    {
        SigningClient const on;
        auto browser = on.stand.browser();
        auto const page = browser.get(authorize_address(reference(on.pushed(on.plain({{"ui_locales", "en"}})))));
        CHECK(page.name() == "login");
        CHECK(page.body.find("<html lang=\"en\"") != std::string::npos);
    }

    TEST_CASE("a client that must push, or has the profile fapi2, is refused at the door without a reference")
    {
        SigningClient const must{
            [](idp::oauth::Client& client) { client.require_pushed_authorization_requests = true; }};
        CHECK(outcome_at_signer(must.visit(must.plain())) == "invalid_request");
        CHECK(outcome_at_signer(must.visit_object(must.object())) == "invalid_request");
        CHECK(outcome_at_signer(must.visit(reference(must.pushed(must.plain())))) == "login");
        SigningClient const fapi2{make_fapi2};
        CHECK(outcome_at_signer(fapi2.visit(fapi2.plain())) == "invalid_request");
        CHECK(outcome_at_signer(fapi2.visit(reference(fapi2.pushed(fapi2.plain())))) == "login");
    }

    TEST_CASE("a request object is pushed by value, and a fapi2 client's lives an hour at most")
    {
        SigningClient const on{make_fapi2};
        auto const push_object = [&](std::int64_t begins, std::int64_t life) {
            auto const object = on.object(
                {{"nbf", std::to_string(on.seconds(begins))}, {"exp", std::to_string(on.seconds(begins + life))}});
            return on.push({{"client_id", "signer"}, {"request", object}}).status;
        };
        CHECK(push_object(0, 3600) == 201);
        CHECK(push_object(0, 3601) == 400);
        CHECK(push_object(-3599, 3600) == 201);
        CHECK(push_object(-3601, 3700) == 400);
        CHECK(on.push({{"client_id", "signer"}, {"request", on.object()}}).status == 400);
        CHECK(on.push({{"client_id", "signer"}, {"request", on.object({{"exp", std::to_string(on.seconds(60))}})}})
                  .status == 400);
    }
}

} // namespace zugang::tests
