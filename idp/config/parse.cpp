#include "idp/config/load.hpp"
#include "idp/config/nearest.hpp"
#include "idp/config/rules.hpp"
#include "idp/config/schema.hpp"
#include <algorithm>
#include <sstream>
#include <toml++/toml.h>

namespace zugang::idp::config {
namespace {

/// The value where the node has the type of `like`.
struct ReadAs {
    toml::node const& node;

    std::optional<Value> operator()(std::string const&) const
    {
        auto const text = node.value_exact<std::string>();
        return text ? std::optional<Value>{*text} : std::nullopt;
    }
    std::optional<Value> operator()(std::int64_t) const
    {
        auto const number = node.value_exact<std::int64_t>();
        return number ? std::optional<Value>{*number} : std::nullopt;
    }
    std::optional<Value> operator()(bool) const
    {
        auto const flag = node.value_exact<bool>();
        return flag ? std::optional<Value>{*flag} : std::nullopt;
    }
    std::optional<Value> operator()(Seconds) const
    {
        auto const duration = parse_duration(node.value_exact<std::string>().value_or(""));
        return duration ? std::optional<Value>{*duration} : std::nullopt;
    }
    std::optional<Value> operator()(std::vector<std::string> const&) const
    {
        auto const* const array = node.as_array();
        if (array == nullptr)
            return std::nullopt;
        std::vector<std::string> list;
        for (auto const& item : *array) {
            auto const text = item.value_exact<std::string>();
            if (!text)
                return std::nullopt;
            list.push_back(*text);
        }
        return list;
    }
};

struct NameType {
    std::string_view operator()(std::string const&) const { return "must be a text in quotes"; }
    std::string_view operator()(std::int64_t) const { return "must be a whole number"; }
    std::string_view operator()(bool) const { return "must be true or false"; }
    std::string_view operator()(Seconds) const
    {
        return "must be a duration such as \"90s\", \"30m\", \"12h\", \"7d\"";
    }
    std::string_view operator()(std::vector<std::string> const&) const { return "must be a list of texts: [\"…\"]"; }
};

class Reader {
public:
    void read_table(toml::table const& table, std::string const& prefix)
    {
        for (auto const& [key, node] : table) {
            auto const name = prefix.empty() ? std::string(key.str()) : prefix + "." + std::string(key.str());
            lines_[name] = node.source().begin.line;
            read_node(node, name);
        }
    }

    std::expected<Config, Problems> finish()
    {
        auto conflicts = find_conflicts(config_, lines_);
        std::ranges::move(conflicts, std::back_inserter(problems_));
        if (!problems_.empty())
            return std::unexpected(std::move(problems_));
        return std::move(config_);
    }

private:
    void report(std::string const& name, std::string_view what)
    {
        problems_.push_back(name_with_line(name, lines_) + " " + std::string(what));
    }

    void read_node(toml::node const& node, std::string const& name)
    {
        if (auto const* const key = find_key(name)) {
            read_key(*key, node);
        } else if (auto const* const table = node.as_table(); table != nullptr && !table->empty()) {
            read_table(*table, name);
        } else if (!is_section(name)) {
            report_unknown(name, table != nullptr);
        } else if (table == nullptr) {
            report(name, "must be a section: [" + name + "]");
        }
    }

    void read_key(Key const& key, toml::node const& node)
    {
        auto const usual = key.get(Config{});
        auto const value = std::visit(ReadAs{node}, usual);
        if (!value)
            return report(std::string(key.name), std::visit(NameType{}, usual));
        if (auto const problem = check_value(key, *value); !problem.empty())
            return report(std::string(key.name), problem);
        key.set(config_, *value);
    }

    void report_unknown(std::string const& name, bool is_table)
    {
        std::vector<std::string_view> known;
        for (auto const& key : schema()) {
            auto const candidate = is_table ? key.section() : key.name;
            if (!candidate.empty())
                known.push_back(candidate);
        }
        report(name, "is not known; did you mean " + std::string(find_nearest(name, known)) + "?");
    }

    Config config_;
    Lines lines_;
    Problems problems_;
};

} // namespace

std::expected<Config, Problems> parse(std::string_view toml)
{
    try {
        auto const table = toml::parse(toml);
        Reader reader;
        reader.read_table(table, "");
        return reader.finish();
    } catch (toml::parse_error const& error) {
        return std::unexpected(
            Problems{"line " + std::to_string(error.source().begin.line) + ": " + std::string(error.description())});
    }
}

} // namespace zugang::idp::config
