// connect: opens a libpq connection by its URL with the store's own defaults; what the URL says comes first.
#pragma once
#include <chrono>
#include <string>

struct pg_conn;

namespace zugang::store::postgres {

/// A connection that may have failed (PQstatus tells), to be closed with PQfinish. To another machine the certificate
/// and the name are checked (sslmode=verify-full) unless the URL or PGSSLMODE say otherwise.
[[nodiscard]] pg_conn* connect(std::string const& url, std::chrono::milliseconds patience);

/// True where the URL leads to another machine and chooses no sslmode: without verify-full anybody on the way there
/// could answer as the database.
[[nodiscard]] bool needs_verified_server(std::string const& url);

} // namespace zugang::store::postgres
