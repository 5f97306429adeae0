// JSON (RFC 8259): a strict, bounded reader and a small writer. The library behind the reader stays in json.cpp.
#pragma once
#include "base/result.hpp"
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace zugang {

struct JsonLimits {
    std::size_t bytes = 65536;
    std::size_t depth = 32;
    std::size_t members = 1000; // of all objects and arrays together
};

/// A parsed JSON value; copies share the document and are cheap.
class Json {
public:
    /// Refuses duplicate names, invalid UTF-8, trailing characters and anything over the limits.
    [[nodiscard]] static Result<Json> parse(std::string_view text, JsonLimits limits = {});

    [[nodiscard]] bool is_object() const;
    [[nodiscard]] bool is_array() const;
    [[nodiscard]] bool is_string() const;
    [[nodiscard]] bool is_null() const;

    // The value itself; nothing where it is of another type.
    [[nodiscard]] std::optional<std::string> as_string() const;
    [[nodiscard]] std::optional<std::int64_t> as_integer() const; // numbers with a zero fraction count, 1e20 does not
    [[nodiscard]] std::optional<bool> as_boolean() const;
    [[nodiscard]] std::vector<Json> items() const;                           // of an array, else none
    [[nodiscard]] std::vector<std::pair<std::string, Json>> members() const; // of an object, in order, else none

    // A member of an object; nothing where it is missing or of another type.
    [[nodiscard]] std::optional<Json> find(std::string_view name) const;
    [[nodiscard]] std::optional<std::string> string(std::string_view name) const;
    [[nodiscard]] std::optional<std::int64_t> integer(std::string_view name) const;
    [[nodiscard]] std::optional<bool> boolean(std::string_view name) const;
    /// Nothing unless the member is an array of strings only.
    [[nodiscard]] std::optional<std::vector<std::string>> strings(std::string_view name) const;
    [[nodiscard]] bool has(std::string_view name) const { return find(name).has_value(); }

    /// Compact JSON.
    [[nodiscard]] std::string dump() const;

private:
    struct Document;
    Json(std::shared_ptr<Document const> document, void const* node) : document_(std::move(document)), node_(node) {}
    std::shared_ptr<Document const> document_;
    void const* node_;
};

/// A JSON string literal with its quotes; invalid UTF-8 is replaced by U+FFFD.
[[nodiscard]] std::string json_quote(std::string_view text);
[[nodiscard]] std::string json_array(std::vector<std::string> const& strings);

/// Writes one object, member by member in the order given. Usage: `JsonObject{}.add("a", "x").add("n", 5).str()`.
class JsonObject {
public:
    JsonObject& add(std::string_view name, std::string_view value);
    JsonObject& add(std::string_view name, char const* value) { return add(name, std::string_view{value}); }
    JsonObject& add(std::string_view name, std::string const& value) { return add(name, std::string_view{value}); }
    JsonObject& add(std::string_view name, std::int64_t value);
    JsonObject& add(std::string_view name, int value) { return add(name, std::int64_t{value}); }
    JsonObject& add(std::string_view name, bool value);
    JsonObject& add(std::string_view name, std::vector<std::string> const& value);
    /// Left out where there is no value or it is empty.
    JsonObject& add_if(std::string_view name, std::optional<std::string> const& value);
    /// `json` must be valid JSON already.
    JsonObject& add_raw(std::string_view name, std::string_view json);
    [[nodiscard]] std::string str() const { return body_ + "}"; }

private:
    void begin(std::string_view name);
    std::string body_ = "{";
};

} // namespace zugang
