#include "base/log.hpp"
#include "base/clock.hpp"
#include "base/json.hpp"
#include <atomic>
#include <cstdio>
#include <mutex>

namespace zugang::log {
namespace {

std::atomic<Level> lowest_level{Level::info};
thread_local std::string request_of_thread;

struct Sink {
    std::mutex mutex;
    std::function<void(std::string const&)> write;
};

/// Never destroyed: threads may still log while the process ends.
Sink& the_sink()
{
    static auto* const sink = new Sink;
    return *sink;
}

std::string_view name_of(Level level)
{
    switch (level) {
    case Level::debug:
        return "debug";
    case Level::info:
        return "info";
    case Level::warning:
        return "warning";
    case Level::error:
        return "error";
    }
    return "error";
}

} // namespace

void write(Level level, std::string_view event, std::initializer_list<Field> fields)
{
    if (level < lowest_level.load(std::memory_order_relaxed))
        return;
    JsonObject line; // quotes every value: input cannot begin a line of its own (log injection)
    line.add("time", to_rfc3339(SystemClock{}.now())).add("level", name_of(level)).add("event", event);
    if (!request_of_thread.empty())
        line.add("request", request_of_thread);
    for (auto const& field : fields) {
        if (field.is_number)
            line.add(field.name, field.number);
        else
            line.add(field.name, field.text);
    }
    auto const text = line.str() + "\n";
    auto& sink = the_sink();
    std::scoped_lock const lock(sink.mutex);
    if (sink.write)
        sink.write(text);
    else
        std::fwrite(text.data(), 1, text.size(), stderr); // unbuffered: one write, so lines do not mix
}

void set_level(Level level)
{
    lowest_level.store(level, std::memory_order_relaxed);
}

void set_sink(std::function<void(std::string const&)> sink)
{
    std::scoped_lock const lock(the_sink().mutex);
    the_sink().write = std::move(sink);
}

RequestScope::RequestScope(std::string id) : former_(std::exchange(request_of_thread, std::move(id))) {}

RequestScope::~RequestScope()
{
    request_of_thread = std::move(former_);
}

} // namespace zugang::log
