// A device code and a backchannel request give tokens once, however many ask, over real HTTP and both databases.
#include "doctest.h"
#include "tests/ciba/ciba_flow.hpp"
#include "tests/device/device_flow.hpp"
#include "tests/races/all_at_once.hpp"
#include <atomic>

namespace zugang::tests {
TEST_SUITE("polled once")
{
    TEST_CASE("50 parallel polls of one allowed device code: one gets tokens")
    {
        for (auto const engine : engines()) {
            CAPTURE(name_of(engine));
            DeviceFlow flow{engine};
            auto const codes = flow.begin();
            flow.decide(codes, "allow");
            std::atomic<int> redeemed = 0;
            all_at_once(50, [&](int) {
                auto own = flow.stand.browser();
                Fields const fields{
                    {"grant_type", device_grant}, {"client_id", "television"}, {"device_code", codes.device_code()}};
                TokenAnswer const answer{own.request("POST", "/oauth2/token", encode_form(fields),
                                                     {{"Content-Type", "application/x-www-form-urlencoded"}})};
                if (answer.page.status == 200)
                    ++redeemed;
                else
                    CHECK(answer.error() == "invalid_grant");
            });
            CHECK(redeemed == 1);
        }
    }

    TEST_CASE("20 parallel decisions about one device: one counts, and the device gets what it says")
    {
        for (auto const engine : engines()) {
            CAPTURE(name_of(engine));
            DeviceFlow flow{engine};
            auto const codes = flow.begin();
            auto const page = flow.type_code(codes.user_code());
            std::atomic<int> allowed = 0;
            std::atomic<int> denied = 0;
            all_at_once(20, [&](int i) {
                auto own = flow.browser;
                auto const done = own.submit(page, {{"decision", i % 2 == 0 ? "allow" : "deny"}}, "/device/decision");
                allowed += done.has_message("device_allowed") ? 1 : 0;
                denied += done.has_message("device_denied") ? 1 : 0;
            });
            auto const answer = flow.poll(codes);
            if (answer.page.status == 200)
                CHECK(denied == 0);
            else
                CHECK((answer.error() == "access_denied" && allowed == 0));
            CHECK(allowed + denied > 0);
        }
    }

    TEST_CASE("50 parallel polls of one approved backchannel request: one gets tokens")
    {
        for (auto const engine : engines()) {
            CAPTURE(name_of(engine));
            CibaFlow flow{engine};
            auto const asked = flow.ask();
            REQUIRE(flow.telephone.approve(flow.account));
            std::atomic<int> redeemed = 0;
            all_at_once(50, [&](int) {
                if (flow.poll(asked).page.status == 200)
                    ++redeemed;
            });
            CHECK(redeemed == 1);
        }
    }
}

} // namespace zugang::tests
