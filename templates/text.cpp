#include "templates/text.hpp"
#include <array>

namespace zugang::templates {
namespace {

using Moment = std::chrono::sys_time<std::chrono::milliseconds>;

/// Central European Time: one hour ahead of UTC, two between the last Sundays of March and October, 01:00 UTC
/// (Directive 2000/84/EC). The visitors are there, whatever zone the machine keeps.
std::chrono::local_seconds german_time(Moment at)
{
    auto const seconds = std::chrono::floor<std::chrono::seconds>(at);
    auto const year = std::chrono::year_month_day{std::chrono::floor<std::chrono::days>(at)}.year();
    auto const change = [year](std::chrono::month month) {
        return std::chrono::sys_days{year / month / std::chrono::Sunday[std::chrono::last]} + std::chrono::hours{1};
    };
    auto const is_summer = seconds >= change(std::chrono::March) && seconds < change(std::chrono::October);
    return std::chrono::local_seconds{seconds.time_since_epoch() + std::chrono::hours{is_summer ? 2 : 1}};
}

std::string two_digits(unsigned number)
{
    return {static_cast<char>('0' + number / 10 % 10), static_cast<char>('0' + number % 10)};
}

std::string clock_words(std::chrono::local_seconds at)
{
    auto const time = std::chrono::hh_mm_ss{at - std::chrono::floor<std::chrono::days>(at)};
    return two_digits(static_cast<unsigned>(time.hours().count())) + ":" +
           two_digits(static_cast<unsigned>(time.minutes().count()));
}

Text weekday_name(std::chrono::weekday day)
{
    switch (day.iso_encoding()) {
    case 1:
        return tr("Montag");
    case 2:
        return tr("Dienstag");
    case 3:
        return tr("Mittwoch");
    case 4:
        return tr("Donnerstag");
    case 5:
        return tr("Freitag");
    case 6:
        return tr("Samstag");
    default:
        return tr("Sonntag");
    }
}

} // namespace

Text Text::number(std::uint64_t count)
{
    Text text{std::to_string(count)};
    text.count_ = count;
    return text;
}

Text Text::translated(std::string source, std::string plural, std::uint64_t count)
{
    Text text{std::move(source)};
    text.plural_ = std::move(plural);
    text.count_ = count;
    text.translated_ = true;
    return text;
}

Text& Text::with(std::string name, Text value)
{
    gaps_.emplace_back(std::move(name), std::move(value));
    return *this;
}

Text tr(std::string source)
{
    return Text::translated(std::move(source), {}, 0);
}

Text trn(std::string one, std::string many, std::uint64_t count)
{
    auto text = Text::translated(std::move(one), std::move(many), count);
    text.with("n", Text::number(count));
    return text;
}

Text duration_words(std::chrono::milliseconds duration)
{
    auto const seconds = static_cast<std::uint64_t>(
        std::max<std::int64_t>(1, std::chrono::ceil<std::chrono::seconds>(duration).count()));
    if (seconds < 60) {
        return trn("{n} Sekunde", "{n} Sekunden", seconds);
    }
    if (seconds % 3600 == 0) {
        return trn("{n} Stunde", "{n} Stunden", seconds / 3600);
    }
    return trn("{n} Minute", "{n} Minuten", (seconds + 59) / 60);
}

Text weekday_words(Moment at)
{
    auto const local = german_time(at);
    auto const day = std::chrono::weekday{std::chrono::floor<std::chrono::days>(local)};
    auto text = tr("{weekday}, {time} Uhr");
    text.with("weekday", weekday_name(day)).with("time", clock_words(local));
    return text;
}

Text day_words(Moment at)
{
    auto const date = std::chrono::year_month_day{std::chrono::floor<std::chrono::days>(german_time(at))};
    return two_digits(static_cast<unsigned>(date.day())) + "." + two_digits(static_cast<unsigned>(date.month())) + "." +
           std::to_string(static_cast<int>(date.year()));
}

Text date_words(Moment at)
{
    auto text = tr("{date}, {time} Uhr");
    text.with("date", day_words(at)).with("time", clock_words(german_time(at)));
    return text;
}

} // namespace zugang::templates
