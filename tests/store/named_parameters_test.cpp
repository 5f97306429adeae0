#include "doctest.h"
#include "store/named_parameters.hpp"

namespace zugang::store::test {
namespace {

using Names = std::vector<std::string>;

void check_unchanged(std::string const& sql)
{
    auto const numbered = number_parameters(sql);
    CHECK(numbered.sql == sql);
    CHECK(numbered.names.empty());
}

} // namespace

TEST_CASE("each name gets one number, in the order of first appearance")
{
    auto const numbered = number_parameters("SELECT :b, :a_1 WHERE x = :b AND y<:a_1AND");
    CHECK(numbered.sql == "SELECT $1, $2 WHERE x = $1 AND y<$3");
    CHECK(numbered.names == Names{"b", "a_1", "a_1AND"});
}

TEST_CASE("a name may stand at the very end and directly behind an operator")
{
    auto const numbered = number_parameters("UPDATE t SET a=:a,b=-:b WHERE c=:c");
    CHECK(numbered.sql == "UPDATE t SET a=$1,b=-$2 WHERE c=$3");
    CHECK(numbered.names == Names{"a", "b", "c"});
}

TEST_CASE("quoted texts, quoted names, comments and casts hold no parameters")
{
    check_unchanged("SELECT ':a', 'it''s :b', \":c\", \"d\"\":e\"");
    check_unchanged("SELECT 1 -- :a isn't one");
    check_unchanged("SELECT /* :a /* nested :b */ :c */ 1");
    check_unchanged("SELECT x::text, y[1:2], ':");
    check_unchanged("SELECT 1 /* :a");
}

TEST_CASE("behind a quoted text, a comment or a cast parameters count again")
{
    CHECK(number_parameters("':x' :a").sql == "':x' $1");
    CHECK(number_parameters("-- it's :x\n:a").sql == "-- it's :x\n$1");
    CHECK(number_parameters("/* ' */ :a").sql == "/* ' */ $1");
    CHECK(number_parameters("x::text = :a").sql == "x::text = $1");
}

TEST_CASE("a colon without a name is left alone")
{
    check_unchanged("SELECT ':' : :");
    check_unchanged("a :1 :");
}

} // namespace zugang::store::test
