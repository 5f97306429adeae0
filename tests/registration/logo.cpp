// A client's logo comes from our own address, as a picture and nothing else.
#include "idp/registration/logo.hpp"
#include "store/clients.hpp"
#include "tests/account/workplace.hpp"
#include "tests/registration/support.hpp"

namespace zugang::tests {
namespace {

constexpr auto logo_address = "https://client.example/logo";

Page ask_logo(Stand& stand, std::string const& id)
{
    return stand.browser().request("GET", "/oauth2/client-logo?client_id=" + id, "");
}

std::string add_client_with_logo(Stand& stand)
{
    idp::oauth::Client client;
    client.id = "kiosk";
    client.redirect_uris = {"https://client.example/cb"};
    client.logo_uri = logo_address;
    stand.add_client(client);
    return client.id;
}

} // namespace

TEST_SUITE("registration")
{
    TEST_CASE("a logo is known by its first bytes, whatever its server calls it")
    {
        for (auto const& [image, type] : {std::pair<std::string, std::string>{"\x89PNG\r\n\x1a\n...", "image/png"},
                                          {"\xff\xd8\xff\xe0...", "image/jpeg"},
                                          {"GIF89a...", "image/gif"},
                                          {"GIF87a...", "image/gif"},
                                          {"RIFF1234WEBPVP8 ", "image/webp"}}) {
            Stand stand;
            auto const id = add_client_with_logo(stand);
            stand.web.answer(logo_address, image, 200, {{"Content-Type", "text/html"}});
            auto const page = ask_logo(stand, id);
            CHECK(page.status == 200);
            CHECK(page.header("Content-Type") == type);
            CHECK(page.header("X-Content-Type-Options") == "nosniff");
            CHECK(page.header("Content-Security-Policy") == "default-src 'none'; sandbox");
            CHECK(page.body == image);
        }
    }

    TEST_CASE("what is no picture is not passed on")
    {
        for (auto const* const body :
             {"<svg xmlns=\"http://www.w3.org/2000/svg\"/>", "<html>", "", "RIFF1234WAVE", "\x89PN"}) {
            Stand stand;
            auto const id = add_client_with_logo(stand);
            stand.web.answer(logo_address, body, 200, {{"Content-Type", "image/png"}});
            auto const page = ask_logo(stand, id);
            CHECK(page.status == 404);
            CHECK(page.body == "no logo\n");
        }
        Stand stand;
        auto const id = add_client_with_logo(stand);
        CHECK(ask_logo(stand, id).status == 404); // nobody there
        stand.add_portal();
        CHECK(ask_logo(stand, "portal").status == 404); // has none
        CHECK(ask_logo(stand, "nobody").status == 404);
    }

    TEST_CASE("a logo is fetched once, not for every page")
    {
        Stand stand;
        auto const id = add_client_with_logo(stand);
        stand.web.answer(logo_address, "GIF89a...");
        for (int i = 0; i < 3; ++i)
            CHECK(ask_logo(stand, id).status == 200);
        CHECK(stand.web.count(logo_address) == 1);
    }

    TEST_CASE("logos are fetched and kept apart from what clients authenticate with")
    {
        Workplace work;
        idp::oauth::Client client;
        client.id = "kiosk";
        client.redirect_uris = {"https://client.example/cb"};
        client.logo_uri = logo_address;
        work.store.database().write(
            [&](store::Connection& tx) { REQUIRE(store::clients::insert(tx, to_row(client, work.clock.now()))); });
        work.web.answer(logo_address, "GIF89a...");
        idp::Call call;
        call.now = work.clock.now();
        call.query = http::Parameters{{{"client_id", "kiosk"}}};
        CHECK(idp::registration::get_client_logo(call, work.services).status == 200);
        using enum idp::RemoteDocuments::Freshness;
        CHECK(work.services.remote.get(logo_address, cached, call.now).has_value());
        CHECK(work.web.count(logo_address) == 2);
        CHECK(work.services.pictures.get(logo_address, cached, call.now).has_value());
        CHECK(work.web.count(logo_address) == 2);
    }
}

} // namespace zugang::tests
