#include "tests/support/soft_der.hpp"
#include "tests/support/soft_ceremony.hpp"
#include <memory>
#include <openssl/objects.h>

namespace zugang::tests::der {
namespace {

Bytes length(std::size_t size)
{
    if (size < 0x80)
        return {static_cast<std::uint8_t>(size)};
    if (size < 0x100)
        return {0x81, static_cast<std::uint8_t>(size)};
    return joined({Bytes{0x82}, big_endian_16(static_cast<std::uint16_t>(size))});
}

Bytes identifier(unsigned number)
{
    constexpr unsigned context_constructed = 0xa0;
    if (number < 31)
        return {static_cast<std::uint8_t>(context_constructed | number)};
    Bytes out{context_constructed | 31U};
    if (number >= 128)
        out.push_back(static_cast<std::uint8_t>(0x80U | (number >> 7U)));
    out.push_back(static_cast<std::uint8_t>(number & 0x7fU));
    return out;
}

} // namespace

Bytes value(std::uint8_t tag, ByteView content)
{
    return joined({Bytes{tag}, length(content.size()), content});
}

Bytes sequence(std::initializer_list<ByteView> parts)
{
    return value(0x30, joined(parts));
}

Bytes set(std::initializer_list<ByteView> parts)
{
    return value(0x31, joined(parts));
}

Bytes octets(ByteView content)
{
    return value(0x04, content);
}

Bytes integer(std::uint8_t number)
{
    return value(0x02, Bytes{number});
}

Bytes enumerated(std::uint8_t number)
{
    return value(0x0a, Bytes{number});
}

Bytes null()
{
    return value(0x05, {});
}

Bytes text(std::string_view utf8)
{
    return value(0x0c, bytes_of(utf8));
}

Bytes object(std::string const& oid)
{
    std::unique_ptr<ASN1_OBJECT, decltype(&ASN1_OBJECT_free)> const parsed(OBJ_txt2obj(oid.c_str(), 1),
                                                                           &ASN1_OBJECT_free);
    return value(0x06, {OBJ_get0_data(parsed.get()), OBJ_length(parsed.get())});
}

Bytes tagged(unsigned number, ByteView content)
{
    return joined({identifier(number), length(content.size()), content});
}

} // namespace zugang::tests::der
