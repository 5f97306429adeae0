#include "idp/outbox/smtp.hpp"
#include "doctest.h"
#include "tests/account/temporary_file.hpp"
#include "tests/support/smtp_sink.hpp"
#include "tests/support/test_certificate.hpp"
#include <thread>

namespace zugang::tests {
namespace outbox = idp::outbox;
namespace config = idp::config;
using FailureKind = outbox::SendFailure::Kind;

namespace {

outbox::Envelope sample_envelope(std::string const& recipient)
{
    return {"konto@example.org", recipient, "Subject: Hallo\r\n\r\n.Punkt\r\nKyjiw\r\n"};
}

config::Mail settings_for(std::string const& url)
{
    config::Mail settings;
    settings.smtp_url = url;
    return settings;
}

std::string with_login(tests::SmtpSink const& sink, std::string const& login)
{
    auto url = sink.url();
    return url.insert(url.find("://") + 3, login + "@");
}

std::expected<void, outbox::SendFailure> send_once(config::Mail const& settings, std::string const& recipient,
                                                   outbox::SmtpTimes times = {})
{
    outbox::SmtpTransport transport{settings, times};
    return transport.send(sample_envelope(recipient), std::stop_token{});
}

} // namespace

TEST_CASE("a mail server without TLS gets the mail byte for byte")
{
    tests::SmtpSink sink;
    CHECK(send_once(settings_for(sink.url()), "max@web.de"));
    auto const& mails = sink.wait_for(1);
    REQUIRE(mails.size() == 1);
    CHECK(mails[0].from == "konto@example.org");
    CHECK(mails[0].to == "max@web.de");
    CHECK(mails[0].data == "Subject: Hallo\r\n\r\n.Punkt\r\nKyjiw\r\n");
    CHECK_FALSE(mails[0].over_tls);
}

TEST_CASE("two mails go over one connection, and another after a rest")
{
    tests::SmtpSink sink;
    outbox::SmtpTransport transport{settings_for(sink.url())};
    CHECK(transport.send(sample_envelope("eins@web.de"), {}));
    CHECK(transport.send(sample_envelope("zwei@web.de"), {}));
    transport.rest();
    CHECK(transport.send(sample_envelope("drei@web.de"), {}));
    CHECK(sink.wait_for(3).size() == 3);
}

TEST_CASE("STARTTLS is used where the server offers it, with the certificate checked")
{
    tests::TestCertificate const certificate;
    tests::SmtpSink sink{
        {.tls = "starttls", .certificate_file = certificate.certificate_file(), .key_file = certificate.key_file()}};
    auto settings = settings_for(sink.url());
    CHECK_FALSE(send_once(settings, "max@web.de")); // not in the system's list
    settings.ca_file = certificate.certificate_file();
    CHECK(send_once(settings, "max@web.de"));
    auto const& mails = sink.wait_for(1);
    REQUIRE(mails.size() == 1);
    CHECK(mails[0].over_tls);
}

TEST_CASE("implicit TLS works with smtps://")
{
    tests::TestCertificate const certificate;
    tests::SmtpSink sink{
        {.tls = "implicit", .certificate_file = certificate.certificate_file(), .key_file = certificate.key_file()}};
    auto settings = settings_for(sink.url());
    settings.ca_file = certificate.certificate_file();
    CHECK(send_once(settings, "max@web.de"));
    auto const& mails = sink.wait_for(1);
    REQUIRE(mails.size() == 1);
    CHECK(mails[0].over_tls);
}

TEST_CASE("where TLS is required, a server without it gets nothing")
{
    tests::SmtpSink sink;
    auto settings = settings_for(sink.url());
    settings.require_tls = true;
    auto const sent = send_once(settings, "max@web.de");
    REQUIRE_FALSE(sent);
    CHECK(sent.error().kind == FailureKind::transient);
    CHECK(sink.wait_for(1, std::chrono::milliseconds{100}).empty());
}

TEST_CASE("user and password come from the URL or a file, and a wrong one is no verdict on the mail")
{
    tests::TestCertificate const certificate;
    tests::SmtpSink sink{{.tls = "starttls",
                          .certificate_file = certificate.certificate_file(),
                          .key_file = certificate.key_file(),
                          .user = "zugang@example.org",
                          .password = "so geheim!"}};
    auto settings = settings_for(with_login(sink, "zugang%40example.org:so%20geheim%21"));
    settings.ca_file = certificate.certificate_file();
    CHECK(send_once(settings, "eins@web.de"));

    TemporaryFile const file{"so geheim!\n"};
    settings.smtp_url = with_login(sink, "zugang%40example.org");
    settings.password_file = file.name();
    CHECK(send_once(settings, "zwei@web.de"));
    file.write("falsch\n");
    auto const refused = send_once(settings, "drei@web.de");
    REQUIRE_FALSE(refused);
    CHECK(refused.error().kind == FailureKind::transient);

    auto const& mails = sink.wait_for(2);
    REQUIRE(mails.size() == 2);
    CHECK(mails[0].user == "zugang@example.org");
}

TEST_CASE("4yz means later, 5yz refused, and the reason repeats nothing of the recipient")
{
    tests::SmtpSink sink;
    auto const settings = settings_for(sink.url());
    struct Case {
        std::string recipient;
        FailureKind kind;
    };
    for (auto const& [recipient, kind] :
         {Case{"later@web.de", FailureKind::transient}, Case{"full@web.de", FailureKind::transient},
          Case{"never@web.de", FailureKind::refused}, Case{"spam@web.de", FailureKind::refused}}) {
        CAPTURE(recipient);
        auto const sent = send_once(settings, recipient);
        REQUIRE_FALSE(sent);
        CHECK(sent.error().kind == kind);
        CHECK(sent.error().what.find("web.de") == std::string::npos);
        CHECK(sent.error().what.find("SMTP reply") != std::string::npos);
    }
}

TEST_CASE("a server that does not answer in time, or not at all, is a reason to try later")
{
    tests::SmtpSink sink;
    outbox::SmtpTimes const short_times{.connect = std::chrono::milliseconds{500},
                                        .whole_mail = std::chrono::milliseconds{500}};
    auto const slow = send_once(settings_for(sink.url()), "slow@web.de", short_times);
    REQUIRE_FALSE(slow);
    CHECK(slow.error().kind == FailureKind::transient);
    auto const nobody = send_once(settings_for("smtp://127.0.0.1:1"), "max@web.de");
    REQUIRE_FALSE(nobody);
    CHECK(nobody.error().kind == FailureKind::transient);
}

TEST_CASE("stopping breaks off a mail under way at once")
{
    tests::SmtpSink sink;
    outbox::SmtpTransport transport{settings_for(sink.url())};
    std::stop_source stop;
    std::jthread const stopper{[&] {
        std::this_thread::sleep_for(std::chrono::milliseconds{200});
        stop.request_stop();
    }};
    auto const started = std::chrono::steady_clock::now();
    auto const sent = transport.send(sample_envelope("slow@web.de"), stop.get_token());
    REQUIRE_FALSE(sent);
    CHECK(sent.error().kind == FailureKind::stopped);
    CHECK(std::chrono::steady_clock::now() - started < std::chrono::seconds{2});
}

TEST_CASE("an address that is no mail server's stops the start")
{
    for (std::string const url : {"", "http://localhost", "localhost:25", "smtp//localhost", "file:///etc/passwd"}) {
        CAPTURE(url);
        CHECK_THROWS_AS(outbox::SmtpTransport{settings_for(url)}, std::runtime_error);
    }
    auto settings = settings_for("smtp://user@localhost");
    settings.password_file = "/nowhere/password";
    CHECK_THROWS_AS(outbox::SmtpTransport{settings}, std::runtime_error);
}

} // namespace zugang::tests
