// What the walker does with passkeys: signs in with one, or confirms with it; perhaps with an answer that lies.
#include "tests/flows/walker.hpp"
#include <algorithm>

namespace zugang::tests {
namespace {

/// What a page shows that has not taken the answer.
bool is_refusal(Page const& page)
{
    constexpr std::array pages{"login", "passkey", "totp", "recovery-code", "login-expired", "error"};
    return std::ranges::find(pages, page.name()) != pages.end();
}

/// Signed for a stranger's challenge, by a person who was not verified, or at another address.
SoftRequest lie(SoftRequest request, std::size_t which)
{
    if (which == 0)
        request.challenge = random_bytes(32);
    else if (which == 1)
        request.clear_flags = flag::user_verified;
    else
        request.origin = "https://evil.example";
    return request;
}

} // namespace

void Walker::took_passkey(Tab& tab, Person const& person, std::string const& flow)
{
    tab.device->model.typed_first({person.account.id, /*is_second=*/false, flow, stand_.clock.now(), true});
    subjects_[flow] = person.account.id;
    ++counts.passkeys;
}

void Walker::sign_in_with_passkey(Tab& tab, Person& person, bool right)
{
    auto const flow = tab.page.parameter("flow");
    auto question = passkey_question(stand_, tab.page);
    auto const is_honest = right || chance(70);
    if (!is_honest)
        question.request = lie(question.request, any(3));
    tell("  passkey of " + person.name + (is_honest ? "" : ", lying"));
    send(tab, passkey_fields(question, person.device.get(question.request)), "/login/with-passkey",
         [&](Page const& page) {
             if (is_honest && !is_refusal(page))
                 took_passkey(tab, person, flow);
         });
}

void Walker::prove_passkey(Tab& tab, bool right)
{
    auto* const person = subject(tab);
    if (person == nullptr || person->device.credentials.empty())
        return fault("a passkey is asked for of somebody without one");
    auto const flow = tab.page.parameter("flow");
    auto question = passkey_question(stand_, tab.page);
    auto const is_honest = right || chance(60);
    if (!is_honest)
        question.request = lie(question.request, any(3));
    tell(is_honest ? "  passkey" : "  passkey, lying");
    send(tab, passkey_fields(question, person->device.get(question.request)), "/login/passkey", [&](Page const& page) {
        if (is_honest && !is_refusal(page))
            took_passkey(tab, *person, flow);
    });
}

} // namespace zugang::tests
