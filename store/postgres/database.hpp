// PostgresDatabase: a pool of connections; each read and each write is one transaction on the calling thread.
#pragma once
#include "store/database.hpp"
#include "store/postgres/pool.hpp"

namespace zugang::store::postgres {

class PostgresDatabase final : public Database {
public:
    /// Connects once, so that a wrong URL shows at the start. Throws Unavailable.
    PostgresDatabase(std::string url, Options options);

    [[nodiscard]] std::string_view engine() const override { return "postgresql"; }

private:
    void run_read(Job const& job) override;
    void run_write(Job const& job) override;
    void read_once(Job const& job);
    void write_once(Job const& job);
    template <class Once>
    void with_retries(Once once);

    Pool pool_;
};

} // namespace zugang::store::postgres
