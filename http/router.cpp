#include "http/router.hpp"

namespace zugang::http {

std::string_view method_word(Method method)
{
    switch (method) {
    case Method::get:
        return "GET";
    case Method::head:
        return "HEAD";
    case Method::post:
        return "POST";
    case Method::put:
        return "PUT";
    case Method::delete_:
        return "DELETE";
    case Method::options:
        return "OPTIONS";
    case Method::other:
        return "OTHER";
    }
    return "OTHER";
}

} // namespace zugang::http
