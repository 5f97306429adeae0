// JsonNode: the tree behind Json, inside base only. Its depth is bounded by the reader, so destroying it may recurse.
#pragma once
#include "base/json.hpp"

namespace zugang {

enum class JsonKind { null, boolean, number, string, array, object };

struct JsonNode {
    JsonKind kind = JsonKind::null;
    bool boolean = false;
    std::optional<std::int64_t> integer; // of a number that is one
    std::string name;                    // where it is a member of an object
    std::string text;                    // of a string, or a number's spelling
    std::vector<JsonNode> children;      // an array's items or an object's members, in order
};

struct Json::Document {
    JsonNode root;
};

/// The document's tree, or why there is none.
[[nodiscard]] Result<JsonNode> read_json(std::string_view text, JsonLimits limits);

} // namespace zugang
