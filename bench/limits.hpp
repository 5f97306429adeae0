// Limits of the machine: what signing, hashing and committing cost with the libraries alone, nothing of ours around.
#pragma once
#include "bench/measurement.hpp"
#include <filesystem>

namespace zugang::bench {

[[nodiscard]] Measurement es256_sign(double seconds);
[[nodiscard]] Measurement es256_verify(double seconds);
[[nodiscard]] Measurement argon2id(std::int64_t memory_kib, std::int64_t iterations, double seconds);

/// fdatasync after each 4 KiB written to a file in `folder`: what the disk allows.
[[nodiscard]] Measurement disk_sync(std::filesystem::path const& folder, double seconds);
/// SQLite in WAL with synchronous=FULL; counts rows, `rows` of them in each transaction.
[[nodiscard]] Measurement sqlite_rows(std::filesystem::path const& folder, int rows, double seconds);

} // namespace zugang::bench
