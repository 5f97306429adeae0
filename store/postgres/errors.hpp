// What an error of PostgreSQL means to the caller, by its SQLSTATE (PostgreSQL manual, appendix A).
#pragma once
#include "store/connection.hpp"
#include <string>
#include <string_view>

namespace zugang::store::postgres {

/// The connection is gone; a transaction whose commit had not been sent did not take place.
class ConnectionLost : public Unavailable {
public:
    using Unavailable::Unavailable;
};

/// Serialisation failure or deadlock: the transaction did not take place and may be run again.
class TryAgain : public Unavailable {
public:
    using Unavailable::Unavailable;
};

/// `state` is five characters, or empty where libpq itself failed. `what` names tables and constraints, never a value.
[[noreturn]] void throw_error(std::string_view state, std::string const& what);

} // namespace zugang::store::postgres
