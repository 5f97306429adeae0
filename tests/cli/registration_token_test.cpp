#include "base/sha256.hpp"
#include "store/registrations.hpp"
#include "tests/cli/support.hpp"

using zugang::idp::cli::testing::on_each_store;
using zugang::idp::cli::testing::Rig;
namespace store = zugang::store;

TEST_CASE("a registration token is printed once, kept as a hash, and has the uses and the life it was given")
{
    on_each_store([](Rig& rig) {
        auto const uses = [&](std::string const& token, zugang::Duration later) {
            auto const hash = zugang::sha256(zugang::bytes_of(token));
            auto const at = zugang::SystemClock{}.now() + later;
            int count = 0;
            while (rig.database().write([&](store::Connection& db) {
                return store::registration_tokens::use(db, hash, at);
            }) && count < 10)
                ++count;
            return count;
        };
        auto const usual = rig.run_json({"client", "registration-token"});
        auto const token = usual.string("registration_token").value();
        CHECK(token.starts_with("zrt_"));
        CHECK(usual.integer("uses") == 1);
        CHECK(uses(token, std::chrono::days{8}) == 0);
        CHECK(uses(token, std::chrono::days{6}) == 1);
        auto const three =
            rig.run_json({"client", "registration-token", "--uses", "3", "--valid", "1h"}).string("registration_token");
        CHECK(uses(three.value(), std::chrono::minutes{61}) == 0);
        CHECK(uses(three.value(), std::chrono::minutes{59}) == 3);
        auto const text = rig.run_well({"client", "registration-token"});
        CHECK(text.find("zrt_") != std::string::npos);
        CHECK(text.find("zrt_", text.find("zrt_") + 1) == std::string::npos);
    });
}

TEST_CASE("a registration token has at least one use and lives at most a year")
{
    Rig rig;
    rig.run_well({"migrate"});
    rig.run_well({"client", "registration-token", "--valid", "365d", "--uses", "100000"});
    for (auto const* const valid : {"366d", "0s", "7", "soon", "-1d"})
        CHECK(rig.run({"client", "registration-token", "--valid", valid}).status == 2);
    for (auto const* const uses : {"0", "-1", "100001", "many"})
        CHECK(rig.run({"client", "registration-token", "--uses", uses}).status == 2);
}
