#include "doctest.h"
#include "http/parameters.hpp"

namespace {

using zugang::http::Parameters;

std::string fields(std::size_t count)
{
    std::string text;
    for (std::size_t i = 0; i < count; ++i)
        text += "&a=1";
    return text.substr(1);
}

} // namespace

TEST_CASE("A form is decoded: plus is a space, escapes are bytes, a field may lack its value")
{
    auto const form = Parameters::parse("name=Max+Mustermann&mail=max%40example.org&flag&x=%C3%A4&e=&=v&a=b=c");
    REQUIRE(form);
    CHECK(form->get("name") == "Max Mustermann");
    CHECK(form->get("mail") == "max@example.org");
    CHECK(form->has("flag"));
    CHECK(form->get("flag").empty());
    CHECK(form->get("x") == "ä");
    CHECK(form->has("e"));
    CHECK(form->get("a") == "b=c");
    CHECK_FALSE(form->has("missing"));
    CHECK(form->get("missing").empty());
    CHECK(form->all().size() == 7);
}

TEST_CASE("An empty form has no fields, and empty parts are none")
{
    CHECK(Parameters::parse("")->all().empty());
    CHECK(Parameters::parse("&&a=1&&")->all().size() == 1);
}

TEST_CASE("A form with 200 fields is read, with 201 it is not")
{
    CHECK(Parameters::parse(fields(200)));
    CHECK_FALSE(Parameters::parse(fields(201)));
    CHECK(Parameters::parse(fields(3), 3));
    CHECK_FALSE(Parameters::parse(fields(4), 3));
}

TEST_CASE("A form with a broken escape, invalid UTF-8 or NUL is refused, in names too")
{
    for (auto const* text : {"a=%", "a=%4", "a=%zz", "a=%ff", "a=\xff", "%c3=1", "a=%00", "%00=a", "a=1&b=%C3%28"})
        CHECK_MESSAGE(!Parameters::parse(text), text);
    CHECK_FALSE(Parameters::parse(std::string_view("a=\0", 3)));
}

TEST_CASE("A field that comes twice is told, by its decoded name")
{
    auto const form = Parameters::parse("a=1&b=2&%61=3");
    REQUIRE(form);
    CHECK(form->get("a") == "1");
    CHECK(form->is_doubled("a"));
    CHECK_FALSE(form->is_doubled("b"));
    CHECK(form->find_doubled() == "a");
    CHECK_FALSE(Parameters::parse("a=1&b=1&A=1")->find_doubled());
}
