// Wording: gaps, plural forms, durations and times in the three languages.
#include "doctest.h"
#include "engine_for_tests.hpp"
#include "templates/text.hpp"

namespace templates = zugang::templates;
using templates::Language;
using zugang::tests::product_engine;

namespace {

std::string in(Language language, templates::Text const& text)
{
    return product_engine().translate(text, language);
}

templates::Text duration(std::chrono::milliseconds length)
{
    return templates::duration_words(length);
}

std::chrono::sys_time<std::chrono::milliseconds> at(std::int64_t seconds)
{
    return std::chrono::sys_time<std::chrono::milliseconds>{std::chrono::seconds{seconds}};
}

} // namespace

TEST_CASE("a duration is said in the largest exact unit")
{
    using namespace std::chrono_literals;
    CHECK(in(Language::de, duration(24h)) == "24 Stunden");
    CHECK(in(Language::de, duration(1h)) == "1 Stunde");
    CHECK(in(Language::de, duration(90min)) == "90 Minuten");
    CHECK(in(Language::de, duration(60s)) == "1 Minute");
    CHECK(in(Language::de, duration(59s)) == "59 Sekunden");
    CHECK(in(Language::de, duration(61s)) == "2 Minuten");
    CHECK(in(Language::de, duration(1ms)) == "1 Sekunde");
    CHECK(in(Language::de, duration(0ms)) == "1 Sekunde");
    CHECK(in(Language::de, duration(-5s)) == "1 Sekunde");
}

TEST_CASE("counted words take the form their language has for the number")
{
    using namespace std::chrono_literals;
    CHECK(in(Language::en, duration(1min)) == "1 minute");
    CHECK(in(Language::en, duration(2min)) == "2 minutes");
    CHECK(in(Language::uk, duration(1min)) == "1 хвилину");
    CHECK(in(Language::uk, duration(2min)) == "2 хвилини");
    CHECK(in(Language::uk, duration(5min)) == "5 хвилин");
    CHECK(in(Language::uk, duration(11min)) == "11 хвилин");
    CHECK(in(Language::uk, duration(21min)) == "21 хвилину");
    CHECK(in(Language::uk, duration(24h)) == "24 години");
}

TEST_CASE("a time of day is German time, in winter one and in summer two hours ahead of UTC")
{
    CHECK(in(Language::de, templates::weekday_words(at(1795698300))) == "Donnerstag, 14:05 Uhr");
    CHECK(in(Language::en, templates::weekday_words(at(1795698300))) == "Thursday, 14:05");
    CHECK(in(Language::uk, templates::weekday_words(at(1795698300))) == "четвер, 14:05");
    CHECK(in(Language::de, templates::date_words(at(1783425900))) == "07.07.2026, 14:05 Uhr");
    CHECK(in(Language::en, templates::day_words(at(1783425900))) == "07.07.2026");
    // 29 March 2026, 01:00 UTC: 02:00 becomes 03:00. 25 October 2026, 01:00 UTC: 03:00 becomes 02:00.
    CHECK(in(Language::de, templates::date_words(at(1774745999))) == "29.03.2026, 01:59 Uhr");
    CHECK(in(Language::de, templates::date_words(at(1774746000))) == "29.03.2026, 03:00 Uhr");
    CHECK(in(Language::de, templates::date_words(at(1792889999))) == "25.10.2026, 02:59 Uhr");
    CHECK(in(Language::de, templates::date_words(at(1792890000))) == "25.10.2026, 02:00 Uhr");
}

TEST_CASE("each day of the week has its name")
{
    std::vector<std::string> const days{"Montag",  "Dienstag", "Mittwoch", "Donnerstag",
                                        "Freitag", "Samstag",  "Sonntag"};
    for (std::size_t day = 0; day < days.size(); ++day) {
        auto const monday_noon = 1795431600; // 23 November 2026, 12:00 in Germany
        auto const words = in(Language::de, templates::weekday_words(at(monday_noon + static_cast<int>(day) * 86400)));
        CHECK(words == days[day] + ", 12:00 Uhr");
    }
}

TEST_CASE("what fills a gap is not looked at for gaps itself")
{
    auto text = templates::tr("Meinten Sie {detail}?");
    text.with("detail", std::string{"{detail}{n}"});
    CHECK(in(Language::de, text) == "Meinten Sie {detail}{n}?");
}

TEST_CASE("a plain value is never translated")
{
    CHECK(in(Language::uk, templates::Text{std::string{"Anmelden"}}) == "Anmelden");
    CHECK(in(Language::uk, templates::tr("Anmelden")) == "Увійти (Anmelden)");
}

TEST_CASE("a text nobody collected is shown in German, its gaps filled")
{
    auto text = templates::trn("{n} Zauberpilz", "{n} Zauberpilze", 3);
    CHECK(in(Language::uk, text) == "3 Zauberpilze");
    CHECK(in(Language::uk, templates::trn("{n} Zauberpilz", "{n} Zauberpilze", 1)) == "1 Zauberpilz");
}
