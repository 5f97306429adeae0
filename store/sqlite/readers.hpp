// Readers: connections that only read, checked out by one thread at a time; the idle ones are kept.
#pragma once
#include "store/database.hpp"
#include "store/sqlite/connection.hpp"
#include <mutex>

namespace zugang::store::sqlite {

class Readers {
public:
    Readers(std::string path, Options options) : path_(std::move(path)), options_(options) {}

    /// Runs `job` on one snapshot of the store.
    void run(std::function<void(Connection&)> const& job);

private:
    [[nodiscard]] std::unique_ptr<SqliteConnection> take();
    void end(std::unique_ptr<SqliteConnection> connection);

    std::string path_;
    Options options_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<SqliteConnection>> idle_;
};

} // namespace zugang::store::sqlite
