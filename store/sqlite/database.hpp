// SqliteDatabase: one file, one writer, many readers.
#pragma once
#include "store/database.hpp"
#include "store/sqlite/readers.hpp"
#include "store/sqlite/writer.hpp"

namespace zugang::store::sqlite {

class SqliteDatabase final : public Database {
public:
    /// Makes the file where there is none. Throws Unavailable.
    SqliteDatabase(std::string path, Options options);

    [[nodiscard]] std::string_view engine() const override { return "sqlite"; }
    /// How many transactions reached the disk: fewer than writes where some were committed together.
    [[nodiscard]] std::uint64_t commits() const { return writer_.commits(); }

private:
    void run_read(Job const& job) override;
    void run_write(Job const& job) override;

    Writer writer_;
    Readers readers_;
};

} // namespace zugang::store::sqlite
