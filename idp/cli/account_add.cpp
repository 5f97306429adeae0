#include "base/base64url.hpp"
#include "base/email_address.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "idp/cli/accounts.hpp"
#include "idp/cli/commands.hpp"
#include "idp/cli/print.hpp"
#include "idp/cli/refused.hpp"
#include "keys/password_hash.hpp"
#include <algorithm>
#include <istream>
#include <ostream>

namespace zugang::idp::cli {
namespace {

constexpr std::size_t longest_username = 128;       // code points
constexpr std::size_t longest_customer_number = 64; // characters
constexpr std::size_t longest_person_name = 200;    // code points
constexpr std::size_t longest_address = 500;        // code points
constexpr std::size_t longest_password = 256;       // code points
constexpr std::size_t longest_password_bytes = 1024;

bool is_clean_text(std::string_view text, std::size_t longest)
{
    return !text.empty() && is_utf8(text) && !has_control_characters(text) && count_code_points(text) <= longest &&
           trim(text) == text;
}

/// Lines of an envelope: none is blank.
bool is_address(std::string_view text)
{
    if (text.ends_with('\n') || text.starts_with('\n') || text.find("\n\n") != std::string_view::npos)
        return false;
    auto const lines = split_words(text, '\n');
    return !lines.empty() && count_code_points(text) <= longest_address &&
           std::ranges::all_of(lines, [](std::string const& line) { return is_clean_text(line, longest_address); });
}

/// E.164: a plus sign and 2 to 15 digits, the country's first.
bool is_phone_number(std::string_view text)
{
    if (!text.starts_with('+'))
        return false;
    auto const digits = text.substr(1);
    return digits.size() >= 2 && digits.size() <= 15 && digits.front() != '0' &&
           std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; });
}

/// What stands in the record of a customer number.
void check_record_options(AccountAddOptions const& options)
{
    if (!options.customer_number && (options.name || options.address || options.phone)) {
        std::string const option = options.name ? "--name" : options.address ? "--address" : "--phone";
        throw WrongUsage{option + " needs --customer-number: it stands in the record of that number"};
    }
    if (options.name && !is_clean_text(*options.name, longest_person_name))
        throw Refused{"a name has 1 to 200 characters, no blank at its ends and no control characters"};
    if (options.address && !is_address(*options.address))
        throw Refused{"an address has 1 to 500 characters in lines apart by a line feed, none blank, no blank at their "
                      "ends and no other control characters"};
    if (options.phone && !is_phone_number(*options.phone))
        throw Refused{"a telephone number is a plus sign and 2 to 15 digits, such as +49221123456"};
}

void check_account_options(AccountAddOptions const& options)
{
    if (!is_email_address(options.email))
        throw Refused{json_quote(options.email) + " is no e-mail address"};
    if (options.username && !is_clean_text(*options.username, longest_username))
        throw Refused{"a username has 1 to 128 characters, no blank at its ends and no control characters"};
    if (auto const& number = options.customer_number) {
        bool const is_visible = std::ranges::all_of(*number, [](char c) { return c > 0x20 && c < 0x7f; });
        if (number->empty() || number->size() > longest_customer_number || !is_visible)
            throw Refused{"a customer number has 1 to 64 ASCII characters without blanks"};
    }
    check_record_options(options);
}

/// The first line of input, without its end. The length counts as people see it, after NFKC, as when signing in.
Secret read_password(std::istream& in, std::int64_t minimum_length)
{
    std::string line;
    if (!std::getline(in, line))
        throw Refused{"there is no password on standard input"};
    if (line.ends_with('\r'))
        line.pop_back();
    auto const normal = normalise_nfkc(line);
    if (!normal || has_control_characters(*normal))
        throw Refused{"the password is not UTF-8 or holds control characters"};
    auto const length = count_code_points(*normal);
    if (length < static_cast<std::size_t>(minimum_length))
        throw Refused{"the password must have at least " + std::to_string(minimum_length) + " characters"};
    if (length > longest_password || line.size() > longest_password_bytes)
        throw Refused{"the password must have at most 256 characters"};
    return Secret{std::move(line)};
}

/// 128 random bits. None begins with '-', which a shell's user would have to write behind "--".
std::string mint_account_id(Random& random)
{
    constexpr std::size_t id_bytes = 16;
    for (;;)
        if (auto id = base64url_encode(random.bytes(id_bytes)); !id.starts_with('-'))
            return id;
}

Bytes seal_password(std::string_view account_id, Context& on)
{
    auto const& cost = on.config().password;
    auto const password = read_password(on.console().in, cost.minimum_length);
    keys::PasswordHasher const hasher{
        {static_cast<std::uint32_t>(cost.memory_kib), static_cast<std::uint32_t>(cost.iterations)}};
    return on.sealer().seal(hasher.hash(password), {"accounts", "password_hash", account_id});
}

store::Account to_account(AccountAddOptions const& options, Context& on)
{
    auto const now = on.now();
    store::Account account{};
    account.id = mint_account_id(on.random());
    account.email = options.email;
    if (options.verified)
        account.email_verified_at = now;
    account.username = options.username;
    account.customer_number = options.customer_number;
    if (options.password_stdin) {
        account.password_hash = seal_password(account.id, on);
        account.password_changed_at = now;
    }
    account.language = "de";
    account.created_at = now;
    account.updated_at = now;
    return account;
}

/// The record that is there stays as it is: options may say what it says, and nothing else.
void check_same_record(store::Person const& known, AccountAddOptions const& options)
{
    auto const check = [&](auto const& wanted, auto const& kept, char const* what) {
        if (wanted && kept != wanted)
            throw Refused{"customer number " + known.customer_number + " has a record with another " + what};
    };
    check(options.name, known.name, "name");
    check(options.address, known.address, "address");
    check(options.phone, known.phone_number, "telephone number");
}

/// A record is made where the number has none.
std::optional<store::Person> ensure_person(store::Connection& db, AccountAddOptions const& options, Instant now)
{
    if (!options.customer_number)
        return std::nullopt;
    if (auto known = store::persons::find(db, *options.customer_number)) {
        check_same_record(*known, options);
        return known;
    }
    store::Person person{};
    person.customer_number = *options.customer_number;
    person.name = options.name;
    person.address = options.address;
    person.phone_number = options.phone;
    person.created_at = now;
    if (!store::persons::insert(db, person))
        throw Refused{"customer number " + *options.customer_number + " was given a record meanwhile; try again"};
    return person;
}

} // namespace

void account_add(AccountAddOptions const& options, Context& on)
{
    check_account_options(options);
    auto& database = on.database();
    auto const account = to_account(options, on);
    auto const person = database.write([&](store::Connection& db) {
        auto record = ensure_person(db, options, account.created_at);
        if (!store::accounts::insert(db, account))
            throw Refused{"the e-mail address, username or customer number belongs to an account already"};
        return record;
    });
    if (on.json())
        on.out() << account_to_json(account, person) << '\n';
    else
        print_fields(on.out(), {{"sub", account.id},
                                {"e-mail", options.email},
                                {"username", options.username.value_or("")},
                                {"customer number", options.customer_number.value_or("")}});
}

} // namespace zugang::idp::cli
