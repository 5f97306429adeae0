// PasswordBlocklist: passwords that are tried first by everybody who guesses (NIST SP 800-63B §3.1.1.2): a list of
// common ones, an operator's own, and the simple disguises of both.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace zugang::idp::account {

class PasswordBlocklist {
public:
    /// The built-in list and the lines of `operator_file` (`password.blocklist_file`; empty: none). About 8 bytes of
    /// memory an entry. Throws std::runtime_error with a sentence for the operator where the file cannot be read.
    explicit PasswordBlocklist(std::string const& operator_file);

    /// True for a listed password, in any case and width of letters, spelled with digits and signs (P@ssw0rd),
    /// reversed, repeated, or with a short or simple beginning and end (passwort2024!, 123456hallo), and for runs
    /// (abcdefghijkl).
    [[nodiscard]] bool contains(std::string_view password) const;
    [[nodiscard]] std::size_t size() const { return entries_.size(); }

private:
    [[nodiscard]] bool is_listed(std::string_view folded) const;
    [[nodiscard]] bool is_listed_in_disguise(std::string_view folded) const;
    [[nodiscard]] bool is_listed_core(std::string_view folded) const;
    [[nodiscard]] bool is_simple_end(std::string_view end) const;

    std::vector<std::uint64_t> entries_; // hashes, sorted: a false alarm once in 10^14 passwords
};

} // namespace zugang::idp::account
