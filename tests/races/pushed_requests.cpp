// A pushed request is answered with one code, however many browsers ask at once (RFC 9126 §4).
#include "tests/authorize/signing_client.hpp"
#include <atomic>
#include <barrier>
#include <thread>

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
            std::barrier start{100};
            std::vector<std::jthread> threads;
            for (int i = 0; i < 100; ++i)
                threads.emplace_back([&] {
                    auto own = signed_in;
                    start.arrive_and_wait();
                    auto const outcome = outcome_at_signer(
                        own.request("GET", authorize_address({{"client_id", "signer"}, {"request_uri", uri}}), ""));
                    codes += outcome == "code" ? 1 : 0;
                    pages += outcome == "page" ? 1 : 0;
                });
            threads.clear();
            CHECK(codes == 1);
            CHECK(pages == 99);
        }
    }
}

} // namespace zugang::tests
