// The only file that knows the JSON library, and only its tokeniser: the tree is ours, built under the limits, so a
// deep document is refused before it exists (the library's own tree overflows the stack when one is copied).
#include "base/json_node.hpp"
#include <algorithm>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

namespace zugang {
namespace {

class JsonBuilder {
public:
    explicit JsonBuilder(JsonLimits limits) : limits_(limits) {}

    // The library's callbacks; false stops the reading.
    bool null() { return place({}) != nullptr; }
    bool boolean(bool value)
    {
        auto* const node = place({});
        if (node == nullptr)
            return false;
        node->kind = JsonKind::boolean;
        node->boolean = value;
        return true;
    }
    bool number_integer(std::int64_t value) { return place_number(std::to_string(value), value); }
    bool number_unsigned(std::uint64_t value)
    {
        std::optional<std::int64_t> integer;
        if (value <= std::uint64_t{std::numeric_limits<std::int64_t>::max()})
            integer = static_cast<std::int64_t>(value);
        return place_number(std::to_string(value), integer);
    }
    bool number_float(double value, std::string const& spelling)
    {
        constexpr double exact_up_to = 9007199254740992.0; // 2^53: beyond it a double skips whole numbers
        std::optional<std::int64_t> integer;
        if (std::abs(value) <= exact_up_to && std::trunc(value) == value)
            integer = static_cast<std::int64_t>(value);
        return place_number(spelling, integer);
    }
    bool string(std::string& value)
    {
        auto* const node = place({});
        if (node == nullptr)
            return false;
        node->kind = JsonKind::string;
        node->text = std::move(value);
        return true;
    }
    bool binary(std::vector<std::uint8_t>&) { return stop("binary data"); }
    bool start_object(std::size_t) { return open(JsonKind::object); }
    bool start_array(std::size_t) { return open(JsonKind::array); }
    bool key(std::string& value)
    {
        name_ = std::move(value);
        return true;
    }
    bool end_object()
    {
        // Two parsers that disagree on which duplicate counts can be played against each other.
        if (has_duplicate_names(*open_.back()))
            return stop("a name occurs twice in one object");
        open_.pop_back();
        return true;
    }
    bool end_array()
    {
        open_.pop_back();
        return true;
    }
    bool parse_error(std::size_t position, std::string const&, std::exception const&)
    {
        return stop("not JSON at byte " + std::to_string(position)); // without the input itself
    }

    [[nodiscard]] JsonNode take_root() { return std::move(root_); }
    [[nodiscard]] std::string reason() const { return reason_; }

private:
    bool stop(std::string reason)
    {
        reason_ = std::move(reason);
        return false;
    }
    bool place_number(std::string spelling, std::optional<std::int64_t> integer)
    {
        auto* const node = place({});
        if (node == nullptr)
            return false;
        node->kind = JsonKind::number;
        node->integer = integer;
        node->text = std::move(spelling);
        return true;
    }
    bool open(JsonKind kind)
    {
        if (open_.size() >= limits_.depth)
            return stop("nested too deeply");
        auto* const node = place({});
        if (node == nullptr)
            return false;
        node->kind = kind;
        // Its address holds while it is open: siblings are only added once it is closed.
        open_.push_back(node);
        return true;
    }
    /// Puts a value where it belongs. Null where there are too many.
    JsonNode* place(JsonNode node)
    {
        if (open_.empty()) {
            root_ = std::move(node);
            return &root_;
        }
        if (++members_ > limits_.members) {
            stop("too many members");
            return nullptr;
        }
        auto& parent = *open_.back();
        node.name = std::exchange(name_, {}); // empty in an array
        return &parent.children.emplace_back(std::move(node));
    }
    static bool has_duplicate_names(JsonNode const& object)
    {
        std::vector<std::string_view> names;
        names.reserve(object.children.size());
        for (auto const& member : object.children)
            names.emplace_back(member.name);
        std::ranges::sort(names);
        return std::ranges::adjacent_find(names) != names.end();
    }

    JsonLimits limits_;
    JsonNode root_;
    std::vector<JsonNode*> open_;
    std::string name_;
    std::size_t members_ = 0;
    std::string reason_ = "not JSON";
};

} // namespace

Result<JsonNode> read_json(std::string_view text, JsonLimits limits)
{
    if (text.size() > limits.bytes)
        return failure("more than " + std::to_string(limits.bytes) + " bytes of JSON");
    // The library takes a NUL for the end of the text and skips a byte order mark.
    if (text.find('\0') != std::string_view::npos || text.starts_with("\xef\xbb\xbf"))
        return failure("not JSON: a NUL or a byte order mark");
    JsonBuilder builder(limits);
    if (!nlohmann::json::sax_parse(text.begin(), text.end(), &builder, nlohmann::json::input_format_t::json,
                                   /*strict=*/true, /*ignore_comments=*/false))
        return failure(builder.reason());
    return builder.take_root();
}

} // namespace zugang
