// Text: a piece of wording that is translated when a page is rendered, or a value that stays as it is.
#pragma once
#include <chrono>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace zugang::templates {

/// Made by tr(), trn() or from a plain string. {name} in the wording is a gap, filled by with().
class Text {
public:
    Text() = default;
    /// A value as it is: a name, an address. Never translated.
    Text(std::string value) : source_(std::move(value)) {}
    /// A number as it is; also what a plural form is chosen by.
    [[nodiscard]] static Text number(std::uint64_t count);
    [[nodiscard]] static Text translated(std::string source, std::string plural, std::uint64_t count);

    Text& with(std::string name, Text value);

    [[nodiscard]] bool is_empty() const { return source_.empty(); }
    [[nodiscard]] bool is_translated() const { return translated_; }
    [[nodiscard]] std::string const& source() const { return source_; }
    [[nodiscard]] std::string const& plural() const { return plural_; } // empty where there is no plural form
    [[nodiscard]] std::uint64_t count() const { return count_; }
    [[nodiscard]] std::vector<std::pair<std::string, Text>> const& gaps() const { return gaps_; }

private:
    std::string source_;
    std::string plural_;
    std::uint64_t count_ = 0;
    bool translated_ = false;
    std::vector<std::pair<std::string, Text>> gaps_;
};

/// The German source text of the catalogs. script/translations finds it here by the function's name.
[[nodiscard]] Text tr(std::string source);
/// One form for 1 and one for many; the languages have as many as they need. The gap {n} is filled with `count`.
[[nodiscard]] Text trn(std::string one, std::string many, std::uint64_t count);

/// "1 Minute", "24 Stunden", "45 Sekunden": the largest unit that is exact, else rounded up to minutes.
[[nodiscard]] Text duration_words(std::chrono::milliseconds duration);
/// "Dienstag, 14:05 Uhr" in German time (CET or CEST).
[[nodiscard]] Text weekday_words(std::chrono::sys_time<std::chrono::milliseconds> at);
/// "24.11.2026" in German time.
[[nodiscard]] Text day_words(std::chrono::sys_time<std::chrono::milliseconds> at);
/// "24.11.2026, 14:05 Uhr" in German time.
[[nodiscard]] Text date_words(std::chrono::sys_time<std::chrono::milliseconds> at);

} // namespace zugang::templates
