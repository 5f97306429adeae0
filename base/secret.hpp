// Secret: text that must not leak. Wiped when destroyed, has no operator<<, compared in constant time.
#pragma once
#include "base/bytes.hpp"
#include <string>
#include <string_view>

namespace zugang {

class Secret {
public:
    Secret() = default;
    explicit Secret(std::string text) : text_(std::move(text)) {}
    Secret(Secret const&) = default;
    Secret(Secret&& other) noexcept;
    Secret& operator=(Secret other) noexcept;
    ~Secret();

    /// The text itself, to hash, seal or send; never to log.
    [[nodiscard]] std::string_view reveal() const { return text_; }
    [[nodiscard]] ByteView bytes() const { return bytes_of(text_); }
    [[nodiscard]] bool empty() const { return text_.empty(); }

    bool operator==(Secret const&) const = delete; // use equal_in_constant_time

private:
    std::string text_;
};

/// Compares in time that depends on the lengths alone.
[[nodiscard]] bool equal_in_constant_time(ByteView a, ByteView b);

} // namespace zugang
