#include "idp/config/guessing_keys.hpp"
#include "idp/config/member.hpp"

namespace zugang::idp::config {
namespace {

constexpr std::int64_t most_kept = 1000; // the store keeps the time of each

std::vector<Key> password_keys()
{
    return {
        member<&Config::limits, &Limits::passwords_before_wait>(
            "limits.passwords_before_wait", "Wrong passwords for one name from one network (an IPv4 address or an IPv6 "
                                            "/64) before each further one waits twice as long as the one before.")
            .between(1, most_kept),
        member<&Config::limits, &Limits::passwords_per_day>(
            "limits.passwords_per_day", "Wrong passwords for one name from one network before it waits a day.")
            .between(1, most_kept),
        member<&Config::limits, &Limits::passwords_of_strangers>(
            "limits.passwords_of_strangers", "Wrong passwords for one name from all unknown devices in a day, before "
                                             "each further one from any of them waits twice as long.")
            .between(1, most_kept),
        member<&Config::limits, &Limits::passwords_in_a_row>("limits.passwords_in_a_row",
                                                             "Wrong passwords for one account from unknown devices "
                                                             "since its owner last signed in on a known one, before "
                                                             "unknown devices need a mailed link.")
            .between(1, 1000000),
        member<&Config::limits, &Limits::passwords_per_hour_and_device>(
            "limits.passwords_per_hour_and_device",
            "Wrong passwords on a known device in an hour, before it counts as unknown.")
            .between(1, most_kept),
    };
}

std::vector<Key> network_keys()
{
    return {
        member<&Config::limits, &Limits::failures_per_minute_and_network>(
            "limits.failures_per_minute_and_network", "Wrong passwords for any name from one network in a minute, and "
                                                      "ten times as many from an IPv6 /48; known devices do not count.")
            .between(1, most_kept / 10),
        member<&Config::limits, &Limits::names_per_hour_and_network>(
            "limits.names_per_hour_and_network",
            "Different names tried with a wrong password from one network in an hour, and ten times as many from an "
            "IPv6 /48, before there is limits.wait_of_network between two tries.")
            .between(1, 1000000),
        member<&Config::limits, &Limits::names_per_day_and_network>(
            "limits.names_per_day_and_network", "Different names tried from one network in a day, before its unknown "
                                                "devices are kept out for an hour, then for twice as long.")
            .between(1, 1000000),
        member<&Config::limits, &Limits::wait_of_network>(
            "limits.wait_of_network", "Time between two tries of a network that tried too many names, and of every "
                                      "network with wrong passwords while the whole service is under attack.")
            .between(Seconds{1}, Seconds{3600}),
        member<&Config::limits, &Limits::failures_to_alarm>(
            "limits.failures_to_alarm", "Wrong passwords of the whole service in five minutes below which nothing is "
                                        "an attack; above it five times the usual number of this hour is one.")
            .between(1, 1000000),
    };
}

std::vector<Key> code_keys()
{
    return {
        member<&Config::limits, &Limits::codes_per_quarter>(
            "limits.codes_per_quarter", "Wrong codes of one second factor in 15 minutes; known and unknown devices are "
                                        "counted apart, as in the next two.")
            .between(1, most_kept),
        member<&Config::limits, &Limits::codes_before_pause>(
            "limits.codes_before_pause",
            "Wrong codes in a row before the factor rests for an hour, then for twice as long; the owner gets a mail.")
            .between(1, 1000000),
        member<&Config::limits, &Limits::codes_in_a_row>(
            "limits.codes_in_a_row", "Wrong codes in a row before the factor is suspended for this kind of device.")
            .between(1, 1000000),
    };
}

} // namespace

std::vector<Key> guessing_keys()
{
    auto keys = password_keys();
    for (auto* const part : {&network_keys, &code_keys}) {
        auto more = part();
        keys.insert(keys.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
    }
    return keys;
}

std::vector<Ceiling> const& guessing_ceilings()
{
    // What an agency's shared addresses need is its own decision; how often one account may be guessed at is not.
    static std::vector<Ceiling> const ceilings{
        {"limits.passwords_before_wait", &Limits::passwords_before_wait, 10},
        {"limits.passwords_per_day", &Limits::passwords_per_day, 20},
        {"limits.passwords_of_strangers", &Limits::passwords_of_strangers, 10},
        {"limits.passwords_in_a_row", &Limits::passwords_in_a_row, 100},
        {"limits.passwords_per_hour_and_device", &Limits::passwords_per_hour_and_device, 10},
        {"limits.codes_per_quarter", &Limits::codes_per_quarter, 5},
        {"limits.codes_before_pause", &Limits::codes_before_pause, 10},
        {"limits.codes_in_a_row", &Limits::codes_in_a_row, 100},
    };
    return ceilings;
}

} // namespace zugang::idp::config
