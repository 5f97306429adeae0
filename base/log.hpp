// log: one JSON line per event on standard error, with the request's id. A Secret cannot be passed.
#pragma once
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>

namespace zugang::log {

enum class Level { debug, info, warning, error };

struct Field {
    Field(std::string_view name_, std::string_view value_) : name(name_), text(value_) {}
    Field(std::string_view name_, char const* value_) : name(name_), text(value_) {}
    Field(std::string_view name_, std::string const& value_) : name(name_), text(value_) {}
    Field(std::string_view name_, std::int64_t value_) : name(name_), number(value_), is_number(true) {}
    Field(std::string_view name_, int value_) : Field(name_, std::int64_t{value_}) {}
    std::string_view name;
    std::string_view text;
    std::int64_t number = 0;
    bool is_number = false;
};

/// {"time":…,"level":…,"event":…,"request":…, fields…}. `event` is a stable snake_case word.
void write(Level level, std::string_view event, std::initializer_list<Field> fields = {});
inline void info(std::string_view event, std::initializer_list<Field> fields = {})
{
    write(Level::info, event, fields);
}
inline void warning(std::string_view event, std::initializer_list<Field> fields = {})
{
    write(Level::warning, event, fields);
}
inline void error(std::string_view event, std::initializer_list<Field> fields = {})
{
    write(Level::error, event, fields);
}

/// Lines below `level` are dropped. Default: info.
void set_level(Level level);
/// Where lines go; the default writes to standard error. For tests.
void set_sink(std::function<void(std::string const&)> sink);

/// While alive, lines written by this thread carry the request's id.
class RequestScope {
public:
    explicit RequestScope(std::string id);
    ~RequestScope();
    RequestScope(RequestScope const&) = delete;
    RequestScope& operator=(RequestScope const&) = delete;

private:
    std::string former_;
};

} // namespace zugang::log
