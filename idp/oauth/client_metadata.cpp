#include "base/json.hpp"
#include "base/text.hpp"
#include "idp/oauth/client_members.hpp"
#include "idp/oauth/scope.hpp"
#include <algorithm>
#include <stdexcept>

namespace zugang::idp::oauth {
namespace {

/// Imported secrets are not ours: a guessable one would fall to its plain SHA-256.
constexpr std::size_t shortest_secret = 32;
constexpr std::size_t longest_secret = 1024;

/// Reads members one by one and remembers the first that is wrong. null counts as absent, and so does "".
class MemberReader : public ClientMembers {
public:
    explicit MemberReader(Json const& json) : json_(json) {}

    [[nodiscard]] bool has(std::string_view name) const
    {
        auto const member = json_.find(name);
        return member && !member->is_null();
    }
    void text(std::string_view name, std::string& value) override
    {
        auto read = json_.string(name);
        if (!read && has(name))
            fail(name, "must be a string");
        if (read && !read->empty())
            value = std::move(*read);
    }
    void flag(std::string_view name, bool& value) override
    {
        auto const read = json_.boolean(name);
        if (!read && has(name))
            fail(name, "must be true or false");
        value = read.value_or(value);
    }
    void number(std::string_view name, std::optional<std::int64_t>& value) override
    {
        auto const read = json_.integer(name);
        if (!read && has(name))
            fail(name, "must be a whole number");
        if (read)
            value = read;
    }
    void list(std::string_view name, std::vector<std::string>& value) override
    {
        auto read = json_.strings(name);
        if (!read && has(name))
            fail(name, "must be an array of strings");
        if (read)
            value = std::move(*read);
    }
    void object(std::string_view name, std::string& value) override
    {
        if (!has(name))
            return;
        auto const member = json_.find(name);
        if (!member->is_object())
            fail(name, "must be an object");
        value = member->dump();
    }
    void fail(std::string_view name, std::string_view what) override
    {
        if (!failure_)
            failure_ = Failure{std::string(name) + " " + std::string(what)};
    }
    [[nodiscard]] std::optional<Failure> const& first_failure() const { return failure_; }

private:
    Json const& json_;
    std::optional<Failure> failure_;
};

/// Leaves out empty texts, lists without meaning and numbers that were not given.
class MemberWriter : public ClientMembers {
public:
    void text(std::string_view name, std::string& value) override { out_.add_if(name, value); }
    void flag(std::string_view name, bool& value) override { out_.add(name, value); }
    void number(std::string_view name, std::optional<std::int64_t>& value) override
    {
        if (value)
            out_.add(name, *value);
    }
    void list(std::string_view name, std::vector<std::string>& value) override
    {
        // An empty list of these differs from none at all: RFC 7591 §2 has defaults for them.
        if (!value.empty() || name == "grant_types" || name == "response_types" || name == "redirect_uris")
            out_.add(name, value);
    }
    void object(std::string_view name, std::string& value) override
    {
        if (!value.empty())
            out_.add_raw(name, value);
    }
    void fail(std::string_view name, std::string_view what) override
    {
        throw std::logic_error{"a client cannot be written: " + std::string(name) + " " + std::string(what)};
    }
    [[nodiscard]] JsonObject& out() { return out_; }

private:
    JsonObject out_;
};

void visit_members(ClientMembers& members, Client& client)
{
    visit_names(members, client);
    visit_authentication(members, client);
    visit_answers(members, client);
    visit_requests(members, client);
    visit_logout(members, client);
    visit_software(members, client);
}

/// RFC 7591 §2.1: which grants a response type rests on.
std::vector<std::string> grants_for(Client const& client)
{
    std::vector<std::string> grants;
    auto const asks_for = [&](std::string_view word) {
        return std::ranges::any_of(client.response_types,
                                   [&](auto const& type) { return has_word(split_words(type), word); });
    };
    if (asks_for("code"))
        grants.emplace_back("authorization_code");
    if (asks_for("id_token") || asks_for("token"))
        grants.emplace_back("implicit");
    if (has_word(client.scope, "offline_access"))
        grants.emplace_back("refresh_token");
    return grants;
}

/// What a specification or we take for said where nothing is.
void set_defaults(MemberReader const& in, Client& client)
{
    if (!in.has("grant_types"))
        client.grant_types = grants_for(client);
    if (!in.has("response_types") && !client.may_use("authorization_code"))
        client.response_types.clear();
    bool const has_people = client.grant_types != std::vector<std::string>{"client_credentials"};
    if (!in.has("scope") && has_people)
        client.scope = {"openid", "profile", "email"};
    if (client.name.empty())
        client.name = client.id;
    // OIDC Registration §2 says RS256; the profiles forbid it (FAPI 2.0 §5.4.1).
    if (!in.has("id_token_signed_response_alg") && client.profile == Profile::oidc)
        client.id_token_algorithm = keys::Algorithm::rs256;
}

/// Ours where it is given, else what the standard members tell.
void read_type(MemberReader& in, Client& client)
{
    std::string type = "web";
    in.text("application_type", type);
    if (type != "web" && type != "native")
        in.fail("application_type", "must be web or native");
    if (in.has("zugang_type"))
        return;
    if (type == "native")
        client.type = ApplicationType::native;
    else if (client.grant_types == std::vector<std::string>{"client_credentials"})
        client.type = ApplicationType::service;
    else
        client.type = client.is_confidential() ? ApplicationType::web : ApplicationType::spa;
}

void check_secret_text(MemberReader& in)
{
    std::string secret;
    in.text("client_secret", secret);
    if (secret.empty())
        return;
    bool const is_visible = std::ranges::all_of(secret, [](char c) { return c >= 0x20 && c < 0x7f; });
    if (secret.size() < shortest_secret || secret.size() > longest_secret || !is_visible)
        in.fail("client_secret", "must have 32 to 1024 ASCII characters");
}

} // namespace

std::string to_metadata(Client const& client)
{
    auto copy = client; // a pass may change what it visits; a writer does not
    MemberWriter writer;
    visit_members(writer, copy);
    writer.out().add("application_type", client.type == ApplicationType::native ? "native" : "web");
    return writer.out().str();
}

Result<Client> parse_client_metadata(std::string_view json_text)
{
    auto const json = Json::parse(json_text);
    if (!json)
        return failure("the metadata is not JSON: " + json.error().what);
    if (!json->is_object())
        return failure("the metadata is not a JSON object");
    MemberReader in(*json);
    Client client;
    visit_members(in, client);
    set_defaults(in, client);
    read_type(in, client);
    check_secret_text(in);
    if (in.first_failure())
        return std::unexpected(*in.first_failure());
    return client;
}

} // namespace zugang::idp::oauth
