// ClientMembers: one pass over a client's metadata, reading or writing it. Each subject names its members once, for
// both ways (RFC 7591, OIDC Registration §2 and the later specifications each file names).
#pragma once
#include "idp/oauth/client.hpp"

namespace zugang::idp::oauth {

class ClientMembers {
public:
    ClientMembers() = default;
    ClientMembers(ClientMembers const&) = delete;
    ClientMembers& operator=(ClientMembers const&) = delete;
    virtual ~ClientMembers() = default;

    // A reader changes `value` where the member is there, a writer adds the member where there is something to say.
    virtual void text(std::string_view name, std::string& value) = 0;
    virtual void flag(std::string_view name, bool& value) = 0;
    virtual void number(std::string_view name, std::optional<std::int64_t>& value) = 0;
    virtual void list(std::string_view name, std::vector<std::string>& value) = 0;
    /// A JSON object, kept as its compact text.
    virtual void object(std::string_view name, std::string& value) = 0;
    /// Only a reader can meet something wrong; the first counts.
    virtual void fail(std::string_view name, std::string_view what) = 0;

    // Words of a closed list; these are made of `text`.
    void words(std::string_view name, std::vector<std::string>& value);
    void algorithm(std::string_view name, std::optional<keys::Algorithm>& value);
    /// `name` without its "_alg" and "_enc".
    void encryption(std::string const& name, std::optional<keys::JweChoice>& value);
    void protection(std::string const& name, AnswerProtection& value);
    template <class Word>
    void word(std::string_view name, Word& value, std::optional<Word> (*parse)(std::string_view))
    {
        std::string read(to_name(value));
        text(name, read);
        if (auto const found = parse(read))
            value = *found;
        else
            fail(name, "has a value this server does not offer");
    }
};

// The subjects, in the order they are written.
void visit_names(ClientMembers& members, Client& client);          // client_members_names.cpp
void visit_authentication(ClientMembers& members, Client& client); // client_members_authentication.cpp
void visit_answers(ClientMembers& members, Client& client);        // client_members_answers.cpp
void visit_requests(ClientMembers& members, Client& client);       // client_members_requests.cpp
void visit_logout(ClientMembers& members, Client& client);         // client_members_logout.cpp
void visit_software(ClientMembers& members, Client& client);       // client_members_software.cpp

} // namespace zugang::idp::oauth
