#include "store/attempts.hpp"
#include "store/sql_text.hpp"

namespace zugang::store {
namespace attempts {
namespace {

constexpr SqlText attempt_columns{"recent, in_a_row, pauses, closed_until, last_at"};
constexpr std::size_t time_bytes = 8;

Bytes packed(std::vector<Instant> const& times)
{
    Bytes bytes;
    bytes.reserve(times.size() * time_bytes);
    for (auto const at : times) {
        auto const millis = static_cast<std::uint64_t>(to_millis(at));
        for (std::size_t i = 0; i < time_bytes; ++i)
            bytes.push_back(static_cast<Bytes::value_type>((millis >> (8 * (time_bytes - 1 - i))) & 0xffU));
    }
    return bytes;
}

std::vector<Instant> unpacked(Bytes const& bytes)
{
    std::vector<Instant> times;
    times.reserve(bytes.size() / time_bytes);
    for (std::size_t start = 0; start + time_bytes <= bytes.size(); start += time_bytes) {
        std::uint64_t millis = 0;
        for (std::size_t i = 0; i < time_bytes; ++i)
            millis = (millis << 8U) | static_cast<std::uint64_t>(bytes[start + i]);
        times.push_back(from_millis(static_cast<std::int64_t>(millis)));
    }
    return times;
}

AttemptCounter counter_from(Bytes const& key, std::optional<Row> const& row)
{
    if (!row)
        return {.key = key};
    auto const last_at = row->instant("last_at");
    return {.key = key,
            .recent = unpacked(row->blob("recent")),
            .in_a_row = row->integer("in_a_row"),
            .pauses = row->integer("pauses"),
            .closed_until = row->optional_instant("closed_until"),
            .last_at = to_millis(last_at) == 0 ? std::nullopt : std::optional{last_at}};
}

} // namespace

AttemptCounter find(Connection& db, Bytes const& key)
{
    static constexpr auto sql = "SELECT " + attempt_columns + " FROM attempts WHERE counter = :counter";
    return counter_from(key, db.query_one(sql, {{"counter", key}}));
}

AttemptCounter hold(Connection& tx, Bytes const& key, Instant now)
{
    // A row that is only held and never saved goes with the next cleaning.
    static constexpr auto sql = "INSERT INTO attempts (counter, recent, in_a_row, pauses, last_at, keep_until)"
                                " VALUES (:counter, :recent, 0, 0, 0, :now)"
                                " ON CONFLICT (counter) DO UPDATE SET pauses = attempts.pauses RETURNING " +
                                attempt_columns;
    return counter_from(key, tx.query_one(sql, {{"counter", key}, {"recent", Bytes{}}, {"now", value_of(now)}}));
}

void save(Connection& tx, AttemptCounter const& counter, std::optional<Instant> keep_until)
{
    tx.execute("UPDATE attempts SET recent = :recent, in_a_row = :in_a_row, pauses = :pauses,"
               " closed_until = :closed_until, last_at = :last_at, keep_until = :keep_until WHERE counter = :counter",
               {{"recent", packed(counter.recent)},
                {"in_a_row", counter.in_a_row},
                {"pauses", counter.pauses},
                {"closed_until", value_of(counter.closed_until)},
                {"last_at", value_of(counter.last_at.value_or(Instant{}))},
                {"keep_until", value_of(keep_until)},
                {"counter", counter.key}});
}

bool remove(Connection& tx, Bytes const& key)
{
    return tx.execute("DELETE FROM attempts WHERE counter = :counter", {{"counter", key}}) == 1;
}

std::int64_t remove_expired(Connection& db, Instant before)
{
    return db.execute("DELETE FROM attempts WHERE keep_until < :before", {{"before", value_of(before)}});
}

std::int64_t remove_beyond(Connection& db, std::int64_t most)
{
    return db.execute("DELETE FROM attempts WHERE keep_until IS NOT NULL AND last_at <= (SELECT last_at FROM attempts"
                      " WHERE keep_until IS NOT NULL ORDER BY last_at DESC LIMIT 1 OFFSET :most)",
                      {{"most", most}});
}

} // namespace attempts

namespace attempt_names {

std::int64_t count_since(Connection& db, Bytes const& source, Instant since)
{
    auto const row = db.query_one("SELECT COUNT(*) AS names FROM attempt_names WHERE source = :source"
                                  " AND tried_at > :since",
                                  {{"source", source}, {"since", value_of(since)}});
    return row.value().integer("names");
}

bool has(Connection& db, Bytes const& source, Bytes const& name, Instant since)
{
    return db
        .query_one("SELECT tried_at FROM attempt_names WHERE source = :source AND name = :name AND tried_at > :since",
                   {{"source", source}, {"name", name}, {"since", value_of(since)}})
        .has_value();
}

void note(Connection& tx, Bytes const& source, Bytes const& name, Instant now)
{
    tx.execute("INSERT INTO attempt_names (source, name, tried_at) VALUES (:source, :name, :now)"
               " ON CONFLICT (source, name) DO UPDATE SET tried_at = excluded.tried_at",
               {{"source", source}, {"name", name}, {"now", value_of(now)}});
}

void remove(Connection& tx, Bytes const& source, Bytes const& name)
{
    tx.execute("DELETE FROM attempt_names WHERE source = :source AND name = :name",
               {{"source", source}, {"name", name}});
}

std::int64_t remove_expired(Connection& db, Instant before)
{
    return db.execute("DELETE FROM attempt_names WHERE tried_at < :before", {{"before", value_of(before)}});
}

} // namespace attempt_names

namespace attempt_rates {

void add(Connection& tx, Instant slot, std::int64_t shard, std::int64_t failures)
{
    tx.execute("INSERT INTO attempt_rates (slot, shard, failures) VALUES (:slot, :shard, :failures)"
               " ON CONFLICT (slot, shard) DO UPDATE SET failures = attempt_rates.failures + excluded.failures",
               {{"slot", value_of(slot)}, {"shard", shard}, {"failures", failures}});
}

std::int64_t sum(Connection& db, Instant from, Instant to)
{
    // CAST: PostgreSQL's sum of BIGINT is NUMERIC.
    auto const row = db.query_one("SELECT CAST(COALESCE(SUM(failures), 0) AS BIGINT) AS failures FROM attempt_rates"
                                  " WHERE slot >= :from_slot AND slot < :to_slot",
                                  {{"from_slot", value_of(from)}, {"to_slot", value_of(to)}});
    return row.value().integer("failures");
}

std::int64_t remove_expired(Connection& db, Instant before)
{
    return db.execute("DELETE FROM attempt_rates WHERE slot < :before", {{"before", value_of(before)}});
}

} // namespace attempt_rates
} // namespace zugang::store
