// Language: the languages of pages and mails, and which one a visitor gets (BCP 47 tags, RFC 9110 §12.5.4).
#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace zugang::templates {

enum class Language { de, en, uk };

struct LanguageInfo {
    Language language;
    std::string_view tag;       // "de": for lang="…", cookies, ui_locales and the database
    std::string_view own_name;  // "Deutsch"
    std::string_view direction; // "ltr" or "rtl", for dir="…"
};

/// All of them, in the order of the language switch. The position equals the enumerator's value.
[[nodiscard]] std::span<LanguageInfo const> all_languages();
[[nodiscard]] LanguageInfo const& info_of(Language language);
[[nodiscard]] inline std::string_view tag_of(Language language)
{
    return info_of(language).tag;
}

/// By the first subtag, without case: "de-AT" and "DE" are German. Nothing for a language there are no texts in.
[[nodiscard]] std::optional<Language> find_language(std::string_view tag);

/// Who may have said a word about the language, strongest first. Each may be empty.
struct LanguageWishes {
    std::string_view ui_locales;      // of the address or the authorization request: tags separated by spaces
    std::string_view cookie;          // what the visitor chose here before
    std::string_view account;         // the account's language
    std::string_view accept_language; // the browser's header, with q values
};

/// The first wish that can be met; German where none can.
[[nodiscard]] Language choose_language(LanguageWishes const& wishes);

} // namespace zugang::templates
