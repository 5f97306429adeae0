#include "idp/account/password_blocklist.hpp"
#include "doctest.h"
#include "tests/account/temporary_file.hpp"
#include <stdexcept>
#include <string>

namespace {

zugang::idp::account::PasswordBlocklist const& built_in_list()
{
    static zugang::idp::account::PasswordBlocklist const list{""};
    return list;
}

} // namespace

TEST_CASE("the built-in list holds at least ten thousand passwords")
{
    CHECK(built_in_list().size() >= 10'000);
}

TEST_CASE("passwords everybody tries first are refused")
{
    for (std::string const password :
         {"123456789012",   "passwort1234",    "Passwort2024!", "qwertzuiopü123",   "P@ssw0rd1234",  "hallohallohallo",
          "111111111111",   "ichliebedich",    "Schalke04!!!",  "geheimgeheim",     "abcdefghijklm", "987654321098",
          "йцукенгшщзхї",   "пароль123456",    "Sommer2025!!",  "maximilian123456", "1qay2wsx3edc",  "trowssap1234",
          "xyxyxyxyxyxyxy", "jobcenterberlin", "iloveyou1234"}) {
        CAPTURE(password);
        CHECK(built_in_list().contains(password));
    }
}

TEST_CASE("case, width and leet spelling do not disguise a listed password")
{
    CHECK(built_in_list().contains("PASSWORT"));
    CHECK(built_in_list().contains("ｐａｓｓｗｏｒｔ"));
    CHECK(built_in_list().contains("p4$$w0rt"));
    CHECK(built_in_list().contains("s0nn3nsch31n"));
}

TEST_CASE("a password that only begins or ends like a listed one is accepted")
{
    for (std::string const password :
         {"correct horse battery", "Regenwurm-auf-Reisen", "passwort gartenzaun kiesel", "vB7#kq2mLx9Z",
          "hallo83920475610", "Ґанок під зорями 7", "drei Tassen Tee um vier"}) {
        CAPTURE(password);
        CHECK_FALSE(built_in_list().contains(password));
    }
}

TEST_CASE("four signs behind a listed word are too few, five that are no run are enough")
{
    CHECK(built_in_list().contains("sonnenschein8316"));
    CHECK_FALSE(built_in_list().contains("sonnenschein83162"));
}

TEST_CASE("a text that is no UTF-8 or empty is not on the list")
{
    CHECK_FALSE(built_in_list().contains(""));
    CHECK_FALSE(built_in_list().contains("\xff\xfe passwort"));
}

TEST_CASE("the operator's file adds to the list, in any case of letters and with either line ending")
{
    zugang::tests::TemporaryFile const file{"Stadtwerke Musterhausen\r\n\nGrauer Reiher\n"};
    zugang::idp::account::PasswordBlocklist const list{file.name()};
    CHECK(list.size() == built_in_list().size() + 2);
    CHECK(list.contains("stadtwerke musterhausen"));
    CHECK(list.contains("GRAUER REIHER 99"));
    CHECK_FALSE(built_in_list().contains("grauer reiher"));
}

TEST_CASE("an operator's file that cannot be read stops the start")
{
    CHECK_THROWS_WITH_AS((zugang::idp::account::PasswordBlocklist{"/nowhere/list.txt"}),
                         "password.blocklist_file cannot be read: /nowhere/list.txt", std::runtime_error);
}
