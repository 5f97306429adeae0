#include "doctest.h"
#include "tests/http/reading.hpp"
#include <algorithm>
#include <random>

namespace {

using zugang::http::server::Limits;
using zugang::tests::read_at_once;
using zugang::tests::read_in_pieces;
using zugang::tests::refused_with;

std::string get(std::string_view target, std::string_view headers = "")
{
    return "GET " + std::string(target) + " HTTP/1.1\r\nHost: a.example\r\n" + std::string(headers) + "\r\n";
}

std::string post(std::string_view headers, std::string_view body)
{
    return "POST /p HTTP/1.1\r\nHost: a.example\r\n" + std::string(headers) + "\r\n" + std::string(body);
}

std::string post_of(std::size_t length)
{
    return post("Content-Length: " + std::to_string(length) + "\r\n", std::string(length, 'x'));
}

std::string chunked(std::string_view body)
{
    return post("Transfer-Encoding: chunked\r\n", body);
}

bool is_accepted(std::string_view bytes)
{
    auto const story = read_at_once(bytes);
    return story.find("refused") == std::string::npos && story.find("incomplete") == std::string::npos &&
           !story.empty();
}

} // namespace

TEST_CASE("A request is read with its path, query, headers and body")
{
    CHECK(read_at_once(get("/a/%C3%A4?x=1&y=?", "Accept:  text/html \r\nX-Empty:\r\n")) ==
          "0 /a/%C3%A4?x=1&y=? [Host|a.example] [Accept|text/html] [X-Empty|] body= keep\n");
    CHECK(read_at_once(post("Content-Length: 3\r\nConnection: close\r\n", "a=b")) ==
          "2 /p? [Host|a.example] [Content-Length|3] [Connection|close] body=a=b close\n");
}

TEST_CASE("A chunked body is put together; extensions and trailers are dropped")
{
    CHECK(read_at_once(chunked("3\r\nabc\r\nA;x=\"y\"\r\n0123456789\r\n0\r\nTrailer: t\r\n\r\n"))
              .find("body=abc0123456789 keep") != std::string::npos);
    CHECK(read_at_once(chunked("0\r\n\r\n") + get("/next")).find("/next") != std::string::npos);
    CHECK(refused_with(post("transfer-encoding: CHUNKED\r\n", "0\r\n\r\n")) == 0);
}

TEST_CASE("Requests behind each other are read one by one")
{
    auto const story = read_at_once(post_of(2) + get("/second") + get("/third"));
    CHECK(std::ranges::count(story, '\n') == 3);
    CHECK(story.find("/second") < story.find("/third"));
}

TEST_CASE("The target may have 8192 bytes and not one more")
{
    CHECK(refused_with(get("/" + std::string(8191, 'a'))) == 0);
    CHECK(refused_with(get("/" + std::string(8192, 'a'))) == 414);
    CHECK(refused_with("GET /" + std::string(9000, 'a')) == 414); // without waiting for its end
}

TEST_CASE("A header line may have 8192 bytes and not one more")
{
    CHECK(refused_with(get("/", "X: " + std::string(8189, 'a') + "\r\n")) == 0);
    CHECK(refused_with(get("/", "X: " + std::string(8190, 'a') + "\r\n")) == 431);
    CHECK(refused_with("GET / HTTP/1.1\r\nX: " + std::string(8190, 'a')) == 431);
}

TEST_CASE("A request may have 100 headers and not one more")
{
    auto const with = [](int count) {
        std::string headers;
        for (int i = 1; i < count; ++i) // Host is the first
            headers += "X: y\r\n";
        return get("/", headers);
    };
    CHECK(refused_with(with(100)) == 0);
    CHECK(refused_with(with(101)) == 431);
}

TEST_CASE("Headers may have 32768 bytes together and not one more")
{
    std::string const host = "Host: a.example\r\n";
    auto const with = [&host](std::size_t total) {
        std::string headers = host;
        while (headers.size() + 8000 < total)
            headers += "X: " + std::string(7000, 'a') + "\r\n";
        return "GET / HTTP/1.1\r\n" + headers + "Y: " + std::string(total - headers.size() - 5, 'b') + "\r\n\r\n";
    };
    CHECK(refused_with(with(32768)) == 0);
    CHECK(refused_with(with(32769)) == 431);
}

TEST_CASE("A body may have 65536 bytes and not one more, told before it is sent")
{
    CHECK(refused_with(post_of(65536)) == 0);
    CHECK(refused_with(post("Content-Length: 65537\r\n", "")) == 413);
    CHECK(refused_with(post("Content-Length: 999999999999999999\r\n", "")) == 413);
    auto const chunk = "8000\r\n" + std::string(32768, 'x') + "\r\n";
    CHECK(refused_with(chunked(chunk + chunk + "0\r\n\r\n")) == 0);
    CHECK(refused_with(chunked(chunk + chunk + "1\r\n")) == 413);
    CHECK(refused_with(chunked("10001\r\n")) == 413);
}

TEST_CASE("Framing that two programs could read differently is refused")
{
    for (auto const* headers : {"Transfer-Encoding: xchunked\r\n",
                                "Transfer-Encoding: chunked, identity\r\n",
                                "Transfer-Encoding: gzip, chunked\r\n",
                                "Transfer-Encoding: identity\r\n",
                                "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
                                "Transfer-Encoding:\r\n",
                                "Transfer-Encoding: \"chunked\"\r\n",
                                "Transfer-Encoding: chunked;q=1\r\n",
                                "Transfer-Encoding: ,chunked\r\n",
                                "Transfer-Encoding: \x0b"
                                "chunked\r\n",
                                "Transfer-Encoding : chunked\r\n",
                                "Transfer-Encoding\r\n: chunked\r\n",
                                "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
                                "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
                                "Content-Length: 5\r\nContent-Length: 5\r\n",
                                "Content-Length: 5\r\nContent-Length: 6\r\n",
                                "Content-Length: 5, 5\r\n",
                                "Content-Length: +5\r\n",
                                "Content-Length: -5\r\n",
                                "Content-Length: 0x5\r\n",
                                "Content-Length: 5 5\r\n",
                                "Content-Length:\r\n",
                                "Content-Length: 5a\r\n",
                                "Content-Length : 5\r\n",
                                " Content-Length: 5\r\n",
                                "Content-Length: 99999999999999999999999\r\n"}) {
        auto const status = refused_with(post(headers, "12345"));
        CHECK_MESSAGE((status == 400 || status == 413), headers);
    }
    CHECK(refused_with("POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n") == 400);
}

TEST_CASE("Broken chunks are refused")
{
    for (auto const* body : {"x\r\n",
                             "\r\n",
                             "-1\r\n",
                             "+1\r\n",
                             "0x1\r\na",
                             "1 \r\na",
                             " 1\r\na",
                             "1\na\r\n",
                             "1\r\nab\r\n",
                             "1\r\na\n",
                             "1\r\na\r\r\n",
                             "100000000\r\n",
                             "ffffffffffffffff\r\n",
                             "00000000001\r\na\r\n",
                             "1;\x01\r\na\r\n",
                             "1;x\ry\r\n",
                             "0\r\nno colon\r\n",
                             "0\r\n\n",
                             "0\n\r\n",
                             "0\r\nA: b\n\r\n",
                             "0\r\n folded\r\n\r\n",
                             "1x\r\na\r\n"}) {
        auto const status = refused_with(chunked(body));
        CHECK_MESSAGE((status == 400 || status == 413), body);
    }
    CHECK(refused_with(chunked("1;" + std::string(8193, 'x'))) == 400);
    std::string many;
    for (int i = 0; i < 10; ++i)
        many += "1;" + std::string(8000, 'x') + "\r\na\r\n";
    CHECK(refused_with(chunked(many)) == 400);
    std::string trailers = "0\r\n";
    for (int i = 0; i < 101; ++i)
        trailers += "A: b\r\n";
    CHECK(refused_with(chunked(trailers)) == 431);
}

TEST_CASE("There is exactly one Host, and it is a host")
{
    CHECK(refused_with("GET / HTTP/1.1\r\n\r\n") == 400);
    CHECK(refused_with("GET / HTTP/1.0\r\n\r\n") == 400);
    CHECK(refused_with(get("/", "Host: a.example\r\n")) == 400);
    CHECK(refused_with(get("/", "host: b.example\r\n")) == 400);
    for (auto const* host :
         {"", "a b", "a@b", "a/b", "a:", "a:b", "a:123456", ":80", "[::1", "a,b", "a?b", "a\\b", "[]", "::1", "a:1:2"})
        CHECK_MESSAGE(refused_with("GET / HTTP/1.1\r\nHost: " + std::string(host) + "\r\n\r\n") == 400, host);
    for (auto const* host : {"a.example", "A.Example:8443", "127.0.0.1", "[::1]", "[::1]:80", "local_host-1"})
        CHECK_MESSAGE(refused_with("GET / HTTP/1.1\r\nHost: " + std::string(host) + "\r\n\r\n") == 0, host);
}

TEST_CASE("A host that is not ours is misdirected, whatever its case")
{
    std::vector<std::string> const ours{"a.example", "a.example:8443"};
    CHECK(refused_with(get("/"), {}, ours) == 0);
    CHECK(refused_with("GET / HTTP/1.1\r\nHost: A.EXAMPLE:8443\r\n\r\n", {}, ours) == 0);
    for (auto const* host : {"b.example", "a.example.", "a.example:443", "xa.example", "a.example.evil.example"})
        CHECK(refused_with("GET / HTTP/1.1\r\nHost: " + std::string(host) + "\r\n\r\n", {}, ours) == 421);
}

TEST_CASE("Only targets that begin with a slash and are printable ASCII are taken")
{
    for (auto const* target : {"http://a.example/", "https://b.example/x", "*", "a.example:443", "x", "", "?q", "/a#b",
                               "/\x7f", "/\xc3\xa4", "/a\tb", "/\x01", "\\x"})
        CHECK_MESSAGE(refused_with(get(target)) == 400, target);
    CHECK(refused_with("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n") == 400);
    CHECK(refused_with(std::string("GET /\0 HTTP/1.1\r\nHost: a\r\n\r\n", 28)) == 400);
}

TEST_CASE("Lines that break the grammar are refused")
{
    for (auto const* bytes : {"GET / HTTP/1.1\nHost: a\n\n",
                              "GET / HTTP/1.1\r\nHost: a\nX: y\r\n\r\n",
                              "GET  / HTTP/1.1\r\nHost: a\r\n\r\n",
                              "GET / HTTP/1.1 \r\nHost: a\r\n\r\n",
                              "GET /a b HTTP/1.1\r\nHost: a\r\n\r\n",
                              "GET / \r\nHost: a\r\n\r\n",
                              "GET /\r\n\r\n",
                              " GET / HTTP/1.1\r\nHost: a\r\n\r\n",
                              "G@T / HTTP/1.1\r\nHost: a\r\n\r\n",
                              "GET / http/1.1\r\nHost: a\r\n\r\n",
                              "GET / HTTP/1.1\r\nHost: a\r\nX: y\r\n folded\r\n\r\n",
                              "GET / HTTP/1.1\r\nHost: a\r\n\tfolded\r\n\r\n",
                              "GET / HTTP/1.1\r\n X: y\r\nHost: a\r\n\r\n",
                              "GET / HTTP/1.1\r\nHost: a\r\nX : y\r\n\r\n",
                              "GET / HTTP/1.1\r\nHost: a\r\nX\r\n\r\n",
                              "GET / HTTP/1.1\r\nHost: a\r\n: y\r\n\r\n",
                              "GET / HTTP/1.1\r\nHost: a\r\nX: a\rb\r\n\r\n",
                              "GET / HTTP/1.1\r\nHost: a\r\nX: \x01\r\n\r\n",
                              "GET / HTTP/1.1\r\nHost: a\r\nX: \x7f\r\n\r\n",
                              "GET / HTTP/1.1\r\nHost: a\r\nX\xc3\xa4: y\r\n\r\n",
                              "GET / HTTP/1.1\r\nHost: a\r\n\r\r\n",
                              "GET / HTTP/1.1\r\r\nHost: a\r\n\r\n",
                              "GET\t/\tHTTP/1.1\r\nHost: a\r\n\r\n",
                              "\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n",
                              "GET / HTTP/1\r\nHost: a\r\n\r\n",
                              "\x16\x03\x01\x02",
                              "GET / ICAP/1.0\r\n\r\n"})
        CHECK_MESSAGE(refused_with(bytes) == 400, bytes);
    CHECK(refused_with(std::string("GET / HTTP/1.1\r\nHost: a\r\nX: \0\r\n\r\n", 33)) == 400);
    CHECK(is_accepted("\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n")); // RFC 9112 §2.2: one empty line before is let pass
    CHECK(is_accepted("GET / HTTP/1.1\r\nHost: a\r\nX:\t\xc3\xa4 y\t\r\n\r\n"));
}

TEST_CASE("Other versions of HTTP are told so, the preface of HTTP/2 too")
{
    for (auto const* version : {"HTTP/2.0", "HTTP/1.2", "HTTP/0.9", "HTTP/3.0"})
        CHECK(refused_with("GET / " + std::string(version) + "\r\nHost: a\r\n\r\n") == 505);
    CHECK(refused_with("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n") == 505);
}

TEST_CASE("CONNECT and TRACE are not done, other methods are left to the routes")
{
    CHECK(refused_with("CONNECT a.example:443 HTTP/1.1\r\nHost: a.example:443\r\n\r\n") == 501);
    CHECK(refused_with("TRACE / HTTP/1.1\r\nHost: a\r\n\r\n") == 501);
    CHECK(refused_with(std::string(33, 'M') + " / HTTP/1.1\r\nHost: a\r\n\r\n") == 501);
    CHECK(read_at_once("PATCH / HTTP/1.1\r\nHost: a\r\n\r\n").starts_with("6 /"));
    CHECK(read_at_once("get / HTTP/1.1\r\nHost: a\r\n\r\n").starts_with("6 /"));
}

TEST_CASE("A compressed body and an unknown expectation are refused")
{
    CHECK(refused_with(post("Content-Encoding: gzip\r\nContent-Length: 1\r\n", "x")) == 415);
    CHECK(refused_with(post("Expect: 200-ok\r\nContent-Length: 1\r\n", "x")) == 417);
    CHECK(refused_with(post("Expect: 100-continue\r\nExpect: 100-continue\r\nContent-Length: 1\r\n", "x")) == 417);
    CHECK(refused_with(post("Expect: 100-Continue\r\nContent-Length: 1\r\n", "x")) == 0);
}

TEST_CASE("HTTP/1.0 and Connection: close end the connection, in any list and case")
{
    CHECK(read_at_once("GET / HTTP/1.0\r\nHost: a\r\n\r\n").ends_with("close\n"));
    CHECK(read_at_once("GET / HTTP/1.0\r\nHost: a\r\nConnection: keep-alive\r\n\r\n").ends_with("close\n"));
    CHECK(read_at_once(get("/", "Connection: x, Close\r\n")).ends_with("close\n"));
    CHECK(read_at_once(get("/", "Connection: x\r\nConnection: close\r\n")).ends_with("close\n"));
    CHECK(read_at_once(get("/", "Connection: keep-alive\r\n")).ends_with("keep\n"));
    CHECK(read_at_once(get("/", "Connection: closed\r\n")).ends_with("keep\n"));
}

TEST_CASE("However the bytes are sliced, the same is read")
{
    Limits small;
    small.header_line = 40;
    small.header_bytes = 100;
    small.header_count = 5;
    small.target = 30;
    small.body = 20;
    std::vector<std::string> const texts{
        get("/a?b") + post("Content-Length: 5\r\n", "12345") + get("/c"),
        "\r\n" + get("/x") + "\r\n" + get("/y"),
        chunked("5;e=1\r\n12345\r\n5\r\n67890\r\n0\r\nT: u\r\n\r\n") + get("/after"),
        chunked("5;e=" + std::string(60, '1') + "\r\n12345\r\n0\r\n\r\n"),
        chunked("15\r\n" + std::string(21, 'x') + "\r\n0\r\n\r\n"),
        get("/" + std::string(29, 'a')) + get("/" + std::string(30, 'a')),
        get("/" + std::string(200, 'a')),
        get("/", "X: " + std::string(37, 'a') + "\r\n") + get("/", "X: " + std::string(38, 'a') + "\r\n"),
        get("/", "X: " + std::string(36, 'a') + "\r\nX: " + std::string(36, 'a') + "\r\n"),
        get("/", "A: b\r\nA: b\r\nA: b\r\nA: b\r\n") + get("/", "A: b\r\nA: b\r\nA: b\r\nA: b\r\nA: b\r\n"),
        get("/", " folded" + std::string(60, 'x') + "\r\n"),
        get("/", "X: y\n"),
        "GET / HTTP/1.1\r\nHost: a\r\n\r\n\r\n\r\nGET",
        post("Content-Length: 21\r\n", std::string(21, 'x')),
    };
    std::mt19937 random(20261124);
    for (auto const& text : texts) {
        auto const whole = read_at_once(text, small);
        for (int round = 0; round < 50; ++round) {
            auto const pieces = read_in_pieces(text, [&random] { return std::size_t{1} + random() % 7; }, small);
            CHECK(pieces == whole);
        }
        CHECK(read_in_pieces(text, [] { return std::size_t{1}; }, small) == whole);
    }
}
