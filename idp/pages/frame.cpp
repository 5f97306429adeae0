#include "idp/pages/frame.hpp"
#include "base/text.hpp"
#include "base/url.hpp"
#include "idp/pages/addresses.hpp"
#include "idp/pages/messages.hpp"
#include <algorithm>

namespace zugang::idp::pages {
namespace {

constexpr std::string_view flow_parameter = "flow=";
constexpr std::string_view language_parameter = "ui_locales=";

/// The encoded parameters of an address's query.
std::vector<std::string> parameters_of(std::string_view address)
{
    auto const query = address.find('?');
    return query == std::string_view::npos ? std::vector<std::string>{} : split_words(address.substr(query + 1), '&');
}

/// The flow's id, encoded for an address; empty where there is none.
std::string encoded_flow(Frame const& frame)
{
    if (!frame.flow.empty()) {
        return percent_encode(frame.flow);
    }
    for (auto const& parameter : parameters_of(frame.here)) {
        if (parameter.starts_with(flow_parameter)) {
            return percent_encode(percent_decode(parameter.substr(flow_parameter.size()), true).value_or(""));
        }
    }
    return {};
}

/// This page in another language, everything else of its address kept.
std::string language_address(std::string_view here, std::string_view tag)
{
    auto const local = local_address(here);
    auto address = local.substr(0, local.find('?'));
    auto separator = '?';
    for (auto const& parameter : parameters_of(local)) {
        if (!parameter.starts_with(language_parameter)) {
            address += separator + parameter;
            separator = '&';
        }
    }
    return address + separator + std::string{language_parameter} + std::string{tag};
}

templates::ContextList language_links(Frame const& frame)
{
    templates::ContextList links;
    for (auto const& info : templates::all_languages()) {
        templates::Context link;
        link.text("tag", std::string{info.tag}).text("own_name", std::string{info.own_name});
        link.text("address", language_address(frame.here, info.tag)).flag("current", info.language == frame.language);
        links.push_back(std::move(link));
    }
    return links;
}

void add_message(templates::Context& context, Frame const& frame)
{
    auto const wording = frame.message ? message_text(frame.message->code, frame.message->detail)
                                       : MessageText{MessageRole::status, {}, {}};
    auto const is_alert = wording.role == MessageRole::alert;
    context.text("message_code", frame.message ? frame.message->code : std::string{});
    context.text("message_role", std::string{is_alert ? "alert" : "status"});
    context.flag("message_is_alert", is_alert);
    context.text("message_text", wording.text).text("message_more", wording.more);
    context.flag("has_errors", !frame.errors.empty() || (frame.message && is_alert));
}

void add_summary(templates::Context& context, Frame const& frame)
{
    templates::ContextList items;
    for (auto const& error : frame.errors) {
        templates::Context item;
        item.text("error_field", error.field).text("error_code", error.code);
        item.text("error_text", message_text(error.code, error.detail).text);
        items.push_back(std::move(item));
    }
    context.flag("has_summary", !items.empty());
    context.list("summary", std::move(items));
}

} // namespace

std::string Frame::link(std::string_view path) const
{
    auto const id = encoded_flow(*this);
    auto const separator = path.find('?') == std::string_view::npos ? "?" : "&";
    return id.empty() ? std::string{path} : std::string{path} + separator + std::string{flow_parameter} + id;
}

templates::Context frame_context(Frame const& frame, FramePage const& page)
{
    auto const& language = templates::info_of(frame.language);
    auto const id = encoded_flow(frame);
    auto const flow = id.empty() ? std::string{} : std::string{flow_parameter} + id;
    templates::Context context;
    context.text("language_tag", std::string{language.tag}).text("direction", std::string{language.direction});
    context.text("page_name", std::string{page.name}).text("page_title", page.title);
    context.list("languages", language_links(frame));
    context.text("for_client", frame.client_name).text("csrf", frame.csrf).flag("signed_in", frame.signed_in);
    context.text("flow_query", flow.empty() ? flow : "?" + flow).text("flow_more", flow.empty() ? flow : "&" + flow);
    context.flag("is_help", page.name == "help");
    add_message(context, frame);
    add_summary(context, frame);
    return context;
}

void add_field(templates::Context& context, Frame const& frame, std::string_view field)
{
    auto const error = std::ranges::find(frame.errors, field, &FieldError::field);
    context.text(std::string{field} + "_error",
                 error == frame.errors.end() ? templates::Text{} : message_text(error->code, error->detail).text);
}

templates::Text password_rule(std::size_t minimum_length)
{
    return templates::trn("Mindestens {n} Zeichen. Gut sind mehrere Wörter, die nicht zusammengehören. Verwenden Sie "
                          "nicht Ihre E-Mail-Adresse.",
                          "Mindestens {n} Zeichen. Gut sind mehrere Wörter, die nicht zusammengehören. Verwenden Sie "
                          "nicht Ihre E-Mail-Adresse.",
                          minimum_length);
}

} // namespace zugang::idp::pages
