#include "idp/jobs/housekeeping.hpp"
#include "base/log.hpp"
#include "idp/call/key_store.hpp"
#include "store/accounts.hpp"
#include "store/attempts.hpp"
#include "store/authorization_codes.hpp"
#include "store/ciba_requests.hpp"
#include "store/client_assertions.hpp"
#include "store/device_codes.hpp"
#include "store/dpop_proofs.hpp"
#include "store/grants.hpp"
#include "store/known_devices.hpp"
#include "store/mail_links.hpp"
#include "store/outbox.hpp"
#include "store/passkeys.hpp"
#include "store/pushed_requests.hpp"
#include "store/recovery_codes.hpp"
#include "store/refresh_tokens.hpp"
#include "store/registrations.hpp"
#include "store/revoked_access_tokens.hpp"
#include "store/sessions.hpp"
#include "store/sign_in_flows.hpp"
#include "store/totp_factors.hpp"
#include <algorithm>
#include <string_view>

namespace zugang::idp::jobs {
namespace {

constexpr Duration one_hour = std::chrono::hours{1};
constexpr Duration one_day = std::chrono::hours{24};
constexpr Duration rates_kept = std::chrono::days{8};  // what is usual is seven days old at most
constexpr std::int64_t most_counters = 5'000'000;      // whatever strangers write, the table stays bounded
constexpr Duration links_kept = std::chrono::days{30}; // so that a late second click still reads "already confirmed"
constexpr Duration voided_codes_kept = std::chrono::days{90}; // so that a code of an old list is recognised as one

struct RemovalJob {
    std::string_view table;
    Duration kept_for; // after its end
    std::int64_t (*remove)(store::Connection&, Instant);
    bool outlives_sign_in = false; // kept as long as a sign-in that began before the end may take
};

constexpr RemovalJob removals[] = {
    {"sign_in_flows", one_day, &store::sign_in_flows::remove_expired},             // a day more: they can start again
    {"authorization_codes", one_day, &store::authorization_codes::remove_expired}, // a replay is recognised so long
    // Whoever knows a public client's id makes rows of these two: they go soon.
    {"pushed_requests", one_hour, &store::pushed_requests::remove_expired, /*outlives_sign_in=*/true},
    {"refresh_tokens", one_day, &store::refresh_tokens::remove_expired},
    {"device_codes", one_hour, &store::device_codes::remove_expired},
    {"device_code_tries", one_day, &store::device_code_tries::remove_expired},
    {"ciba_requests", one_day, &store::ciba_requests::remove_expired},
    {"revoked_access_tokens", one_day, &store::revoked_access_tokens::remove_expired},
    {"client_assertions", Duration{0}, &store::client_assertions::remove_expired},
    {"dpop_proofs", Duration{0}, &store::dpop_proofs::remove_expired},
    {"grants", one_day, &store::grants::remove_expired},
    {"sessions", one_day, &store::sessions::remove_expired},
    {"totp_factors", Duration{0}, &store::totp_factors::remove_expired}, // keys nobody uses any more
    {"passkeys", Duration{0}, &store::passkeys::remove_expired},
    {"passkey_challenges", Duration{0}, &store::passkey_challenges::remove_expired},
    {"accounts", one_day, &store::accounts::remove_unconfirmed}, // registrations nobody confirmed
    {"mail_links", links_kept, &store::mail_links::remove_expired},
    {"recovery_code_sets (texts)", Duration{0}, &store::recovery_codes::erase_shown}, // the codes stay good
    {"recovery_code_sets", voided_codes_kept, &store::recovery_codes::remove_voided},
    {"registration_tokens", one_day, &store::registration_tokens::remove_expired},
    {"registration_counts", one_day, &store::registration_counts::remove_expired}, // each counts an hour
    {"attempts", Duration{0}, &store::attempts::remove_expired}, // each says itself how long it counts
    {"attempt_names", one_day, &store::attempt_names::remove_expired},
    {"attempt_rates", rates_kept, &store::attempt_rates::remove_expired},
    {"known_devices", Duration{0}, &store::known_devices::remove_expired},
    {"outbox", one_day, &store::outbox::remove_done},
};

/// Runs one piece of work; the next is done even where it fails.
template <class Work>
void guarded(std::string_view name, Work work)
{
    try {
        work();
    } catch (std::exception const& problem) {
        log::error("housekeeping_failed", {{"job", name}, {"cause", problem.what()}});
    }
}

Duration kept_for(RemovalJob const& job, Services& on)
{
    return job.outlives_sign_in ? std::max<Duration>(job.kept_for, on.config.session.sign_in) : job.kept_for;
}

keys::RotationPolicy rotation_policy(config::Config const& config)
{
    keys::RotationPolicy policy;
    policy.active = config.keys.active;
    policy.published_before = config.keys.published_before;
    policy.retired_for = std::max(config.oidc.access_token_lifetime, config.oidc.id_token_lifetime) + one_day;
    return policy;
}

} // namespace

void remove_expired(Services& on, Instant now)
{
    for (auto const& job : removals) {
        guarded(job.table, [&] {
            auto const removed =
                on.database.write([&](store::Connection& tx) { return job.remove(tx, now - kept_for(job, on)); });
            if (removed > 0)
                log::info("expired_rows_removed", {{"table", job.table}, {"rows", removed}});
        });
    }
    guarded("attempts", [&] {
        auto const removed =
            on.database.write([](store::Connection& tx) { return store::attempts::remove_beyond(tx, most_counters); });
        if (removed > 0)
            log::warning("attempts_removed", {{"rows", removed}});
    });
}

void refresh_keys(Services& on, Instant now)
{
    guarded("keys", [&] {
        if (rotate_by_age(on.database, on.sealer, rotation_policy(on.config), now))
            log::info("signing_keys_rotated");
        on.keyring.replace(load_keys(on.database, on.sealer));
    });
}

void run_once(Services& on, Instant now)
{
    refresh_keys(on, now);
    remove_expired(on, now);
}

Housekeeping::Housekeeping(Services& on, Times times)
    : on_(on), times_(times), thread_([this](std::stop_token const& stop) { run(stop); })
{
}

Housekeeping::~Housekeeping()
{
    stop();
}

void Housekeeping::stop()
{
    thread_.request_stop();
    if (thread_.joinable())
        thread_.join();
}

// Pauses are measured on the machine's steady clock; what has expired is decided by the product's clock.
void Housekeeping::run(std::stop_token const& stop)
{
    auto rows_due = std::chrono::steady_clock::now();
    while (!stop.stop_requested()) {
        refresh_keys(on_, on_.clock.now());
        if (std::chrono::steady_clock::now() >= rows_due) {
            remove_expired(on_, on_.clock.now());
            rows_due = std::chrono::steady_clock::now() + times_.rows_every;
        }
        std::unique_lock lock{mutex_};
        waiting_.wait_for(lock, stop, times_.keys_every, [] { return false; });
    }
}

} // namespace zugang::idp::jobs
