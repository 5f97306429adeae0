#include "store/sqlite/errors.hpp"
#include "store/connection.hpp"
#include <new>
#include <sqlite3.h>
#include <string>

namespace zugang::store::sqlite {

void throw_error(sqlite3* handle, int code, bool reading)
{
    // The message names tables and columns, never a value.
    auto const what = "sqlite: " + std::string(handle != nullptr ? sqlite3_errmsg(handle) : sqlite3_errstr(code)) +
                      " (" + std::to_string(code) + ")";
    switch (code) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID:
    case SQLITE_CONSTRAINT_FOREIGNKEY:
        throw ConstraintViolation(what);
    default:
        break;
    }
    switch (code & 0xff) {
    case SQLITE_NOMEM:
        throw std::bad_alloc();
    case SQLITE_READONLY:
        if (reading)
            throw std::logic_error("a write on a connection that only reads");
        throw Unavailable(what);
    case SQLITE_ERROR:
    case SQLITE_MISUSE:
    case SQLITE_RANGE:
    case SQLITE_MISMATCH:
    case SQLITE_CONSTRAINT:
    case SQLITE_TOOBIG:
    case SQLITE_AUTH:
        throw std::logic_error(what);
    default: // busy, full, broken disk, damaged file: nothing the request could be blamed for
        throw Unavailable(what);
    }
}

} // namespace zugang::store::sqlite
