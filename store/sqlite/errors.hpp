// What an error of SQLite means to the caller: Unavailable, ConstraintViolation or std::logic_error.
#pragma once

struct sqlite3;

namespace zugang::store::sqlite {

/// Throws for the last error of `handle`, whose code was `code`. `reading`: writes are refused on this connection.
[[noreturn]] void throw_error(sqlite3* handle, int code, bool reading);

} // namespace zugang::store::sqlite
