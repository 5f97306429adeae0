// device_codes (RFC 8628): decided once by a person, redeemed once by the device.
#pragma once
#include "store/waiting.hpp"

namespace zugang::store {

struct DeviceCode {
    Bytes device_code_hash;
    Bytes user_code_hash; // keyed
    std::string client_id;
    std::string scope;
    std::string details = "{}"; // JSON, as the grant gets it
    std::int64_t interval_seconds = 0;
    Instant created_at;
    Instant expires_at;
    std::optional<Instant> polled_at;
    std::optional<std::string> account_id; // who decided
    std::optional<std::string> grant_id;   // where that was to allow
    std::optional<Instant> decided_at;
    std::optional<Instant> redeemed_at;
};

namespace device_codes {

/// False where another device has this user code: the caller tries with another.
[[nodiscard]] bool insert(Connection& db, DeviceCode const& code);
[[nodiscard]] std::optional<DeviceCode> find_by_user_code(Connection& db, Bytes const& user_code_hash);

struct Decision {
    Bytes user_code_hash;
    std::string account_id;
    std::optional<std::string> grant_id; // nothing: denied
};
/// One conditional UPDATE … RETURNING: false where somebody has decided, or it has expired.
[[nodiscard]] bool decide(Connection& db, Decision const& decision, Instant now);
/// The device's question. One conditional UPDATE … RETURNING: nothing unless it is allowed and was never redeemed.
[[nodiscard]] std::optional<DeviceCode> redeem(Connection& db, Bytes const& device_code_hash,
                                               std::string_view client_id, Instant now);
/// Why `redeem` gave nothing. Counts the question, and makes the interval longer for one that came too early.
[[nodiscard]] Waiting poll(Connection& db, Bytes const& device_code_hash, std::string_view client_id, Instant now);
std::int64_t remove_expired(Connection& db, Instant before);

} // namespace device_codes

namespace device_code_tries {

/// Counts one more try of the hour `now` is in; false, and uncounted, once there are `most`.
[[nodiscard]] bool reserve(Connection& db, std::string_view bucket, std::int64_t most, Instant now);
/// Gives one back: the code was right.
void give_back(Connection& db, std::string_view bucket, Instant now);
/// When the hour `now` is in ends.
[[nodiscard]] Instant hour_end(Instant now);
std::int64_t remove_expired(Connection& db, Instant before);

} // namespace device_code_tries
} // namespace zugang::store
