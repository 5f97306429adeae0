#include "tests/support/cbor_writer.hpp"

namespace zugang::tests::cbor {
namespace {

enum class Major : std::uint8_t { unsigned_number = 0, negative_number = 1, bytes = 2, text = 3, array = 4, map = 5 };

/// The shortest head (RFC 8949 §4.2.1).
Bytes head(Major major, std::uint64_t value)
{
    auto const type = static_cast<std::uint8_t>(static_cast<unsigned>(major) << 5U);
    if (value < 24)
        return {static_cast<std::uint8_t>(type | value)};
    unsigned const width = value <= 0xff ? 0 : value <= 0xffff ? 1 : value <= 0xffffffff ? 2 : 3;
    Bytes out{static_cast<std::uint8_t>(type | (24 + width))};
    for (unsigned left = 1U << width; left > 0; --left)
        out.push_back(static_cast<std::uint8_t>(value >> (8 * (left - 1))));
    return out;
}

Bytes with(Bytes start, ByteView rest)
{
    start.insert(start.end(), rest.begin(), rest.end());
    return start;
}

} // namespace

Bytes integer(std::int64_t value)
{
    return value < 0 ? head(Major::negative_number, static_cast<std::uint64_t>(-(value + 1)))
                     : head(Major::unsigned_number, static_cast<std::uint64_t>(value));
}

Bytes bytes(ByteView value)
{
    return with(head(Major::bytes, value.size()), value);
}

Bytes text(std::string_view value)
{
    return with(head(Major::text, value.size()), bytes_of(value));
}

Bytes boolean(bool value)
{
    return {static_cast<std::uint8_t>(value ? 0xf5 : 0xf4)};
}

Bytes array(std::vector<Bytes> const& items)
{
    auto out = head(Major::array, items.size());
    for (auto const& item : items)
        out = with(std::move(out), item);
    return out;
}

Bytes map(Members const& members)
{
    auto out = head(Major::map, members.size());
    for (auto const& [name, value] : members)
        out = with(with(std::move(out), name), value);
    return out;
}

} // namespace zugang::tests::cbor
