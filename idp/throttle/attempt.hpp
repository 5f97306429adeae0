// Attempt: one guess that the store has counted as failed, before anything is hashed or compared. Only a reservation
// makes one, and whoever compares a secret asks for one: a forgotten reservation does not compile.
#pragma once
#include "idp/call/call.hpp"
#include <variant>

namespace zugang::idp::throttle {

/// Told instead of comparing anything.
struct Wait {
    enum class Why {
        pause,     // too many tries: later is fine
        closed,    // passwords are no longer taken from devices that are not known; a mailed link opens the way
        suspended, // this factor is no longer taken from this kind of device
    };
    std::chrono::seconds length{0}; // at least 1
    Why why = Why::pause;
};

/// Keys are keyed hashes: the store tells neither who was guessed at nor from where, and a name nobody has makes the
/// same rows as any other.
struct PasswordKeys {
    Bytes name;             // what the networks tried
    Bytes name_and_network; // P
    Bytes strangers;        // U
    Bytes row;              // U's tries in a row: of the account, so that two names of one are no two budgets
    Bytes network;          // S
    std::optional<Bytes> wide_network; // S48
};

enum class Factor { totp, recovery_code };

class Attempt;
using Reservation = std::variant<Attempt, Wait>;

class Attempt {
public:
    /// Of a password: as typed. Empty for a factor.
    [[nodiscard]] std::string const& name() const { return name_; }
    /// Of a factor. Empty for a password: whether the name is anybody's is nobody's business before the comparison.
    [[nodiscard]] std::string const& account_id() const { return account_id_; }

private:
    enum class Bucket { stranger, known_device, factor };

    Attempt(Bucket bucket, Instant at) : bucket_(bucket), at_(at) {}
    friend class PasswordReservation;
    friend class FactorReservation;
    friend void succeed(Attempt const& attempt, Call const& call, Services& on);

    Bucket bucket_;
    Instant at_;
    std::string name_;
    std::string account_id_;
    Factor factor_ = Factor::totp;
    bool is_known_device_ = false;     // factor
    PasswordKeys keys_;                // of a password
    Bytes device_;                     // known_device: its counter
    bool is_new_name_ = false;         // stranger: the network had not tried this name before
    bool is_new_name_of_wide_ = false; // likewise for the wider network
};

} // namespace zugang::idp::throttle
