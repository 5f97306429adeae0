// The record of a customer number: what `account add` writes into it, and where it shows.
#include "store/persons.hpp"
#include "tests/cli/support.hpp"

using zugang::idp::cli::testing::on_each_store;
using zugang::idp::cli::testing::Rig;
namespace store = zugang::store;

TEST_CASE("address and telephone number stand in the record, in what is shown and exported, and outlast the account")
{
    on_each_store([](Rig& rig) {
        std::string const address = "Musterstraße 1\n50667 Köln";
        std::string const phone = "+49221123456";
        auto const added = rig.run_json({"account", "add", "--email", "a@example.com", "--customer-number", "1",
                                         "--address", address, "--phone", phone});
        auto const shown = rig.run_json({"account", "show", "1"});
        auto const exported = rig.run_json({"account", "export", "1"});
        for (auto const& json : {added, shown, exported.find("account").value(), exported.find("person").value()}) {
            CHECK(json.string("address") == address);
            CHECK(json.string("phone_number") == phone);
        }
        auto const read = rig.run_well({"account", "show", "1"});
        CHECK(read.find("Musterstraße 1 50667 Köln\n") != std::string::npos); // one line, whatever it holds
        CHECK(read.find(phone) != std::string::npos);

        rig.run_well({"account", "delete", "1", "--yes"});
        rig.run_refused({"account", "export", "1"});
        auto const record =
            rig.database().read([](store::Connection& db) { return store::persons::find(db, "1").value(); });
        CHECK(record.address == address);
        CHECK(record.phone_number == phone);
    });
}

TEST_CASE("an account without address and telephone number shows none")
{
    Rig rig;
    rig.run_well({"migrate"});
    rig.run_well({"account", "add", "--email", "a@example.com", "--customer-number", "1"});
    auto const exported = rig.run_json({"account", "export", "1"});
    for (auto const& json : {exported.find("account").value(), exported.find("person").value()}) {
        CHECK_FALSE(json.has("address"));
        CHECK_FALSE(json.has("phone_number"));
    }
}

TEST_CASE("a record that is there keeps its address and telephone number")
{
    Rig rig;
    rig.run_well({"migrate"});
    rig.database().write([](store::Connection& db) {
        store::Person person{};
        person.customer_number = "1";
        person.address = "Musterstraße 1";
        CHECK(store::persons::insert(db, person));
    });
    std::vector<std::string> const add{"account", "add", "--email", "a@example.com", "--customer-number", "1"};
    auto const with = [&](std::string const& option, std::string const& value) {
        auto arguments = add;
        arguments.insert(arguments.end(), {option, value});
        return arguments;
    };
    CHECK(rig.run_refused(with("--address", "Musterstraße 2")).find("another address") != std::string::npos);
    CHECK(rig.run_refused(with("--phone", "+49221123456")).find("another telephone number") != std::string::npos);
    CHECK(rig.run_json(with("--address", "Musterstraße 1")).string("address") == "Musterstraße 1");
}

TEST_CASE("what is no address of lines and no telephone number of E.164 is refused")
{
    Rig rig;
    rig.run_well({"migrate"});
    int number = 0;
    auto const add = [&](std::string const& option, std::string const& value) {
        auto const id = std::to_string(++number);
        return rig
            .run({"account", "add", "--email", id + "@example.com", "--customer-number", id, option + "=" + value})
            .status;
    };
    for (auto const* const address : {" a", "a ", "\na", "a\n", "a\n\nb", "a\n b", "a\r\nb", "a\tb", "\n", "\xff"})
        CHECK_MESSAGE(add("--address", address) == 1, address);
    CHECK(add("--address", std::string(500, 'x')) == 0);
    CHECK(add("--address", std::string(501, 'x')) == 1);
    for (auto const* const phone : {"+", "+1", "+0221123456", "0221123456", "+49 221", "+49a", "+1234567890123456"})
        CHECK_MESSAGE(add("--phone", phone) == 1, phone);
    CHECK(add("--phone", "+12") == 0);
    CHECK(add("--phone", "+123456789012345") == 0);
}

TEST_CASE("name, address and telephone number need a customer number, in whose record they stand")
{
    Rig rig;
    rig.run_well({"migrate"});
    CHECK(rig.run({"account", "add", "--email", "a@example.com", "--name", "Max"}).status == 2);
    CHECK(rig.run({"account", "add", "--email", "a@example.com", "--address", "Musterstraße 1"}).status == 2);
    CHECK(rig.run({"account", "add", "--email", "a@example.com", "--phone", "+49221123456"}).status == 2);
    CHECK(rig.run({"account", "add"}).status == 2);
}
