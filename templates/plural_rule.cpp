#include "templates/plural_rule.hpp"
#include <array>
#include <charconv>
#include <optional>

namespace zugang::templates {
namespace {

using Op = PluralRule::Op;
using Node = PluralRule::Node;

constexpr std::size_t deepest_expression = 64;

struct Operator {
    std::string_view sign;
    Op op;
    int level; // binds tighter the higher it is
};
// Longer signs first, so that "<=" is not read as "<".
constexpr std::array operators{Operator{"||", Op::either, 1}, Operator{"&&", Op::both, 2}, Operator{"==", Op::eq, 3},
                               Operator{"!=", Op::ne, 3},     Operator{"<=", Op::le, 4},   Operator{">=", Op::ge, 4},
                               Operator{"<", Op::lt, 4},      Operator{">", Op::gt, 4},    Operator{"+", Op::add, 5},
                               Operator{"-", Op::sub, 5},     Operator{"*", Op::mul, 6},   Operator{"/", Op::div, 6},
                               Operator{"%", Op::mod, 6}};

/// Recursive descent over the expression; every function returns the position of its node.
class ExpressionReader {
public:
    explicit ExpressionReader(std::string_view text) : rest_(text) {}

    std::optional<std::size_t> read_choice()
    {
        if (++depth_ > deepest_expression) {
            return std::nullopt;
        }
        auto const condition = read_binary(1);
        if (!condition || !take("?")) {
            --depth_;
            return condition;
        }
        auto const yes = read_choice();
        if (!yes || !take(":")) {
            return std::nullopt;
        }
        auto const no = read_choice();
        --depth_;
        return no ? std::optional{add({Op::choose, 0, *condition, *yes, *no})} : std::nullopt;
    }

    bool take(std::string_view sign)
    {
        skip_space();
        if (!rest_.starts_with(sign)) {
            return false;
        }
        rest_.remove_prefix(sign.size());
        return true;
    }

    bool is_at_end()
    {
        skip_space();
        return rest_.empty();
    }

    std::vector<Node> nodes;

private:
    void skip_space()
    {
        while (!rest_.empty() && (rest_[0] == ' ' || rest_[0] == '\t')) {
            rest_.remove_prefix(1);
        }
    }

    std::size_t add(Node node)
    {
        nodes.push_back(node);
        return nodes.size() - 1;
    }

    Operator const* find_operator()
    {
        skip_space();
        for (auto const& candidate : operators) {
            if (rest_.starts_with(candidate.sign)) {
                return &candidate;
            }
        }
        return nullptr;
    }

    std::optional<std::size_t> read_binary(int level)
    {
        auto left = read_operand();
        for (auto const* next = find_operator(); left && next && next->level >= level; next = find_operator()) {
            take(next->sign);
            auto const right = read_binary(next->level + 1);
            if (!right) {
                return std::nullopt;
            }
            left = add({next->op, 0, *left, *right, 0});
        }
        return left;
    }

    std::optional<std::size_t> read_operand()
    {
        if (take("!")) {
            if (++depth_ > deepest_expression) {
                return std::nullopt;
            }
            auto const operand = read_operand();
            --depth_;
            return operand ? std::optional{add({Op::negate, 0, *operand, 0, 0})} : std::nullopt;
        }
        if (take("(")) {
            auto const inner = read_choice();
            return inner && take(")") ? inner : std::nullopt;
        }
        if (take("n")) {
            return add({Op::n, 0, 0, 0, 0});
        }
        std::uint64_t number = 0;
        auto const [end, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), number);
        if (error != std::errc{}) {
            return std::nullopt;
        }
        rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
        return add({Op::number, number, 0, 0, 0});
    }

    std::string_view rest_;
    std::size_t depth_ = 0;
};

} // namespace

Result<PluralRule> PluralRule::parse(std::string_view header)
{
    auto const semicolon = header.find(';');
    if (semicolon == std::string_view::npos) {
        return failure("Plural-Forms has no semicolon");
    }
    ExpressionReader count{header.substr(0, semicolon)};
    if (!count.take("nplurals") || !count.take("=")) {
        return failure("Plural-Forms does not start with nplurals=");
    }
    auto const forms = count.read_choice();
    if (!forms || !count.is_at_end() || count.nodes.size() != 1 || count.nodes[0].op != Op::number) {
        return failure("nplurals is no number");
    }
    PluralRule rule;
    rule.form_count_ = count.nodes[0].value;
    if (rule.form_count_ < 1 || rule.form_count_ > 9) {
        return failure("nplurals is not between 1 and 9");
    }
    ExpressionReader reader{header.substr(semicolon + 1)};
    if (!reader.take("plural") || !reader.take("=")) {
        return failure("Plural-Forms has no plural=");
    }
    auto const root = reader.read_choice();
    reader.take(";");
    if (!root || !reader.is_at_end()) {
        return failure("the plural expression cannot be read");
    }
    rule.nodes_ = std::move(reader.nodes);
    rule.root_ = *root;
    return rule;
}

std::size_t PluralRule::form_for(std::uint64_t count) const
{
    return std::min<std::size_t>(nodes_.empty() ? 0 : value_of(root_, count), form_count_ - 1);
}

std::uint64_t PluralRule::value_of(std::size_t position, std::uint64_t count) const
{
    auto const& node = nodes_[position];
    auto const first = [&] { return value_of(node.first, count); };
    auto const second = [&] { return value_of(node.second, count); };
    switch (node.op) {
    case Op::number:
        return node.value;
    case Op::n:
        return count;
    case Op::negate:
        return first() == 0 ? 1 : 0;
    case Op::choose:
        return first() != 0 ? second() : value_of(node.third, count);
    case Op::either:
        return first() != 0 || second() != 0 ? 1 : 0;
    case Op::both:
        return first() != 0 && second() != 0 ? 1 : 0;
    case Op::eq:
        return first() == second() ? 1 : 0;
    case Op::ne:
        return first() != second() ? 1 : 0;
    case Op::le:
        return first() <= second() ? 1 : 0;
    case Op::ge:
        return first() >= second() ? 1 : 0;
    case Op::lt:
        return first() < second() ? 1 : 0;
    case Op::gt:
        return first() > second() ? 1 : 0;
    case Op::add:
        return first() + second();
    case Op::sub:
        return first() - second();
    case Op::mul:
        return first() * second();
    case Op::div: {
        auto const divisor = second();
        return divisor == 0 ? 0 : first() / divisor;
    }
    case Op::mod: {
        auto const divisor = second();
        return divisor == 0 ? 0 : first() % divisor;
    }
    }
    return 0;
}

} // namespace zugang::templates
