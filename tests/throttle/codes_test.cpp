// Wrong codes of a second factor: by account and factor, known and unknown devices apart.
#include "idp/throttle/known_device.hpp"
#include "idp/throttle/unlock.hpp"
#include "tests/throttle/guessing.hpp"

namespace zugang::tests {
namespace {

using idp::throttle::Attempt;
using idp::throttle::Factor;
using idp::throttle::Wait;

/// Somebody who knows the password, on a device of either kind.
struct Codes {
    Guessing guessing;
    Process process{guessing.stand};
    Browser known = guessing.stand.browser();

    Codes()
    {
        auto const call = process.call("192.0.2.1");
        known.cookies["__Host-zugang_dev"] = guessing.stand.database().write([&](store::Connection& tx) {
            return idp::throttle::remember_device(tx, guessing.account, /*multi_factor=*/true, call, process.services())
                .cookie;
        });
    }
    [[nodiscard]] idp::throttle::Reservation reserve(bool on_known_device = false, Factor factor = Factor::totp)
    {
        auto const call = process.call("192.0.2.1", on_known_device ? &known : nullptr);
        return idp::throttle::reserve_factor(factor, guessing.account, call, process.services());
    }
    [[nodiscard]] bool is_compared(bool on_known_device = false, Factor factor = Factor::totp)
    {
        return std::holds_alternative<Attempt>(reserve(on_known_device, factor));
    }
    [[nodiscard]] Wait wait_now(bool on_known_device = false)
    {
        auto const reserved = reserve(on_known_device);
        REQUIRE(std::holds_alternative<Wait>(reserved));
        return std::get<Wait>(reserved);
    }
    void succeed(bool on_known_device = false)
    {
        auto const reserved = reserve(on_known_device);
        REQUIRE(std::holds_alternative<Attempt>(reserved));
        auto const call = process.call("192.0.2.1", on_known_device ? &known : nullptr);
        idp::throttle::succeed(std::get<Attempt>(reserved), call, process.services());
    }
    /// So many wrong codes, as fast as they are compared; returns how long that took.
    Duration fail(int times)
    {
        auto const begin = guessing.now();
        for (int i = 0; i < times; ++i) {
            auto reserved = reserve();
            while (auto const* const wait = std::get_if<Wait>(&reserved)) {
                guessing.wait(wait->length);
                reserved = reserve();
            }
        }
        return guessing.now() - begin;
    }
    [[nodiscard]] std::size_t notices() { return guessing.stand.mails().size(); }
};

} // namespace

TEST_CASE_FIXTURE(Codes, "five wrong codes are free in a quarter of an hour, and each comes back as its quarter ends")
{
    for (int i = 0; i < 5; ++i) {
        REQUIRE(is_compared());
        guessing.wait(1min);
    }
    CHECK(wait_now().length == 10min);
    guessing.wait(10min - 1ms);
    CHECK(wait_now().length == 1s);
    guessing.wait(1ms);
    CHECK(is_compared());
    CHECK(wait_now().length == 1min);
}

TEST_CASE_FIXTURE(
    Codes, "with the tenth wrong code in a row the factor rests an hour, then two, and the owner is told once a day")
{
    CHECK(fail(9) == 15min);
    CHECK(notices() == 0);
    CHECK(is_compared());
    CHECK(notices() == 1);
    CHECK(guessing.stand.mails().back().recipient == owner_name);
    CHECK(wait_now().length == 1h);
    guessing.wait(1h - 1ms);
    CHECK(wait_now().length == 1s);
    guessing.wait(1ms);
    CHECK(fail(10) == 15min);
    CHECK(wait_now().length == 2h);
    CHECK(notices() == 1);
}

TEST_CASE_FIXTURE(Codes, "a hundred wrong codes take five days, and then the factor is suspended for unknown devices")
{
    CHECK(fail(99) > std::chrono::days{5});
    CHECK(is_compared());
    CHECK(wait_now().why == Wait::Why::suspended);
    guessing.wait(std::chrono::days{1000});
    CHECK(wait_now().why == Wait::Why::suspended);
    CHECK(is_compared(false, Factor::recovery_code)); // the other factor goes on
}

TEST_CASE_FIXTURE(Codes, "whoever stole the password cannot keep the owner's device from the second factor")
{
    fail(100);
    CHECK(wait_now().why == Wait::Why::suspended);
    for (int i = 0; i < 5; ++i)
        CHECK(is_compared(/*on_known_device=*/true));
    CHECK(wait_now(/*on_known_device=*/true).why == Wait::Why::pause); // it has limits of its own
    guessing.wait(15min);
    succeed(/*on_known_device=*/true);
    CHECK(wait_now().why == Wait::Why::suspended); // the owner's sign-ins buy strangers no guess
}

TEST_CASE_FIXTURE(Codes,
                  "a right code forgives the wrong ones of its kind of device, and pauses that had not ended are kept")
{
    REQUIRE(fail(4) == 0s);
    succeed();
    for (int i = 0; i < 5; ++i)
        CHECK(is_compared());
    CHECK(wait_now().length == 15min);
    succeed(/*on_known_device=*/true);
    CHECK(wait_now().length == 15min); // the owner's success elsewhere is no new budget
    for (int i = 0; i < 5; ++i)
        CHECK(is_compared(/*on_known_device=*/true));
}

TEST_CASE_FIXTURE(Codes,
                  "a new password by mail opens a suspended factor, and its pauses stay as long as they had become")
{
    fail(100);
    guessing.stand.database().write([&](store::Connection& tx) {
        idp::throttle::reopen(tx, guessing.account, guessing.now(), guessing.stand.sealer()); // by a new password
    });
    REQUIRE(is_compared());
    CHECK(fail(9) >= 15min);
    CHECK(wait_now().length == 24h);
}

} // namespace zugang::tests
