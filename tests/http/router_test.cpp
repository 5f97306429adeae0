#include "doctest.h"
#include "http/response.hpp"
#include "http/router.hpp"

namespace {

using zugang::http::Method;
using zugang::http::Router;
using Outcome = Router<int>::Outcome;

} // namespace

TEST_CASE("The router finds exact paths only")
{
    Router<int> router;
    router.add(Method::get, "/login", 1).add(Method::post, "/login", 2).add(Method::get, "/", 3);
    CHECK(*router.find(Method::get, "/login").target == 1);
    CHECK(*router.find(Method::post, "/login").target == 2);
    CHECK(*router.find(Method::get, "/").target == 3);
    for (auto const* path : {"/login/", "/Login", "//login", "/login/../login", "/%6cogin", "", "/login?x", "/log"})
        CHECK(router.find(Method::get, path).outcome == Outcome::not_found);
    CHECK(router.path_count() == 2);
}

TEST_CASE("The router tells which methods a path has, and serves HEAD by GET")
{
    Router<int> router;
    router.add(Method::get, "/both", 1).add(Method::post, "/both", 2).add(Method::post, "/token", 3);
    auto const head = router.find(Method::head, "/both");
    CHECK(head.outcome == Outcome::found);
    CHECK(*head.target == 1);
    CHECK(router.find(Method::delete_, "/both").outcome == Outcome::method_not_allowed);
    CHECK(router.find(Method::other, "/both").allow == "GET, HEAD, POST");
    CHECK(router.find(Method::head, "/token").outcome == Outcome::method_not_allowed);
    CHECK(router.find(Method::get, "/token").allow == "POST");
    CHECK(router.find(Method::get, "/token").target == nullptr);
}

TEST_CASE("A route that occurs twice or cannot be is refused when the table is made")
{
    Router<int> router;
    router.add(Method::get, "/a", 1);
    CHECK_THROWS_AS(router.add(Method::get, "/a", 2), std::logic_error);
    CHECK_THROWS_AS(router.add(Method::get, "a", 2), std::logic_error);
    CHECK_THROWS_AS(router.add(Method::head, "/h", 2), std::logic_error);
}

TEST_CASE("A response's headers are replaced or added, whatever the case of their names")
{
    auto response = zugang::http::json(200, "{}");
    CHECK(response.header("content-type") == "application/json");
    CHECK(response.header("Cache-Control") == "no-store");
    response.set("cache-control", "public").add("Set-Cookie", "a").add("Set-Cookie", "b");
    CHECK(response.header("Cache-Control") == "public");
    CHECK(response.headers.size() == 4);
    response.set("Content-Type", response.header("Content-Type"));
    CHECK(response.header("Content-Type") == "application/json");
    CHECK(zugang::http::see_other("/login").status == 303);
    CHECK(zugang::http::html(200, "").header("Content-Type") == "text/html; charset=utf-8");
}

TEST_CASE("A request's header counts only where it comes once")
{
    zugang::http::Request request;
    request.headers = {{"Host", "a"}, {"cookie", "x"}, {"Cookie", "y"}};
    CHECK(request.header("HOST") == "a");
    CHECK_FALSE(request.header("Cookie"));
    CHECK(request.count_headers("cookie") == 2);
    CHECK_FALSE(request.header("Origin"));
}
