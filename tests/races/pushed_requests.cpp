// A pushed request is answered with one code, however many browsers ask at once (RFC 9126 §4).
#include "tests/authorize/signing_client.hpp"
#include "tests/races/all_at_once.hpp"
#include <atomic>

namespace zugang::tests {

TEST_SUITE("once only")
{
    TEST_CASE("100 parallel visits of one pushed request give exactly one code")
    {
        for (auto const engine : engines()) {
            CAPTURE(name_of(engine));
            SigningClient on{{}, engine};
            on.stand.add_account("max@example.org", "ein gutes Passwort");
            auto signed_in = on.stand.browser();
            REQUIRE(!sign_in(signed_in, on.plain(), "max@example.org", "ein gutes Passwort").parameter("code").empty());
            auto const uri = on.pushed(on.plain());
            std::atomic<int> codes = 0;
            std::atomic<int> pages = 0;
            all_at_once(100, [&](int) {
                auto own = signed_in;
                auto const outcome = outcome_at_signer(
                    own.request("GET", authorize_address({{"client_id", "signer"}, {"request_uri", uri}}), ""));
                codes += outcome == "code" ? 1 : 0;
                pages += outcome == "page" ? 1 : 0;
            });
            CHECK(codes == 1);
            CHECK(pages == 99);
        }
    }
}

} // namespace zugang::tests
