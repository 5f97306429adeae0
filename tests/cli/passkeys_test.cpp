#include "tests/cli/support.hpp"
#include "tests/support/soft_certificate.hpp"
#include "tests/support/soft_metadata_blob.hpp"

using zugang::idp::cli::testing::read_file;
using zugang::idp::cli::testing::Rig;
using zugang::idp::cli::testing::write_file;
using zugang::tests::make_blob_entry;
using zugang::tests::make_metadata_blob;
using zugang::tests::SoftAuthority;

namespace {

constexpr auto sound = "08987058-cadc-4b81-b6e1-30de50dcbe96";
constexpr auto broken = "00010203-0405-0607-0809-0a0b0c0d0e0f";

/// A configuration with metadata of two models.
class MetadataRig : public Rig {
public:
    explicit MetadataRig(std::string const& next_update = "2099-12-31")
    {
        write_file(roots(), SoftAuthority::of_run().root.pem());
        write_file(blob(),
                   make_metadata_blob({.next_update = next_update,
                                       .entries = "[" + make_blob_entry(sound, "Example Key", "FIDO_CERTIFIED") + "," +
                                                  make_blob_entry(broken, "Lost Key", "REVOKED") + "]"}));
        write_file(config_file(), read_file(config_file()) + "passkeys.metadata_file = \"" + blob() +
                                      "\"\npasskeys.metadata_roots = \"" + roots() + "\"\n");
    }
    [[nodiscard]] std::string blob() const { return folder().file("mds.jwt"); }
    [[nodiscard]] std::string roots() const { return folder().file("roots.pem"); }
};

} // namespace

TEST_CASE("metadata is told by its number, its day and its models")
{
    MetadataRig rig;
    auto const text = rig.run_well({"passkeys", "check-metadata"});
    CHECK(text.find("2099-12-31") != std::string::npos);
    auto const json = rig.run_json({"passkeys", "check-metadata"});
    CHECK(json.string("file") == rig.blob());
    CHECK(json.integer("number") == 7);
    CHECK(json.string("next_update") == "2099-12-31");
    CHECK(json.boolean("stale") == false);
    CHECK(json.integer("models") == 2);
    CHECK_FALSE(json.has("model"));
}

TEST_CASE("of a model it is told whether it is kept out")
{
    MetadataRig rig;
    CHECK(rig.run_well({"passkeys", "check-metadata", "--aaguid", sound}).find("Example Key") != std::string::npos);
    auto const good = rig.run_json({"passkeys", "check-metadata", "--aaguid", sound}).find("model").value();
    CHECK(good.string("description") == "Example Key");
    CHECK(good.strings("statuses") == std::vector<std::string>{"FIDO_CERTIFIED"});
    CHECK(good.boolean("refused") == false);
    auto const bad = rig.run_json({"passkeys", "check-metadata", "--aaguid", broken}).find("model").value();
    CHECK(bad.boolean("refused") == true);
    CHECK(rig.run_refused({"passkeys", "check-metadata", "--aaguid", "00010203-0405-0607-0809-0a0b0c0d0eff"})
              .find("does not know") != std::string::npos);
    CHECK(rig.run({"passkeys", "check-metadata", "--aaguid", "example"}).status == 2);
}

TEST_CASE("a download is looked at before it takes the place of the former")
{
    MetadataRig rig;
    auto const download = rig.folder().file("mds.new");
    write_file(download, make_metadata_blob({.number = 8}));
    CHECK(rig.run_json({"passkeys", "check-metadata", download}).integer("number") == 8);
    write_file(download, "<html>try again later</html>");
    CHECK(rig.run_refused({"passkeys", "check-metadata", download}).find(download) != std::string::npos);
    CHECK(rig.run_refused({"passkeys", "check-metadata", rig.blob(), "--roots", rig.blob()}).find("the roots: ") !=
          std::string::npos);
    write_file(rig.roots(), SoftAuthority::of_run(1).root.pem());
    CHECK(rig.run_refused({"passkeys", "check-metadata"}).find("vouches") != std::string::npos);
}

TEST_CASE("metadata that is out of date is shown and has status 1")
{
    MetadataRig rig{"2026-01-01"};
    auto const outcome = rig.run({"passkeys", "check-metadata", "--json"});
    CHECK(outcome.status == 1);
    CHECK(zugang::Json::parse(outcome.out).value().boolean("stale") == true);
    CHECK(outcome.err.find("out of date: the next edition was due on 2026-01-01") != std::string::npos);
}

TEST_CASE("without metadata in the configuration its file has to be named")
{
    Rig rig;
    CHECK(rig.run_refused({"passkeys", "check-metadata"}).find("passkeys.metadata_file is not set") !=
          std::string::npos);
    CHECK(rig.run_refused({"passkeys", "check-metadata", "x.jwt"}).find("passkeys.metadata_roots is not set") !=
          std::string::npos);
}
