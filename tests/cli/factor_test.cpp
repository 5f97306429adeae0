// What an operator sees and removes of people's second factors, and what sign-ins of an account or for a client need.
#include "idp/call/mail_queue.hpp"
#include "store/accounts.hpp"
#include "store/clients.hpp"
#include "store/recovery_codes.hpp"
#include "store/sessions.hpp"
#include "store/totp_factors.hpp"
#include "tests/cli/support.hpp"
#include "tests/support/stored_passkey.hpp"

using zugang::idp::cli::testing::on_each_store;
using zugang::idp::cli::testing::Rig;
namespace store = zugang::store;

namespace {

constexpr auto who = "max@example.org";

std::string add_account(Rig& rig, std::string const& email = who)
{
    return rig.run_json({"account", "add", "--email", email, "--verified"}).string("sub").value();
}

void add_app(Rig& rig, std::string const& account, std::string const& name)
{
    auto const now = zugang::SystemClock{}.now();
    store::TotpFactor factor;
    factor.id = "fct_" + name;
    factor.account_id = account;
    factor.flow_id = "flow of " + name;
    factor.algorithm = "SHA1";
    factor.created_at = now;
    factor.expires_at = now + std::chrono::hours{1};
    rig.database().write([&](store::Connection& tx) {
        static_cast<void>(store::totp_factors::insert_once(tx, factor));
        CHECK(store::totp_factors::confirm(tx, {factor.id, 1, name, 9}, now) == store::totp_factors::Confirmed::yes);
    });
}

void add_codes(Rig& rig, std::string const& account)
{
    auto const now = zugang::SystemClock{}.now();
    store::RecoveryCodeSet set{};
    set.id = "rcs_1";
    set.account_id = account;
    set.flow_id = "flow";
    set.created_at = now;
    rig.database().write(
        [&](store::Connection& tx) { CHECK(store::recovery_codes::create_set(tx, set, "", {{1}, {2}})); });
}

/// A security key of a known model, on one device, that a root vouched for.
void add_key(Rig& rig, std::string const& account)
{
    auto key = zugang::tests::stored_passkey(account, "Blau", zugang::SystemClock{}.now());
    key.kind = store::Passkey::Kind::security_key;
    key.aaguid = {0xee, 0x88, 0x28, 0x79, 0x72, 0x1c, 0x49, 0x13, 0x97, 0x75, 0x3d, 0xfc, 0xce, 0x97, 0x07, 0x2a};
    key.attestation_format = "packed";
    key.is_attested = true;
    zugang::tests::insert(rig.database(), key);
}

/// A passkey that may be synchronised, and is where told so.
void add_passkey(Rig& rig, std::string const& account, std::string const& name, bool backed_up)
{
    auto passkey = zugang::tests::stored_passkey(account, name, zugang::SystemClock{}.now());
    passkey.backup_eligible = true;
    passkey.backed_up = backed_up;
    zugang::tests::insert(rig.database(), passkey);
}

void add_session(Rig& rig, std::string const& account)
{
    auto const now = zugang::SystemClock{}.now();
    store::Session session;
    session.id = "sid_1";
    session.token_hash = {1};
    session.account_id = account;
    session.evidence = "[]";
    session.auth_time = now;
    session.created_at = now;
    session.last_seen_at = now;
    session.idle_at = now + std::chrono::hours{1};
    session.expires_at = now + std::chrono::hours{1};
    rig.database().write([&](store::Connection& tx) { store::sessions::insert(tx, session); });
}

std::vector<std::string> ids_of(Rig& rig)
{
    std::vector<std::string> ids;
    for (auto const& item : rig.run_json({"factor", "list", "--account", who}).items())
        ids.push_back(item.string("id").value());
    return ids;
}

std::string newest_mail(Rig& rig)
{
    auto const row = rig.database()
                         .read([](store::Connection& db) {
                             return db.query_one("SELECT id, payload FROM outbox WHERE kind = 'mail'"
                                                 " ORDER BY created_at DESC, id LIMIT 1");
                         })
                         .value();
    auto const payload = rig.sealer().open(row.blob("payload"), {"outbox", "payload", row.text("id")});
    return zugang::idp::from_payload(payload.value().reveal())->mail.text;
}

} // namespace

TEST_CASE("an account's apps and recovery codes are listed, for people and for machines")
{
    on_each_store([](Rig& rig) {
        auto const account = add_account(rig);
        CHECK(rig.run_json({"factor", "list", "--account", who}).items().empty());
        add_app(rig, account, "Telefon");
        add_codes(rig, account);
        auto const listed = rig.run_json({"factor", "list", "--account", who}).items();
        REQUIRE(listed.size() == 2);
        CHECK(listed[0].string("kind") == "totp");
        CHECK(listed[0].string("name") == "Telefon");
        CHECK(listed[0].has("added_at"));
        CHECK_FALSE(listed[0].has("last_used_at"));
        CHECK(listed[1].string("kind") == "recovery_codes");
        CHECK(listed[1].integer("codes_left") == 2);
        auto const read = rig.run_well({"factor", "list", "--account", who});
        CHECK(read.find("Telefon") != std::string::npos);
        CHECK(read.find("2 left") != std::string::npos);
    });
}

TEST_CASE("passkeys and security keys are listed with where they are and who vouched for them")
{
    on_each_store([](Rig& rig) {
        auto const account = add_account(rig);
        add_key(rig, account);
        add_passkey(rig, account, "Handy", /*backed_up=*/true);
        add_passkey(rig, account, "Laptop", /*backed_up=*/false);
        auto const listed = rig.run_json({"factor", "list", "--account", who}).items();
        REQUIRE(listed.size() == 3);
        CHECK(listed[0].string("id") == "psk_Blau");
        CHECK(listed[0].string("kind") == "security_key");
        CHECK(listed[0].boolean("backup_eligible") == false);
        CHECK(listed[0].string("attestation") == "packed");
        CHECK(listed[0].boolean("attested") == true);
        CHECK(listed[0].string("aaguid") == "ee882879-721c-4913-9775-3dfcce97072a");
        CHECK(listed[1].string("kind") == "passkey");
        CHECK(listed[1].string("name") == "Handy");
        CHECK(listed[1].boolean("backup_eligible") == true);
        CHECK(listed[1].boolean("backed_up") == true);
        CHECK(listed[1].boolean("attested") == false);
        CHECK_FALSE(listed[1].has("aaguid"));
        CHECK_FALSE(listed[1].has("last_used_at"));
        auto const read = rig.run_well({"factor", "list", "--account", who});
        for (auto const* const words :
             {"one device, packed (attested)", "synchronised, none", "one device so far, none"})
            CHECK(read.find(words) != std::string::npos);
    });
}

TEST_CASE("a passkey is removed by its id, told of by its kind, and listed no more")
{
    on_each_store([](Rig& rig) {
        auto const account = add_account(rig);
        add_app(rig, account, "Telefon");
        add_passkey(rig, account, "Handy", /*backed_up=*/true);
        auto const removed = rig.run_json({"factor", "remove", "--account", who, "psk_Handy"});
        CHECK(removed.integer("factors_left") == 1);
        CHECK(ids_of(rig) == std::vector<std::string>{"fct_Telefon"});
        CHECK(newest_mail(rig).find("\nPasskey „Handy“\n") != std::string::npos);
        rig.run_refused({"factor", "remove", "--account", who, "psk_Handy"});
    });
}

TEST_CASE("removing a factor ends the account's sessions, tells the owner by mail, and works for the last one as well")
{
    on_each_store([](Rig& rig) {
        auto const account = add_account(rig);
        add_app(rig, account, "Telefon");
        add_codes(rig, account);
        add_session(rig, account);
        auto const removed = rig.run_json({"factor", "remove", "--account", who, "fct_Telefon"});
        CHECK(removed.string("removed") == "fct_Telefon");
        CHECK(removed.integer("factors_left") == 1);
        CHECK(removed.integer("sessions_ended") == 1);
        CHECK(ids_of(rig) == std::vector<std::string>{"rcs_1"});
        auto const mail = newest_mail(rig);
        CHECK(mail.find("ein zweiter Faktor entfernt:\nTelefon\n") != std::string::npos);
        CHECK(mail.find("/link/not-me?id=zgm_") != std::string::npos);

        auto const text = rig.run_well({"factor", "remove", "--account", who, "rcs_1"});
        CHECK(text == "removed rcs_1 of max@example.org; factors left: 0, sessions ended: 0, grants revoked: 0\n");
        CHECK(ids_of(rig).empty());
    });
}

TEST_CASE("another account's factor is refused, and nothing ends")
{
    on_each_store([](Rig& rig) {
        auto const account = add_account(rig);
        auto const other = add_account(rig, "erika@example.org");
        add_app(rig, other, "Tablet");
        add_session(rig, account);
        CHECK(rig.run_refused({"factor", "remove", "--account", who, "fct_Tablet"}) ==
              "zugang: max@example.org has no factor \"fct_Tablet\"\n");
        CHECK(rig.run_json({"session", "list", "--account", who}).items().size() == 1);
        CHECK(rig.run_json({"factor", "list", "--account", "erika@example.org"}).items().size() == 1);
        CHECK(rig.run({"factor", "remove", "fct_Tablet"}).status == 2);
        CHECK(rig.run({"factor", "list"}).status == 2);
    });
}

TEST_CASE("an operator demands a level of one account's sign-ins, and takes the demand back")
{
    on_each_store([](Rig& rig) {
        add_account(rig);
        auto const set = rig.run_json({"account", "policy", who, "--minimum-acr", "mfa"});
        CHECK(set.string("minimum_acr") == "urn:zugang:acr:mfa");
        CHECK(rig.run_json({"account", "show", who}).string("minimum_acr") == "urn:zugang:acr:mfa");
        CHECK(rig.run_well({"account", "show", who}).find("urn:zugang:acr:mfa") != std::string::npos);
        CHECK(rig.run_json({"account", "policy", who, "--minimum-acr", "urn:zugang:acr:password"})
                  .string("minimum_acr") == "urn:zugang:acr:password");
        rig.run_well({"account", "policy", who, "--minimum-acr", "none"});
        CHECK_FALSE(rig.run_json({"account", "show", who}).has("minimum_acr"));
        CHECK(rig.run({"account", "policy", who, "--minimum-acr", "gold"}).status == 2);
        CHECK(rig.run({"account", "policy", who}).status == 2);
    });
}

TEST_CASE("a client is added with the level that every sign-in for it needs")
{
    Rig rig;
    rig.run_well({"migrate"});
    std::vector<std::string> const add{
        "client", "add", "portal", "--type", "web", "--redirect-uri", "https://a.example/cb", "--minimum-acr"};
    auto strict = add;
    strict.emplace_back("mfa");
    rig.run_well(strict);
    CHECK(rig.run_json({"client", "show", "portal"}).string("zugang_minimum_acr") == "urn:zugang:acr:mfa");
    auto wrong = add;
    wrong[2] = "other";
    wrong.emplace_back("much");
    CHECK(rig.run(wrong).status == 2);
}
