#include "markup.hpp"
#include <algorithm>
#include <array>
#include <stdexcept>

namespace zugang::tests {
namespace {

constexpr std::array void_elements{"meta", "link", "img", "input", "br", "hr"};

bool is_void(std::string_view name)
{
    return std::ranges::find(void_elements, name) != void_elements.end();
}

class MarkupReader {
public:
    explicit MarkupReader(std::string_view html) : rest_(html)
    {
        if (rest_.starts_with("<!doctype html>")) {
            rest_.remove_prefix(15);
        }
    }

    std::vector<Element> read()
    {
        while (!rest_.empty()) {
            auto const open = rest_.find('<');
            add_text(rest_.substr(0, open));
            if (open == std::string_view::npos) {
                break;
            }
            rest_.remove_prefix(open + 1);
            if (rest_.starts_with('/')) {
                read_end();
            } else {
                read_start();
            }
        }
        if (!open_.empty()) {
            throw std::runtime_error("not closed: " + elements_[open_.back()].name);
        }
        return std::move(elements_);
    }

private:
    void add_text(std::string_view text)
    {
        if (text.find('>') != std::string_view::npos) {
            throw std::runtime_error("a bare > in " + std::string{text});
        }
        for (auto const element : open_) {
            elements_[element].text += text;
        }
    }

    std::string take_name()
    {
        auto const end = rest_.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-");
        auto const name = std::string{rest_.substr(0, end)};
        if (name.empty() || end == std::string_view::npos) {
            throw std::runtime_error("no name at " + std::string{rest_.substr(0, 30)});
        }
        rest_.remove_prefix(end);
        return name;
    }

    void read_end()
    {
        rest_.remove_prefix(1);
        auto const name = take_name();
        if (open_.empty() || elements_[open_.back()].name != name || !rest_.starts_with('>')) {
            throw std::runtime_error("</" + name + "> closes nothing");
        }
        rest_.remove_prefix(1);
        open_.pop_back();
    }

    void read_start()
    {
        Element element;
        element.name = take_name();
        element.parent = open_.empty() ? elements_.size() : open_.back();
        while (!rest_.starts_with('>')) {
            if (!rest_.starts_with(' ')) {
                throw std::runtime_error("no space before an attribute at " + std::string{rest_.substr(0, 30)});
            }
            rest_.remove_prefix(1);
            read_attribute(element);
        }
        rest_.remove_prefix(1);
        if (!is_void(element.name)) {
            open_.push_back(elements_.size());
        }
        elements_.push_back(std::move(element));
    }

    void read_attribute(Element& element)
    {
        auto const name = take_name();
        std::string value;
        if (rest_.starts_with('=')) {
            auto const end = rest_.starts_with("=\"") ? rest_.find('"', 2) : std::string_view::npos;
            if (end == std::string_view::npos) {
                throw std::runtime_error("the value of " + name + " is not quoted");
            }
            value = rest_.substr(2, end - 2);
            rest_.remove_prefix(end + 1);
        }
        if (!element.attributes.emplace(name, value).second) {
            throw std::runtime_error(name + " stands twice in " + element.name);
        }
    }

    std::string_view rest_;
    std::vector<Element> elements_;
    std::vector<std::size_t> open_;
};

} // namespace

std::vector<Element> read_markup(std::string_view html)
{
    return MarkupReader{html}.read();
}

} // namespace zugang::tests
