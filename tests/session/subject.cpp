// Pairwise subjects (OpenID Connect Core §8.1): the same within a sector, different between sectors, never the account.
#include "idp/oauth/subject.hpp"
#include "doctest.h"

namespace zugang::idp::oauth {
namespace {

Client client_of(std::string const& redirect, std::string const& sector = "")
{
    Client client;
    client.id = "client of " + redirect;
    client.redirect_uris = {redirect};
    client.sector_identifier_uri = sector;
    client.subject_type = SubjectType::pairwise;
    return client;
}

} // namespace

TEST_SUITE("subject")
{
    TEST_CASE("a sector is the host of the redirect addresses, or the one of sector_identifier_uri")
    {
        CHECK(sector_of(client_of("https://a.example/cb")) == "a.example");
        CHECK(sector_of(client_of("https://a.example:444/cb")) == "a.example");
        CHECK(sector_of(client_of("https://a.example/cb", "https://S.example/sector.json")) == "s.example");
        CHECK(sector_of(client_of("org.example.app:/cb")) == "client of org.example.app:/cb");
        CHECK(sector_of(client_of("org.example.app:/cb")) != sector_of(client_of("org.example.other:/cb")));
    }

    TEST_CASE("clients of one sector know a person by one name, others by another, a public one by the account's")
    {
        SystemRandom random;
        keys::Sealer const sealer{Secret{std::string(32, 'k')}, random};
        auto const a = subject_of(client_of("https://a.example/cb"), "max", sealer);
        CHECK(a == subject_of(client_of("https://a.example/other"), "max", sealer));
        CHECK(a == subject_of(client_of("https://b.example/cb", "https://a.example/s"), "max", sealer));
        CHECK(a != subject_of(client_of("https://b.example/cb"), "max", sealer));
        CHECK(a != subject_of(client_of("https://a.example/cb"), "eva", sealer));
        CHECK(a.size() == 43);
        auto shared = client_of("https://a.example/cb");
        shared.subject_type = SubjectType::shared;
        CHECK(subject_of(shared, "max", sealer) == "max");
    }
}

} // namespace zugang::idp::oauth
