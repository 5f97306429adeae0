#include "base/json.hpp"
#include "doctest.h"

namespace {

using zugang::Json;
using zugang::JsonLimits;

bool is_accepted(std::string_view text, JsonLimits limits = {})
{
    return Json::parse(text, limits).has_value();
}

std::string nested(std::size_t depth)
{
    return std::string(depth, '[') + std::string(depth, ']');
}

std::string list_of(std::size_t count)
{
    std::string text = "[";
    for (std::size_t i = 0; i < count; ++i)
        text += i == 0 ? "1" : ",1";
    return text + "]";
}

JsonLimits with(std::size_t bytes, std::size_t depth, std::size_t members)
{
    JsonLimits limits;
    limits.bytes = bytes;
    limits.depth = depth;
    limits.members = members;
    return limits;
}

} // namespace

TEST_CASE("JSON of exactly the allowed bytes is read, one byte more is not")
{
    CHECK(is_accepted("\"" + std::string(62, 'a') + "\"", with(64, 8, 8)));
    CHECK_FALSE(is_accepted("\"" + std::string(63, 'a') + "\"", with(64, 8, 8)));
}

TEST_CASE("JSON of 32 levels is read, of 33 it is not")
{
    CHECK(is_accepted(nested(32)));
    CHECK_FALSE(is_accepted(nested(33)));
}

TEST_CASE("JSON nested 200,000 deep is refused before a tree exists")
{
    CHECK_FALSE(is_accepted(nested(200000), with(1000000, 32, 1000000)));
    CHECK_FALSE(is_accepted(std::string(200000, '['), with(1000000, 32, 1000000)));
}

TEST_CASE("JSON with 1000 members in all is read, with 1001 it is not")
{
    CHECK(is_accepted(list_of(1000)));
    CHECK_FALSE(is_accepted(list_of(1001)));
    CHECK(is_accepted("{\"a\":[1,2],\"b\":{\"c\":3}}", with(100, 8, 5)));
    CHECK_FALSE(is_accepted("{\"a\":[1,2],\"b\":{\"c\":3}}", with(100, 8, 4)));
}

TEST_CASE("JSON with a name twice in one object is refused, in two objects it is not")
{
    CHECK_FALSE(is_accepted(R"({"a":1,"a":2})"));
    CHECK_FALSE(is_accepted(R"({"a":1,"b":0,"\u0061":2})"));
    CHECK_FALSE(is_accepted(R"([{"x":{"a":1,"a":1}}])"));
    CHECK(is_accepted(R"({"a":{"a":1},"b":{"a":2},"A":3})"));
}

TEST_CASE("JSON refuses what is not JSON")
{
    for (auto const* text : {"",
                             " ",
                             "{",
                             "{}x",
                             "{} {}",
                             "[1,]",
                             "{\"a\":1,}",
                             "{a:1}",
                             "'a'",
                             "01",
                             "+1",
                             "1.",
                             ".5",
                             "NaN",
                             "Infinity",
                             "-",
                             "tru",
                             "[1 2]",
                             "// x\n1",
                             "/* */1",
                             "\"\n\"",
                             "\"\\x\"",
                             "\xef\xbb\xbf{}",
                             "\"\xff\"",
                             "\"\xc0\xaf\"",
                             "\"\xed\xa0\x80\"",
                             "\"\\ud800\"",
                             "1e999",
                             "\"\\u12\""})
        CHECK_MESSAGE(!is_accepted(text), text);
}

TEST_CASE("JSON does not end at a NUL byte")
{
    CHECK_FALSE(is_accepted(std::string_view("{}\0", 3)));
    CHECK_FALSE(is_accepted(std::string_view("{}\0{\"admin\":true}", 17)));
    CHECK(is_accepted(R"("\u0000")"));
}

TEST_CASE("JSON gives members by name and type, and nothing for another type")
{
    auto const json = Json::parse(R"({"s":"ä","i":-5,"b":true,"n":null,"l":["x","y"],"m":["x",1],"o":{"k":"v"}})");
    REQUIRE(json);
    CHECK(json->string("s") == "ä");
    CHECK(json->integer("i") == -5);
    CHECK(json->boolean("b") == true);
    CHECK(json->strings("l") == std::vector<std::string>{"x", "y"});
    CHECK_FALSE(json->strings("m"));
    CHECK_FALSE(json->string("i"));
    CHECK_FALSE(json->integer("s"));
    CHECK_FALSE(json->boolean("n"));
    CHECK_FALSE(json->string("missing"));
    CHECK(json->has("n"));
    CHECK(json->find("n")->is_null());
    CHECK(json->find("o")->string("k") == "v");
    CHECK(json->members().size() == 7);
    CHECK(json->members().front().first == "s");
    CHECK(json->find("m")->items().at(1).as_integer() == 1);
    CHECK_FALSE(json->find("l")->find("x"));
}

TEST_CASE("JSON numbers with a zero fraction are integers, those a double cannot hold exactly are not")
{
    auto const json = Json::parse(
        "[5.0, 1e3, 1.5, 1e20, 9223372036854775807, 9223372036854775808, -9223372036854775808, 9007199254740993.0]");
    REQUIRE(json);
    auto const items = json->items();
    CHECK(items.at(0).as_integer() == 5);
    CHECK(items.at(1).as_integer() == 1000);
    CHECK_FALSE(items.at(2).as_integer());
    CHECK_FALSE(items.at(3).as_integer());
    CHECK(items.at(4).as_integer() == INT64_MAX);
    CHECK_FALSE(items.at(5).as_integer());
    CHECK(items.at(6).as_integer() == INT64_MIN);
}

TEST_CASE("A part of a JSON document outlives the value it came from")
{
    std::optional<Json> part;
    {
        auto const json = Json::parse(R"({"a":{"b":["deep"]}})");
        part = json->find("a");
    }
    CHECK(part->strings("b") == std::vector<std::string>{"deep"});
}

TEST_CASE("JSON that is written out reads back the same")
{
    for (auto const* text :
         {R"({"a":[1,2.50,{"b":null}],"c":"ä\n\"\\"})", "[]", "{}", "[[],{}]", "true", "-0.0", "1e20"}) {
        auto const json = Json::parse(text);
        REQUIRE(json);
        CHECK(json->dump() == text);
    }
}

TEST_CASE("The JSON writer escapes quotes, control characters and broken UTF-8")
{
    CHECK(zugang::json_quote("a\"b\\c\n\x01\x7f") == R"("a\"b\\c\n\u0001\u007f")");
    CHECK(zugang::json_quote("\xff"
                             "a\xc3") == "\"\xef\xbf\xbd"
                                         "a\xef\xbf\xbd\"");
    CHECK(zugang::json_quote("Grüße") == "\"Grüße\"");
    CHECK(zugang::JsonObject{}.str() == "{}");
    CHECK(zugang::JsonObject{}
              .add("a", "x")
              .add("n", 5)
              .add("t", true)
              .add("l", std::vector<std::string>{"p", "q"})
              .add_if("no", std::nullopt)
              .add_if("empty", "")
              .add_raw("r", "{}")
              .str() == R"({"a":"x","n":5,"t":true,"l":["p","q"],"r":{}})");
}
