#include "webauthn/cbor.hpp"
#include "base/text.hpp"
#include <cbor.h>
#include <limits>

namespace zugang::webauthn {
namespace {

// CTAP2 itself allows four levels; one that allowed more would still end here.
constexpr int deepest = 16;
// Of one array or map: no format comes near it, and the search for a key that occurs twice stays cheap, also where a
// stranger sends 64 KiB of maps.
constexpr std::uint64_t most_entries = 64;

/// One data item's head, and for strings the content behind it.
struct Head {
    enum class Kind { other, positive, negative, bytes, text, array, map, boolean, null };
    Kind kind = Kind::other; // what no callback below has set: tags, floats, undefined, indefinite lengths
    std::uint64_t argument = 0;
    ByteView content = {};
};

template <Head::Kind kind>
void take_number(void* head, auto argument)
{
    *static_cast<Head*>(head) = {kind, argument};
}

template <Head::Kind kind>
void take_string(void* head, cbor_data data, auto size)
{
    *static_cast<Head*>(head) = {kind, size, ByteView(data, static_cast<std::size_t>(size))};
}

cbor_callbacks make_callbacks()
{
    using enum Head::Kind;
    auto callbacks = cbor_empty_callbacks;
    callbacks.uint8 = take_number<positive>;
    callbacks.uint16 = take_number<positive>;
    callbacks.uint32 = take_number<positive>;
    callbacks.uint64 = take_number<positive>;
    callbacks.negint8 = take_number<negative>;
    callbacks.negint16 = take_number<negative>;
    callbacks.negint32 = take_number<negative>;
    callbacks.negint64 = take_number<negative>;
    callbacks.byte_string = take_string<bytes>;
    callbacks.string = take_string<text>;
    callbacks.array_start = take_number<array>;
    callbacks.map_start = take_number<map>;
    callbacks.boolean = take_number<boolean>;
    callbacks.null = [](void* head) { *static_cast<Head*>(head) = {null}; };
    return callbacks;
}

/// Bytes of the shortest head that says `argument` (RFC 8949 §3).
std::size_t shortest_head(std::uint64_t argument)
{
    if (argument < 24)
        return 1;
    if (argument <= std::numeric_limits<std::uint8_t>::max())
        return 2;
    if (argument <= std::numeric_limits<std::uint16_t>::max())
        return 3;
    return argument <= std::numeric_limits<std::uint32_t>::max() ? 5 : 9;
}

std::unexpected<Refusal> malformed(std::string_view why)
{
    return refuse(Reason::malformed_cbor, why);
}

class Reader {
public:
    explicit Reader(ByteView bytes) : rest_(bytes) {}

    [[nodiscard]] ByteView rest() const { return rest_; }

    Result<Cbor, Refusal> read(int depth)
    {
        auto const head = read_head();
        if (!head)
            return std::unexpected(head.error());
        switch (head->kind) {
        case Head::Kind::positive:
        case Head::Kind::negative:
            return to_integer(*head);
        case Head::Kind::bytes:
            return Cbor(Bytes(head->content.begin(), head->content.end()));
        case Head::Kind::text:
            if (!is_utf8(text_of(head->content)))
                return malformed("RFC 8949 §3.1: text that is no UTF-8");
            return Cbor(std::string(text_of(head->content)));
        case Head::Kind::array:
            return read_array(head->argument, depth);
        case Head::Kind::map:
            return read_map(head->argument, depth);
        case Head::Kind::boolean:
            return Cbor(head->argument != 0);
        case Head::Kind::null:
            return Cbor(Cbor::Null{});
        case Head::Kind::other:
            break;
        }
        return malformed("CTAP2 canonical CBOR: a tag, a float, an indefinite length or undefined");
    }

private:
    Result<Head, Refusal> read_head()
    {
        static auto const callbacks = make_callbacks();
        Head head;
        auto const result = cbor_stream_decode(rest_.data(), rest_.size(), &callbacks, &head);
        if (result.status != CBOR_DECODER_FINISHED)
            return malformed("RFC 8949 §3: not well-formed, or cut off");
        // Every byte has one spelling (CTAP2 canonical CBOR): what is stored and compared cannot differ in form alone.
        auto const one_byte = head.kind == Head::Kind::boolean;
        if (result.read != (one_byte ? 1 : shortest_head(head.argument)) + head.content.size())
            return malformed("CTAP2 canonical CBOR: not the shortest form");
        rest_ = rest_.subspan(result.read);
        return head;
    }

    static Result<Cbor, Refusal> to_integer(Head const& head)
    {
        if (head.argument > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
            return malformed("an integer beyond 64 bits");
        auto const argument = static_cast<std::int64_t>(head.argument);
        return Cbor(head.kind == Head::Kind::positive ? argument : -1 - argument);
    }

    /// Whether so many entries of at least `smallest` bytes each can follow.
    [[nodiscard]] bool can_follow(std::uint64_t entries, std::size_t smallest) const
    {
        return entries <= most_entries && entries <= rest_.size() / smallest;
    }

    Result<Cbor, Refusal> read_array(std::uint64_t entries, int depth)
    {
        if (depth == deepest || !can_follow(entries, 1))
            return malformed("an array deeper or longer than its bytes or our limits");
        CborArray array;
        for (; entries > 0; --entries) {
            auto entry = read(depth + 1);
            if (!entry)
                return entry;
            array.push_back(std::move(*entry));
        }
        return Cbor(std::move(array));
    }

    Result<Cbor, Refusal> read_map(std::uint64_t entries, int depth)
    {
        if (depth == deepest || !can_follow(entries, 2))
            return malformed("a map deeper or longer than its bytes or our limits");
        CborMap map;
        for (; entries > 0; --entries) {
            auto key = read(depth + 1);
            if (!key)
                return key;
            if (!key->integer() && key->text() == nullptr)
                return malformed("a map's key that is neither text nor a number");
            // Two readers could otherwise take different ones (RFC 8949 §5.6).
            for (auto const& known : map)
                if (known.first == *key)
                    return malformed("RFC 8949 §5.6: a key twice");
            auto value = read(depth + 1);
            if (!value)
                return value;
            map.emplace_back(std::move(*key), std::move(*value));
        }
        return Cbor(std::move(map));
    }

    ByteView rest_;
};

template <class Matches>
Cbor const* find_member(CborMap const* map, Matches matches)
{
    if (map == nullptr)
        return nullptr;
    for (auto const& [key, value] : *map)
        if (matches(key))
            return &value;
    return nullptr;
}

} // namespace

Result<Cbor, Refusal> Cbor::parse(ByteView bytes)
{
    std::size_t length = 0;
    auto value = parse_first(bytes, length);
    if (value && length != bytes.size())
        return malformed("bytes behind the value");
    return value;
}

Result<Cbor, Refusal> Cbor::parse_first(ByteView bytes, std::size_t& length)
{
    Reader reader(bytes);
    auto value = reader.read(0);
    length = bytes.size() - reader.rest().size();
    return value;
}

std::optional<std::int64_t> Cbor::integer() const
{
    auto const* const value = std::get_if<std::int64_t>(&value_);
    return value != nullptr ? std::optional(*value) : std::nullopt;
}

std::optional<bool> Cbor::boolean() const
{
    auto const* const value = std::get_if<bool>(&value_);
    return value != nullptr ? std::optional(*value) : std::nullopt;
}

Bytes const* Cbor::bytes() const
{
    return std::get_if<Bytes>(&value_);
}

std::string const* Cbor::text() const
{
    return std::get_if<std::string>(&value_);
}

CborArray const* Cbor::array() const
{
    return std::get_if<CborArray>(&value_);
}

CborMap const* Cbor::map() const
{
    return std::get_if<CborMap>(&value_);
}

Cbor const* Cbor::find(std::string_view key) const
{
    return find_member(map(), [&](Cbor const& name) { return name.text() != nullptr && *name.text() == key; });
}

Cbor const* Cbor::find(std::int64_t key) const
{
    return find_member(map(), [&](Cbor const& name) { return name.integer() == key; });
}

} // namespace zugang::webauthn
