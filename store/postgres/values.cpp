#include "store/postgres/values.hpp"
#include <algorithm>

namespace zugang::store::postgres {
namespace {

constexpr int text_format = 0;
constexpr int binary_format = 1;

// OIDs of built-in types are fixed (pg_type.dat) but not in libpq's headers.
constexpr unsigned bool_type = 16;
constexpr unsigned bytea_type = 17;
constexpr unsigned name_type = 19;
constexpr unsigned int8_type = 20;
constexpr unsigned int2_type = 21;
constexpr unsigned int4_type = 23;
constexpr unsigned text_type = 25;
constexpr unsigned varchar_type = 1043;
constexpr unsigned void_type = 2278;

/// Big-endian two's complement of 1, 2, 4 or 8 bytes.
std::int64_t integer_from(std::string_view bytes)
{
    bool const negative = !bytes.empty() && (static_cast<unsigned char>(bytes.front()) & 0x80U) != 0;
    std::uint64_t number = negative ? ~std::uint64_t{0} : 0;
    for (auto const byte : bytes)
        number = (number << 8U) | static_cast<unsigned char>(byte);
    return static_cast<std::int64_t>(number);
}

} // namespace

BoundParameters::BoundParameters(std::span<std::string const> names, Params params)
    : numbers_(names.size()), pointers_(names.size(), nullptr), lengths_(names.size(), 0),
      formats_(names.size(), text_format)
{
    std::vector<bool> bound(names.size(), false);
    for (auto const& param : params) {
        auto const index = static_cast<std::size_t>(std::ranges::find(names, param.name) - names.begin());
        if (index == names.size() || bound[index])
            throw std::logic_error("parameter :" + std::string(param.name) + " is not in the statement or given twice");
        bound[index] = true;
        bind(index, param.value);
    }
    if (params.size() != names.size()) // an unbound one would quietly be NULL
        throw std::logic_error("a parameter of the statement has no value");
}

void BoundParameters::bind(std::size_t index, Value const& value)
{
    check_storable(value);
    if (auto const* number = std::get_if<std::int64_t>(&value)) {
        numbers_[index] = std::to_string(*number);
        pointers_[index] = numbers_[index].c_str();
    } else if (auto const* text = std::get_if<std::string>(&value)) {
        pointers_[index] = text->c_str();
    } else if (auto const* bytes = std::get_if<Bytes>(&value)) {
        // An empty vector's null pointer would mean NULL.
        pointers_[index] = bytes->empty() ? "" : reinterpret_cast<char const*>(bytes->data());
        lengths_[index] = static_cast<int>(bytes->size());
        formats_[index] = binary_format;
    }
}

Value value_from_binary(unsigned type, std::string_view bytes)
{
    switch (type) {
    case int8_type:
    case int4_type:
    case int2_type:
    case bool_type:
        return integer_from(bytes);
    case text_type:
    case varchar_type:
    case name_type:
        return std::string(bytes);
    case bytea_type: {
        auto const* begin = reinterpret_cast<std::uint8_t const*>(bytes.data());
        return Bytes(begin, begin + bytes.size());
    }
    case void_type: // of functions called for what they do
        return Null{};
    default:
        throw std::logic_error("the store uses no column of type " + std::to_string(type));
    }
}

} // namespace zugang::store::postgres
