// What must hold for anything somebody types for a code.
#pragma once
#include "base/text.hpp"
#include "codes/alphabet.hpp"
#include "codes/clean.hpp"
#include "codes/read.hpp"
#include "tests/fuzz/require.hpp"

namespace zugang::fuzz {

/// What is read is one code of the wanted kind, whatever way it is written; what is not, has one reason.
inline void try_typed_code(std::string_view input)
{
    auto const points = codes::clean(input);
    require(points.has_value() == is_utf8(input), "any text can be cleaned");
    int readings = 0;
    for (auto const kind : {codes::Kind::activation, codes::Kind::one_time_access, codes::Kind::recovery}) {
        auto const code = codes::read(input, kind);
        if (!code) {
            require(code.error().kind == codes::Kind::activation || code.error().kind != kind,
                    "another kind is another");
            require(is_utf8(code.error().character), "a character to show is UTF-8");
            continue;
        }
        ++readings;
        require(points && points->size() == codes::code_length, "a code has twelve characters");
        require(codes::kind_of(code->symbols()) == kind, "a code is of the kind asked for");
        auto const again = codes::read(codes::grouped(code->symbols()), kind);
        require(again && again->symbols() == code->symbols(), "a code reads back as it is printed");
    }
    require(readings <= 1, "a code is of one kind");
}

} // namespace zugang::fuzz
