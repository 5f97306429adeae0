// CBOR (RFC 8949) as CTAP2 allows it: definite lengths, no tags, no floats; bounded in depth and in what it allocates.
// libcbor reads each head; claimed sizes are compared with the bytes that are there before anything is reserved.
#pragma once
#include "base/bytes.hpp"
#include "webauthn/refusal.hpp"
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace zugang::webauthn {

class Cbor;
using CborArray = std::vector<Cbor>;
using CborMap = std::vector<std::pair<Cbor, Cbor>>; // no key twice

class Cbor {
public:
    /// The whole input is one value.
    [[nodiscard]] static Result<Cbor, Refusal> parse(ByteView bytes);
    /// One value at the beginning; `length` says how many bytes it took.
    [[nodiscard]] static Result<Cbor, Refusal> parse_first(ByteView bytes, std::size_t& length);

    // The value itself; nothing where it is of another type.
    [[nodiscard]] std::optional<std::int64_t> integer() const; // also negative; nothing beyond 64 bits
    [[nodiscard]] std::optional<bool> boolean() const;
    [[nodiscard]] Bytes const* bytes() const;
    [[nodiscard]] std::string const* text() const; // checked UTF-8
    [[nodiscard]] CborArray const* array() const;
    [[nodiscard]] CborMap const* map() const;

    // A member of a map; nothing where it is missing or this is no map.
    [[nodiscard]] Cbor const* find(std::string_view key) const;
    [[nodiscard]] Cbor const* find(std::int64_t key) const;

    [[nodiscard]] bool operator==(Cbor const&) const = default;

    struct Null {
        [[nodiscard]] bool operator==(Null const&) const = default;
    };
    using Value = std::variant<Null, bool, std::int64_t, Bytes, std::string, CborArray, CborMap>;
    explicit Cbor(Value value) : value_(std::move(value)) {}

private:
    Value value_;
};

} // namespace zugang::webauthn
