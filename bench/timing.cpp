#include "bench/timing.hpp"
#include "base/url.hpp"
#include "bench/http_connection.hpp"
#include "bench/measurement.hpp"
#include "bench/visitor.hpp"
#include "keys/password_hash.hpp"
#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

namespace zugang::bench {
namespace {

constexpr double one_in_a_hundred = 2.576; // two-sided quantile of the normal distribution

/// The sign-in page in one browser, whose address changes with every try: no counter of an address is in the way.
class WrongPasswords {
public:
    explicit WrongPasswords(std::uint16_t port) : connection_(port)
    {
        auto const start = visitor_.get(connection_, "/login", 303);
        action_ = local_address(connection_, start.header("location"));
        csrf_ = attribute_after(visitor_.get(connection_, action_, 200).body, "name=\"csrf\" value=\"");
    }

    /// Milliseconds until the answer. Throws where it is not "wrong".
    double measure(std::string const& name)
    {
        visitor_.set_header("X-Forwarded-For",
                            "10.0." + std::to_string(tries_ / 256) + "." + std::to_string(tries_ % 256));
        ++tries_;
        auto const began = wall_now();
        auto const answer = visitor_.post(
            connection_, action_, {{"csrf", csrf_}, {"username", name}, {"password", "ein falsches Passwort"}}, 200);
        auto const took = wall_now() - began;
        if (answer.body.find("data-message=\"wrong_credentials\"") == std::string::npos)
            throw std::runtime_error{"a wrong password was not told as one"};
        return took * 1000;
    }

private:
    HttpConnection connection_;
    Visitor visitor_;
    std::string action_;
    std::string csrf_;
    int tries_ = 0;
};

double median_of(std::vector<double> sample)
{
    auto const middle = sample.begin() + static_cast<std::ptrdiff_t>(sample.size() / 2);
    std::ranges::nth_element(sample, middle);
    return *middle;
}

/// What slows the machine for a while slows both: in turn, and each first as often as the other.
template <class First, class Second>
Comparison compare(std::size_t pairs, First const& measure_first, Second const& measure_second)
{
    std::vector<double> first;
    std::vector<double> second;
    for (std::size_t pair = 0; pair < pairs; ++pair) {
        if (pair % 2 == 0)
            first.push_back(measure_first());
        second.push_back(measure_second());
        if (pair % 2 != 0)
            first.push_back(measure_first());
    }
    return {pairs, median_of(first), median_of(second), rank_distance(first, second)};
}

} // namespace

double rank_distance(std::vector<double> const& a, std::vector<double> const& b)
{
    double below = 0; // pairs in which a's is the smaller one
    for (auto const x : a)
        for (auto const y : b)
            below += x < y ? 1 : x == y ? 0.5 : 0;
    auto const n = static_cast<double>(a.size());
    auto const m = static_cast<double>(b.size());
    return (below - n * m / 2) / std::sqrt(n * m * (n + m + 1) / 12);
}

double Comparison::of_noise() const
{
    return std::abs(z) / one_in_a_hundred;
}

Comparison compare_names(ZugangServer const& server, std::size_t pairs)
{
    auto const& known_name = server.credentials().username;
    auto const unknown_name = std::string{known_name.rbegin(), known_name.rend()};
    WrongPasswords page{server.port()};
    return compare(pairs, [&] { return page.measure(known_name); }, [&] { return page.measure(unknown_name); });
}

Comparison compare_passwords(std::size_t pairs)
{
    keys::PasswordHasher const hasher{keys::Argon2Parameters{}};
    Secret const right{std::string{"Apfelbaum-Regenschirm-7"}};
    Secret const wrong{std::string{"Apfelbaum-Regenschirm-8"}};
    auto const hash = hasher.hash(right);
    auto const measure = [&](Secret const& password, bool fits) {
        auto const began = wall_now();
        auto const is_right = hasher.verify(password, hash);
        auto const took = wall_now() - began;
        if (is_right != fits)
            throw std::runtime_error{"a password was taken for what it is not"};
        return took * 1000;
    };
    return compare(pairs, [&] { return measure(right, true); }, [&] { return measure(wrong, false); });
}

} // namespace zugang::bench
