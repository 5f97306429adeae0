// RFC 7592: a client reads, replaces and removes its registration with its own token, and nobody else's.
#include "store/clients.hpp"
#include "tests/registration/support.hpp"

namespace zugang::tests {
namespace {

/// What a client sends back: the answer without what RFC 7592 §2.2 leaves out, with one value changed.
std::string update_of(Registration const& registered, std::string_view changed_name, std::string const& value)
{
    JsonObject out;
    for (auto const& [name, member] : registered.json().members())
        if (name != changed_name && !name.starts_with("registration_") && name != "client_id_issued_at" &&
            name != "client_secret_expires_at")
            out.add_raw(name, member.dump());
    if (!value.empty())
        out.add_raw(changed_name, value);
    return out.str();
}

/// Whether the client authenticates with this secret: the code it shows is wrong either way.
bool is_accepted(Stand& stand, std::string const& id, std::string const& secret)
{
    auto const page = stand.browser().request("POST", "/oauth2/token",
                                              "grant_type=authorization_code&code=x&redirect_uri=x&client_id=" + id +
                                                  "&client_secret=" + secret,
                                              {{"Content-Type", "application/x-www-form-urlencoded"}});
    return Json::parse(page.body).value().string("error") != "invalid_client";
}

/// As the operator does, behind the client's back.
template <class Change>
void change_client(Stand& stand, std::string const& id, Change change)
{
    stand.database().write([&](store::Connection& tx) {
        auto row = store::clients::find(tx, id).value();
        auto client = idp::oauth::from_row(row);
        change(client);
        row.metadata = idp::oauth::to_metadata(client);
        REQUIRE(store::clients::update(tx, row));
    });
}

} // namespace

TEST_SUITE("registration")
{
    TEST_CASE("a client reads what it registered, as often as it likes, and the secret is not told again")
    {
        Stand stand{Engine::sqlite, registering(Mode::open)};
        auto const registered = send_registration(stand, body_with(R"("client_name":"Kiosk")"));
        for (int i = 0; i < 2; ++i) {
            auto const read = manage(stand, "GET", registered, registered.token());
            CHECK(read.page.status == 200);
            CHECK(read.id() == registered.id());
            CHECK(read.text("client_name") == "Kiosk");
            CHECK(read.token() == registered.token());
            CHECK(read.text("registration_client_uri") == registered.text("registration_client_uri"));
            CHECK_FALSE(read.json().has("client_secret"));
        }
    }

    TEST_CASE("a registration answers its own token alone, and an unknown client no differently")
    {
        Stand stand{Engine::sqlite, registering(Mode::open)};
        auto const mine = send_registration(stand, body_with());
        auto const other = send_registration(stand, body_with());
        stand.add_portal(); // has no token of its registration
        auto const wrong = manage(stand, "GET", mine, other.token());
        CHECK(wrong.page.status == 401);
        CHECK(wrong.error() == "invalid_token");
        CHECK(wrong.page.header("WWW-Authenticate") == "Bearer error=\"invalid_token\"");
        for (auto const* const id : {"nobody", "portal", ""}) {
            auto const page = stand.browser().request("GET", "/oauth2/register?client_id=" + std::string(id), "",
                                                      {{"Authorization", "Bearer " + mine.token()}});
            CHECK(page.status == 401);
            CHECK(page.body == wrong.page.body);
        }
        CHECK(manage(stand, "GET", mine, "").page.status == 401);
        CHECK(manage(stand, "PUT", mine, other.token(), update_of(mine, "client_name", "\"X\"")).page.status == 401);
        CHECK(manage(stand, "DELETE", mine, other.token()).page.status == 401);
        CHECK(manage(stand, "GET", mine, mine.token()).page.status == 200);
    }

    TEST_CASE("an update replaces everything, and what it leaves out is gone")
    {
        for (auto const engine : engines()) {
            Stand stand{engine, registering(Mode::open)};
            auto const registered =
                send_registration(stand, body_with(R"("client_name":"Kiosk","client_uri":"https://client.example/")"));
            auto const body = R"({"client_id":")" + registered.id() +
                              R"(","redirect_uris":["https://client.example/new"],"client_name":"Neu"})";
            auto const updated = manage(stand, "PUT", registered, registered.token(), body);
            REQUIRE(updated.page.status == 200);
            CHECK(updated.text("client_name") == "Neu");
            CHECK_FALSE(updated.json().has("client_uri"));
            auto const read = manage(stand, "GET", registered, registered.token());
            CHECK(read.json().strings("redirect_uris") == std::vector<std::string>{"https://client.example/new"});
            CHECK(read.json().integer("client_id_issued_at") == registered.json().integer("client_id_issued_at"));
            CHECK(is_accepted(stand, registered.id(), "x") == false);
        }
    }

    TEST_CASE("what was answered can be sent back")
    {
        Stand stand{Engine::sqlite, registering(Mode::open)};
        auto const registered =
            send_registration(stand, body_with(R"("token_endpoint_auth_method":"client_secret_post")"));
        auto const secret = registered.text("client_secret");
        auto const updated =
            manage(stand, "PUT", registered, registered.token(), update_of(registered, "client_name", "\"Neu\""));
        REQUIRE(updated.page.status == 200);
        CHECK_FALSE(updated.json().has("client_secret"));
        CHECK(is_accepted(stand, registered.id(), secret));
        CHECK_FALSE(is_accepted(stand, registered.id(), secret + "x"));
    }

    TEST_CASE("an update names the client and, if any, its own secret")
    {
        Stand stand{Engine::sqlite, registering(Mode::open)};
        auto const registered = send_registration(stand, body_with());
        auto const other = send_registration(stand, body_with());
        for (auto const& body :
             {update_of(registered, "client_id", ""), update_of(registered, "client_id", "\"" + other.id() + "\""),
              update_of(registered, "client_secret", "\"" + other.text("client_secret") + "\""),
              update_of(registered, "client_secret", "5"), update_of(registered, "zugang_trusted", "true")}) {
            auto const answer = manage(stand, "PUT", registered, registered.token(), body);
            CHECK(answer.page.status == 400);
            CHECK(answer.error() == "invalid_client_metadata");
        }
        auto const bad = manage(stand, "PUT", registered, registered.token(),
                                update_of(registered, "redirect_uris", R"(["http://evil.example/"])"));
        CHECK(bad.error() == "invalid_redirect_uri");
        CHECK(manage(stand, "GET", registered, registered.token()).json().strings("redirect_uris") ==
              std::vector<std::string>{"https://client.example/cb"});
    }

    TEST_CASE("a client that changes how it authenticates has what the new way needs and no more")
    {
        Stand stand{Engine::sqlite, registering(Mode::open)};
        auto const load = [&](std::string const& id) {
            return stand.database().read([&](auto& db) { return store::clients::find(db, id); }).value();
        };
        auto const registered = send_registration(stand, body_with(R"("token_endpoint_auth_method":"none")"));
        auto const put = [&](std::string const& method) {
            return manage(stand, "PUT", registered, registered.token(),
                          update_of(registered, "token_endpoint_auth_method", "\"" + method + "\""));
        };
        auto const hashed = put("client_secret_post");
        CHECK(is_accepted(stand, registered.id(), hashed.text("client_secret")));
        auto const sealed = put("client_secret_jwt"); // from the hash alone it could not be sealed
        CHECK(sealed.text("client_secret").starts_with("zcs_"));
        CHECK(sealed.text("client_secret") != hashed.text("client_secret"));
        CHECK(load(registered.id()).secret_sealed.has_value());
        CHECK_FALSE(load(registered.id()).secret_hash.has_value());
        auto const back =
            manage(stand, "PUT", registered, registered.token(),
                   body_with(R"("token_endpoint_auth_method":"client_secret_post","client_id":")" + registered.id() +
                             R"(","client_secret":")" + sealed.text("client_secret") + "\""));
        CHECK(back.page.status == 200);
        CHECK_FALSE(back.json().has("client_secret")); // it was sent along, so it is kept
        CHECK(is_accepted(stand, registered.id(), sealed.text("client_secret")));
        CHECK(put("none").page.status == 200);
        CHECK_FALSE(load(registered.id()).secret_hash.has_value());
        CHECK_FALSE(load(registered.id()).secret_sealed.has_value());
    }

    TEST_CASE("an update keeps the grants the operator gave, and gives none")
    {
        Stand stand{Engine::sqlite, registering(Mode::open)};
        auto const registered = send_registration(stand, body_with());
        auto const wider = [&](std::string const& grant) {
            return manage(stand, "PUT", registered, registered.token(),
                          update_of(registered, "grant_types", R"(["authorization_code",")" + grant + "\"]"));
        };
        CHECK(wider("client_credentials").error() == "invalid_client_metadata");
        change_client(stand, registered.id(), [](idp::oauth::Client& client) {
            client.grant_types.emplace_back("client_credentials");
            client.authorization_details_types = {"payment"};
        });
        CHECK(wider("client_credentials").page.status == 200);
        CHECK(wider("urn:openid:params:grant-type:ciba").error() == "invalid_client_metadata");
        CHECK(wider("refresh_token").page.status == 200);
        CHECK(wider("client_credentials").error() == "invalid_client_metadata"); // it was given back
    }

    TEST_CASE("an update keeps what the operator decided")
    {
        Stand stand{Engine::sqlite, registering(Mode::open)};
        auto const registered = send_registration(stand, body_with());
        change_client(stand, registered.id(), [](idp::oauth::Client& client) {
            client.trusted = true;
            client.require_pkce = true;
            client.refresh_binding = idp::oauth::RefreshBinding::session;
            client.exchange_resources = {"https://files.example/"};
        });
        CHECK(manage(stand, "PUT", registered, registered.token(), update_of(registered, "client_name", "\"Neu\""))
                  .page.status == 200);
        auto const row = stand.database().read([&](auto& db) { return store::clients::find(db, registered.id()); });
        auto const client = idp::oauth::from_row(row.value());
        CHECK(client.name == "Neu");
        CHECK(client.trusted);
        CHECK(client.require_pkce);
        CHECK(client.refresh_binding == idp::oauth::RefreshBinding::session);
        CHECK(client.exchange_resources == std::vector<std::string>{"https://files.example/"});
    }

    TEST_CASE("an update does not undo what the operator changed meanwhile")
    {
        for (auto const engine : engines()) {
            Stand stand{engine, registering(Mode::open)};
            stand.web.answer("https://client.example/sector", R"(["https://client.example/cb"])");
            auto const registered =
                send_registration(stand, body_with(R"("sector_identifier_uri":"https://client.example/sector")"));
            stand.clock.advance(std::chrono::hours{48}); // the sector is fetched again
            int changes = 0;
            stand.web.before_answer = [&] {
                if (changes < 1)
                    change_client(stand, registered.id(), [&](idp::oauth::Client& client) {
                        client.trusted = true;
                        client.exchange_resources = {"https://files.example/" + std::to_string(++changes)};
                    });
            };
            auto const body = update_of(registered, "client_name", "\"Neu\"");
            CHECK(manage(stand, "PUT", registered, registered.token(), body).page.status == 200);
            auto const load = [&] {
                return idp::oauth::from_row(
                    stand.database().read([&](auto& db) { return store::clients::find(db, registered.id()); }).value());
            };
            CHECK(load().name == "Neu");
            CHECK(load().trusted);
            CHECK(changes == 1);
        }
    }

    TEST_CASE("a removed client is gone with its token")
    {
        for (auto const engine : engines()) {
            Stand stand{engine, registering(Mode::open)};
            auto const registered = send_registration(stand, body_with());
            auto const removed = manage(stand, "DELETE", registered, registered.token());
            CHECK(removed.page.status == 204);
            CHECK(removed.page.body.empty());
            CHECK_FALSE(stand.database().read([&](auto& db) { return store::clients::find(db, registered.id()); }));
            CHECK(manage(stand, "GET", registered, registered.token()).page.status == 401);
            CHECK(manage(stand, "DELETE", registered, registered.token()).page.status == 401);
        }
    }
}

} // namespace zugang::tests
