#include "base/sha256.hpp"
#include "idp/oauth/client.hpp"
#include "store/clients.hpp"
#include "tests/cli/support.hpp"

using zugang::Json;
using zugang::idp::cli::testing::on_each_store;
using zugang::idp::cli::testing::Rig;
using zugang::idp::cli::testing::write_file;
namespace oauth = zugang::idp::oauth;
namespace store = zugang::store;

namespace {

std::vector<std::string> const portal{
    "client", "add", "portal", "--type", "web", "--redirect-uri", "https://portal.example/cb"};

std::vector<std::string> with(std::vector<std::string> arguments, std::vector<std::string> const& more)
{
    arguments.insert(arguments.end(), more.begin(), more.end());
    return arguments;
}

std::optional<store::ClientRow> find_client(Rig& rig, std::string const& id)
{
    return rig.database().read([&](store::Connection& db) { return store::clients::find(db, id); });
}

Rig& migrated(Rig& rig)
{
    rig.run_well({"migrate"});
    return rig;
}

} // namespace

TEST_CASE("a web client gets a secret of 256 bits that is printed once")
{
    on_each_store([](Rig& rig) {
        auto const added = rig.run_json(portal);
        auto const secret = added.string("client_secret").value();
        CHECK(added.string("client_id") == "portal");
        CHECK(secret.starts_with("zcs_"));
        CHECK(secret.size() == 47);
        CHECK(find_client(rig, "portal").value().secret_hash == zugang::sha256(zugang::bytes_of(secret)));
        for (auto const& command : {"list", "show"})
            for (auto const& json : {"--json", "--operator=me"}) {
                auto arguments = std::vector<std::string>{"client", command, json};
                if (command == std::string_view{"show"})
                    arguments.emplace_back("portal");
                auto const out = rig.run_well(arguments);
                CHECK(out.find("portal") != std::string::npos);
                CHECK(out.find("zcs_") == std::string::npos);
                CHECK(out.find(secret.substr(4)) == std::string::npos);
                CHECK(out.find("secret_hash") == std::string::npos);
            }
    });
}

TEST_CASE("the secret for people stands in the output once")
{
    Rig rig;
    auto const out = migrated(rig).run_well(portal);
    auto const at = out.find("zcs_");
    REQUIRE(at != std::string::npos);
    CHECK(out.find("zcs_", at + 1) == std::string::npos);
}

TEST_CASE("a client has what its options say")
{
    on_each_store([](Rig& rig) {
        rig.run_well({"client",
                      "add",
                      "portal",
                      "--type",
                      "web",
                      "--redirect-uri",
                      "https://a.example/1",
                      "https://a.example/2",
                      "--redirect-uri",
                      "http://localhost:8081/cb",
                      "--post-logout-redirect-uri",
                      "https://a.example/",
                      "--name",
                      "Portal der Stadt",
                      "--auth",
                      "client_secret_post",
                      "--scope",
                      "openid customer offline_access",
                      "--trusted",
                      "--allow-without-pkce"});
        auto const client = oauth::from_row(find_client(rig, "portal").value());
        CHECK(client.name == "Portal der Stadt");
        CHECK(client.type == oauth::ApplicationType::web);
        CHECK(client.auth_method == oauth::AuthMethod::client_secret_post);
        CHECK(client.redirect_uris ==
              std::vector<std::string>{"https://a.example/1", "https://a.example/2", "http://localhost:8081/cb"});
        CHECK(client.post_logout_redirect_uris == std::vector<std::string>{"https://a.example/"});
        CHECK(client.scope == std::vector<std::string>{"openid", "customer", "offline_access"});
        CHECK(client.trusted);
        CHECK(!client.require_pkce);
        CHECK(client.id_token_algorithm == zugang::keys::Algorithm::es256);
        auto const shown = rig.run_json({"client", "show", "portal"});
        CHECK(shown.string("client_name") == "Portal der Stadt");
        CHECK(shown.strings("redirect_uris") == client.redirect_uris);
        CHECK(shown.string("created_at").value().ends_with("Z"));
    });
}

TEST_CASE("native and spa clients have no secret")
{
    Rig rig;
    migrated(rig);
    for (auto const* const type : {"native", "spa"}) {
        auto const added =
            rig.run_json({"client", "add", type, "--type", type, "--redirect-uri", "http://127.0.0.1/cb"});
        CHECK(!added.has("client_secret"));
        auto const client = oauth::from_row(find_client(rig, type).value());
        CHECK(client.auth_method == oauth::AuthMethod::none);
        CHECK(!client.secret_hash);
        CHECK(client.scope == std::vector<std::string>{"openid", "profile", "email"});
        CHECK(rig.run_refused({"client", "add", "other", "--type", type, "--redirect-uri", "http://127.0.0.1/cb",
                               "--auth", "client_secret_basic"})
                  .find("cannot keep a secret") != std::string::npos);
        CHECK(rig.run_refused({"client", "add", "other", "--type", type, "--redirect-uri", "http://127.0.0.1/cb",
                               "--allow-without-pkce"})
                  .find("PKCE") != std::string::npos);
    }
}

TEST_CASE("a service needs no redirect address, every other type does")
{
    Rig rig;
    migrated(rig);
    CHECK(rig.run_json({"client", "add", "job", "--type", "service"}).has("client_secret"));
    CHECK(rig.run({"client", "add", "x", "--type", "web"}).status == 2);
    CHECK(rig.run({"client", "add", "x", "--type", "native"}).status == 2);
    rig.run_refused({"client", "add", "x", "--type", "service", "--redirect-uri", "https://a.example/"});
    rig.run_refused({"client", "add", "x", "--type", "service", "--auth", "none"});
}

TEST_CASE("a client that exists is not added again")
{
    on_each_store([](Rig& rig) {
        rig.run_well(portal);
        auto const before = find_client(rig, "portal").value();
        CHECK(rig.run_refused(portal) == "zugang: there is a client \"portal\" already\n");
        CHECK(find_client(rig, "portal").value().secret_hash == before.secret_hash);
    });
}

TEST_CASE("a client authenticates with the keys or the certificate it names")
{
    on_each_store([](Rig& rig) {
        auto const jwks = rig.folder().file("jwks.json");
        write_file(jwks, R"({"keys": []})");
        auto const add = [&](std::string const& id, std::vector<std::string> const& more) {
            rig.run_well(with({"client", "add", id, "--type", "web", "--redirect-uri", "https://a.example/cb"}, more));
            return oauth::from_row(find_client(rig, id).value());
        };
        auto const signer = add("signer", {"--auth", "private_key_jwt", "--jwks", jwks});
        CHECK(signer.auth_method == oauth::AuthMethod::private_key_jwt);
        CHECK(signer.jwks == R"({"keys":[]})");
        CHECK(!signer.secret_hash);
        CHECK(add("publisher", {"--auth", "private_key_jwt", "--jwks-uri", "https://a.example/jwks"}).jwks_uri ==
              "https://a.example/jwks");
        auto const named = add("named", {"--auth", "tls_client_auth", "--certificate-name", "dns=a.example"});
        CHECK(named.certificate_name.value().kind == oauth::CertificateName::Kind::san_dns);
        CHECK(named.certificate_name.value().value == "a.example");
        CHECK(rig.run_refused(with(portal, {"--auth", "private_key_jwt"})).find("jwks") != std::string::npos);
        CHECK(rig.run_refused(with(portal, {"--auth", "tls_client_auth"})).find("tls_client_auth_subject_dn") !=
              std::string::npos);
        CHECK(rig.run(with(portal, {"--auth", "tls_client_auth", "--certificate-name", "a.example"})).status == 2);
        rig.run_refused(with(portal, {"--auth", "private_key_jwt", "--jwks", rig.folder().file("nothing.json")}));
    });
}

TEST_CASE("the secret of a client that signs with it is sealed, not hashed")
{
    on_each_store([](Rig& rig) {
        auto const opened = [&](std::string const& id) {
            auto const row = find_client(rig, id).value();
            CHECK(!row.secret_hash);
            return std::string(
                rig.sealer().open(row.secret_sealed.value(), oauth::client_secret_place(id)).value().reveal());
        };
        auto const added = rig.run_json(with(portal, {"--auth", "client_secret_jwt"}));
        CHECK(opened("portal") == added.string("client_secret"));
        auto const rotated = rig.run_json({"client", "rotate-secret", "portal"});
        CHECK(opened("portal") == rotated.string("client_secret"));
        CHECK(added.string("client_secret") != rotated.string("client_secret"));
        std::string const given(32, 'x');
        rig.run_well({"client", "import", "-"},
                     R"([{"client_id": "given", "id_token_signed_response_alg": "ES256",
                          "redirect_uris": ["https://a.example/cb"], "client_secret": ")" +
                         given + R"(", "token_endpoint_auth_method": "client_secret_jwt"}])");
        CHECK(opened("given") == given);
    });
}

TEST_CASE("a client of a FAPI profile has what the profile wants of it")
{
    Rig rig;
    migrated(rig);
    rig.run_well(with(portal, {"--profile", "fapi2", "--jwks-uri", "https://a.example/jwks"}));
    auto const portal_client = oauth::from_row(find_client(rig, "portal").value());
    CHECK(portal_client.profile == oauth::Profile::fapi2);
    CHECK(portal_client.auth_method == oauth::AuthMethod::private_key_jwt);
    CHECK(portal_client.require_pushed_authorization_requests);
    CHECK(portal_client.dpop_bound_access_tokens);
    rig.run_well({"client", "add", "till", "--type", "service", "--profile", "fapi-ciba", "--auth", "tls_client_auth",
                  "--certificate-name", "dn=CN=till", "--jwks-uri", "https://a.example/jwks"});
    auto const till = oauth::from_row(find_client(rig, "till").value());
    CHECK(till.may_use("urn:openid:params:grant-type:ciba"));
    CHECK(till.certificate_bound_access_tokens);
    CHECK(till.backchannel_request_algorithm == zugang::keys::Algorithm::es256);
    rig.run_refused({"client", "add", "other", "--type", "web", "--redirect-uri", "https://a.example/cb", "--profile",
                     "fapi2", "--auth", "client_secret_basic"});
}

TEST_CASE("grants, response types, subjects and sign-out addresses are options")
{
    Rig rig;
    migrated(rig);
    rig.run_well(
        with(portal, {"--grant", "authorization_code", "client_credentials", "--subject-type", "pairwise",
                      "--sector-identifier-uri", "https://a.example/sector", "--backchannel-logout-uri",
                      "https://portal.example/back", "--frontchannel-logout-uri", "https://portal.example/front"}));
    auto const client = oauth::from_row(find_client(rig, "portal").value());
    CHECK(client.grant_types == std::vector<std::string>{"authorization_code", "client_credentials"});
    CHECK(client.response_types == std::vector<std::string>{"code"});
    CHECK(client.subject_type == oauth::SubjectType::pairwise);
    CHECK(client.sector_identifier_uri == "https://a.example/sector");
    CHECK(client.backchannel_logout_uri == "https://portal.example/back");
    CHECK(client.frontchannel_logout_uri == "https://portal.example/front");
    rig.run_well(
        {"client", "add", "box", "--type", "native", "--grant", "urn:ietf:params:oauth:grant-type:device_code"});
    CHECK(rig.run_refused({"client", "add", "x", "--type", "web", "--redirect-uri", "https://a.example/cb", "--grant",
                           "authorization_code", "implicit", "--response-type", "code id_token"})
              .find("oidc.implicit") != std::string::npos);
}

TEST_CASE("what a client may exchange tokens for is the operator's to say")
{
    Rig rig;
    migrated(rig);
    constexpr auto exchange = "urn:ietf:params:oauth:grant-type:token-exchange";
    std::vector<std::string> const both{"https://a.example/", "urn:b:c"};
    rig.run_well(
        {"client", "add", "api", "--type", "service", "--grant", exchange, "--exchange-resource", both[0], both[1]});
    CHECK(oauth::from_row(find_client(rig, "api").value()).exchange_resources == both);
    CHECK(rig.run_json({"client", "show", "api"}).strings("zugang_exchange_resources") == both);
    CHECK(rig.run_well({"client", "show", "api"}).find(both[0] + " " + both[1]) != std::string::npos);
    rig.run_well({"client", "import", "-"},
                 R"([{"client_id":"files","id_token_signed_response_alg":"ES256","redirect_uris":[],)"
                 R"("grant_types":[")" +
                     std::string(exchange) + R"("],"zugang_exchange_resources":["https://a.example/"]}])");
    CHECK(oauth::from_row(find_client(rig, "files").value()).exchange_resources == std::vector{both[0]});
    rig.run_well({"client", "add", "none", "--type", "service", "--grant", exchange});
    CHECK(oauth::from_row(find_client(rig, "none").value()).exchange_resources.empty());
    for (auto const* const wrong : {"files", "https://a.example/#x"})
        CHECK(rig.run_refused({"client", "add", "x", "--type", "service", "--exchange-resource", wrong})
                  .find("zugang_exchange_resources") != std::string::npos);
}

TEST_CASE("words and types that do not exist are wrong usage or refused")
{
    Rig rig;
    migrated(rig);
    CHECK(rig.run(with(portal, {"--auth", "basic"})).status == 2);
    CHECK(rig.run({"client", "add", "x", "--type", "Web", "--redirect-uri", "https://a.example/"}).status == 2);
    CHECK(rig.run({"client", "add", "x", "--redirect-uri", "https://a.example/"}).status == 2);
    CHECK(rig.run_refused(with(portal, {"--scope", "openid admin"})).find("\"admin\" is not known") !=
          std::string::npos);
}

TEST_CASE("a new secret voids the former one")
{
    on_each_store([](Rig& rig) {
        auto const first = rig.run_json(portal).string("client_secret").value();
        auto const second = rig.run_json({"client", "rotate-secret", "portal"}).string("client_secret").value();
        CHECK(first != second);
        CHECK(find_client(rig, "portal").value().secret_hash == oauth::hash_client_secret(second));
        rig.run_refused({"client", "rotate-secret", "nobody"});
        rig.run_well({"client", "add", "app", "--type", "native", "--redirect-uri", "http://127.0.0.1/cb"});
        CHECK(rig.run_refused({"client", "rotate-secret", "app"}).find("has no secret") != std::string::npos);
        CHECK(!find_client(rig, "app").value().secret_hash);
    });
}

TEST_CASE("a removed client is gone")
{
    on_each_store([](Rig& rig) {
        rig.run_well(portal);
        rig.run_well({"client", "remove", "portal"});
        CHECK(!find_client(rig, "portal"));
        CHECK(rig.run_refused({"client", "remove", "portal"}) == "zugang: there is no client \"portal\"\n");
        rig.run_refused({"client", "show", "portal"});
        CHECK(rig.run_json({"client", "list"}).items().empty());
    });
}

TEST_CASE("clients are imported from RFC 7591 metadata")
{
    on_each_store([](Rig& rig) {
        std::string const given(32, 'x');
        auto const file = rig.folder().file("clients.json");
        write_file(file, R"([
            {"client_id": "given", "client_secret": ")" +
                             given +
                             R"(", "id_token_signed_response_alg": "ES256", "redirect_uris": ["https://a.example/cb"]},
            {"client_id": "made", "id_token_signed_response_alg": "ES256", "redirect_uris": ["https://b.example/cb"], "token_endpoint_auth_method": "client_secret_post"},
            {"client_id": "app", "application_type": "native", "token_endpoint_auth_method": "none",
             "id_token_signed_response_alg": "ES256", "redirect_uris": ["http://127.0.0.1/cb"], "scope": "openid offline_access", "software_version": "7"}])");
        auto const answer = rig.run_json({"client", "import", file});
        REQUIRE(answer.items().size() == 3);
        CHECK(!answer.items()[0].has("client_secret"));
        auto const made = answer.items()[1].string("client_secret").value();
        CHECK(find_client(rig, "given").value().secret_hash == oauth::hash_client_secret(given));
        CHECK(find_client(rig, "made").value().secret_hash == oauth::hash_client_secret(made));
        auto const app = oauth::from_row(find_client(rig, "app").value());
        CHECK(app.type == oauth::ApplicationType::native);
        CHECK(app.grant_types == std::vector<std::string>{"authorization_code", "refresh_token"});
    });
}

TEST_CASE("an import is whole or not at all")
{
    on_each_store([](Rig& rig) {
        rig.run_well(portal);
        auto const good = std::string{
            R"({"client_id": "new", "id_token_signed_response_alg": "ES256", "redirect_uris": ["https://a.example/cb"]})"};
        auto const there = std::string{
            R"({"client_id": "portal", "id_token_signed_response_alg": "ES256", "redirect_uris": ["https://a.example/cb"]})"};
        auto const bad = std::string{
            R"({"client_id": "bad", "id_token_signed_response_alg": "ES256", "redirect_uris": ["http://a.example/cb"]})"};
        rig.run_refused({"client", "import", "-"}, "[" + good + "," + there + "]");
        CHECK(!find_client(rig, "new"));
        auto const problem = rig.run_refused({"client", "import", "-"}, "[" + good + "," + bad + "]");
        CHECK(problem.find("client 2 \"bad\": redirect_uris: ") != std::string::npos);
        CHECK(!find_client(rig, "new"));
        rig.run_well({"client", "import", "-"}, "[" + good + "]");
        CHECK(find_client(rig, "new"));
    });
}

TEST_CASE("an import tells every client that is wrong")
{
    Rig rig;
    auto const outcome = migrated(rig).run({"client", "import", "-"}, R"([{"client_id": 5}, {"client_id": "a"}, 7])");
    CHECK(outcome.status == 1);
    CHECK(outcome.out.empty());
    CHECK(std::count(outcome.err.begin(), outcome.err.end(), '\n') == 3);
    rig.run_refused({"client", "import", "-"}, "{}");
    rig.run_refused({"client", "import", "-"}, "");
    rig.run_refused({"client", "import", rig.folder().file("nothing.json")});
}

TEST_CASE("an imported client asks only for an algorithm the server has a key for")
{
    Rig rig;
    auto const client = [](std::string const& algorithm) {
        return R"([{"client_id": ")" + algorithm +
               R"(", "redirect_uris": ["https://a.example/cb"], "id_token_signed_response_alg": ")" + algorithm +
               "\"}]";
    };
    migrated(rig).run_well({"client", "import", "-"}, client("EdDSA"));
    CHECK(rig.run_refused({"client", "import", "-"}, client("RS256")).find("keys.algorithms") != std::string::npos);
    // OIDC Registration §2: who names none counts on RS256.
    CHECK(rig.run_refused({"client", "import", "-"}, R"([{"client_id": "a", "redirect_uris": ["https://a.example/"]}])")
              .find("RS256 is not in keys.algorithms") != std::string::npos);
}

TEST_CASE("client list --json can be imported elsewhere")
{
    Rig first;
    migrated(first).run_well(portal);
    first.run_well({"client", "add", "app", "--type", "native", "--redirect-uri", "com.example.app:/cb", "--trusted"});
    first.run_well({"client", "add", "job", "--type", "service"});
    auto const listed = first.run_well({"client", "list", "--json"});
    Rig second;
    migrated(second).run_well({"client", "import", "-"}, listed);
    for (auto const* const id : {"portal", "app", "job"})
        CHECK(find_client(first, id).value().metadata == find_client(second, id).value().metadata);
}
