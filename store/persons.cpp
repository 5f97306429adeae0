#include "store/persons.hpp"

namespace zugang::store::persons {

bool insert(Connection& db, Person const& person)
{
    return db.execute("INSERT INTO persons (customer_number, name, given_name, family_name, birth_date, language,"
                      " office, address, phone_number, created_at) VALUES (:customer_number, :name, :given_name,"
                      " :family_name, :birth_date, :language, :office, :address, :phone_number, :created_at)"
                      " ON CONFLICT DO NOTHING",
                      {{"customer_number", person.customer_number},
                       {"name", value_of(person.name)},
                       {"given_name", value_of(person.given_name)},
                       {"family_name", value_of(person.family_name)},
                       {"birth_date", value_of(person.birth_date)},
                       {"language", value_of(person.language)},
                       {"office", value_of(person.office)},
                       {"address", value_of(person.address)},
                       {"phone_number", value_of(person.phone_number)},
                       {"created_at", value_of(person.created_at)}}) == 1;
}

std::optional<Person> find(Connection& db, std::string_view customer_number)
{
    if (!is_storable(customer_number))
        return std::nullopt;
    auto const row =
        db.query_one("SELECT customer_number, name, given_name, family_name, birth_date, language, office,"
                     " address, phone_number, created_at FROM persons WHERE customer_number = :customer_number",
                     {{"customer_number", std::string(customer_number)}});
    if (!row)
        return std::nullopt;
    return Person{.customer_number = row->text("customer_number"),
                  .name = row->optional_text("name"),
                  .given_name = row->optional_text("given_name"),
                  .family_name = row->optional_text("family_name"),
                  .birth_date = row->optional_text("birth_date"),
                  .language = row->optional_text("language"),
                  .office = row->optional_text("office"),
                  .address = row->optional_text("address"),
                  .phone_number = row->optional_text("phone_number"),
                  .created_at = row->instant("created_at")};
}

} // namespace zugang::store::persons
