// The metadata's file: what the server refuses at the start, and what it lives with while it runs.
#include "base/log.hpp"
#include "doctest.h"
#include "idp/call/authenticator_metadata.hpp"
#include "idp/call/passkey_settings.hpp"
#include "tests/support/soft_certificate.hpp"
#include "tests/support/soft_metadata_blob.hpp"
#include <fstream>
#include <unistd.h>

namespace zugang::tests {
namespace {

/// Files of one test.
class Folder {
public:
    Folder() : path_("/tmp/zugang_metadata_test_" + std::to_string(::getpid()))
    {
        std::filesystem::create_directory(path_);
    }
    ~Folder() { std::filesystem::remove_all(path_); }
    Folder(Folder const&) = delete;
    Folder& operator=(Folder const&) = delete;

    [[nodiscard]] std::string file(std::string const& name) const { return path_ + "/" + name; }
    /// Each write is seen as a change, however soon it comes after another.
    std::string write(std::string const& name, std::string const& text)
    {
        std::ofstream(file(name), std::ios::binary) << text;
        std::filesystem::last_write_time(file(name), std::filesystem::file_time_type::clock::now() +
                                                         std::chrono::seconds{++writes_});
        return file(name);
    }

private:
    std::string path_;
    int writes_ = 0;
};

struct LogLines {
    LogLines()
    {
        log::set_sink([this](std::string const& line) { text += line + "\n"; });
    }
    ~LogLines() { log::set_sink(nullptr); }
    LogLines(LogLines const&) = delete;
    LogLines& operator=(LogLines const&) = delete;

    [[nodiscard]] int count(std::string const& word) const
    {
        int found = 0;
        for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + 1))
            ++found;
        return found;
    }
    std::string text;
};

Instant today()
{
    return SystemClock{}.now();
}

webauthn::TrustStore roots()
{
    return webauthn::TrustStore::from_pem(SoftAuthority::of_run().root.pem()).value();
}

std::string message_of(idp::config::Config const& config)
{
    try {
        idp::PasskeySettings const settings{config, today()};
        return {};
    } catch (std::runtime_error const& refused) {
        return refused.what();
    }
}

} // namespace

TEST_CASE("metadata is read again when its file changes, and only then")
{
    Folder folder;
    LogLines const log;
    idp::AuthenticatorMetadata metadata{folder.write("mds.jwt", make_metadata_blob({.number = 7})), roots(), today()};
    auto const first = metadata.current(today());
    CHECK(first->number() == 7);
    CHECK(metadata.current(today()) == first);
    folder.write("mds.jwt", make_metadata_blob({.number = 8}));
    CHECK(metadata.current(today())->number() == 8);
    CHECK(first->number() == 7); // whoever has begun with it goes on with it
    CHECK(log.count("passkey_metadata_read") == 1);
    CHECK(log.count("passkey_metadata_stale") == 0);
}

TEST_CASE("a broken or missing file keeps the former metadata and is told once")
{
    Folder folder;
    LogLines const log;
    idp::AuthenticatorMetadata metadata{folder.write("mds.jwt", make_metadata_blob({})), roots(), today()};
    folder.write("mds.jwt", make_metadata_blob({.number = 8, .host = "mds.example.org"}));
    CHECK(metadata.current(today())->number() == 7);
    CHECK(metadata.current(today())->number() == 7);
    CHECK(log.count("passkey_metadata_broken") == 1);
    std::filesystem::remove(folder.file("mds.jwt"));
    CHECK(metadata.current(today())->number() == 7);
    CHECK(metadata.current(today())->number() == 7);
    CHECK(log.count("passkey_metadata_broken") == 2);
    folder.write("mds.jwt", make_metadata_blob({.number = 9}));
    CHECK(metadata.current(today())->number() == 9);
}

TEST_CASE("metadata past its next update is told once, at the start or when the day comes")
{
    Folder folder;
    LogLines const log;
    idp::AuthenticatorMetadata metadata{folder.write("mds.jwt", make_metadata_blob({.next_update = "2026-01-01"})),
                                        roots(), today()};
    CHECK(log.count("passkey_metadata_stale") == 1);
    CHECK(metadata.current(today())->is_stale(today()));
    CHECK(log.count("passkey_metadata_stale") == 1);
    folder.write("mds.jwt", make_metadata_blob({.next_update = "2099-01-01"}));
    CHECK(metadata.current(today())->number() == 7);
    CHECK(log.count("passkey_metadata_stale") == 1);
    std::ignore = metadata.current(today() + std::chrono::years{90});
    std::ignore = metadata.current(today() + std::chrono::years{90});
    CHECK(log.count("passkey_metadata_stale") == 2);
}

TEST_CASE("settings name the file that cannot be used")
{
    Folder folder;
    auto const& authority = SoftAuthority::of_run();
    idp::config::Config config;
    config.issuer = "https://id.example";
    config.passkeys.attestation_roots = folder.file("none.pem");
    CHECK(message_of(config).starts_with("passkeys.attestation_roots: " + folder.file("none.pem") + " cannot be read"));
    config.passkeys.attestation_roots = folder.write("empty.pem", "nothing\n");
    CHECK(message_of(config).starts_with("passkeys.attestation_roots: " + folder.file("empty.pem") + ": "));
    config.passkeys.attestation_roots = folder.write("makers.pem", authority.root.pem());
    CHECK(message_of(config).empty());
    config.passkeys.metadata_file = folder.file("mds.jwt");
    config.passkeys.metadata_roots = "/";
    CHECK(message_of(config).starts_with("passkeys.metadata_roots: / cannot be read"));
    config.passkeys.metadata_roots = config.passkeys.attestation_roots;
    CHECK(message_of(config).starts_with("passkeys.metadata_file: " + folder.file("mds.jwt") + ": cannot be read"));
    folder.write("mds.jwt", make_metadata_blob({}) + "x");
    CHECK(message_of(config).starts_with("passkeys.metadata_file: " + folder.file("mds.jwt") + ": "));
    folder.write("mds.jwt", make_metadata_blob({}));
    CHECK(message_of(config).empty());
    idp::PasskeySettings const settings{config, today()};
    CHECK(settings.policy(today()).metadata->number() == 7);
    CHECK(settings.policy(today()).roots->size() == 1);
}

} // namespace zugang::tests
