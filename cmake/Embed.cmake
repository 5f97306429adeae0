# zugang_embed(NAME DIR folder GLOB pattern... [MADE folder FILES file...]): the files of a folder as one C++ table inside
# the binary, and with MADE those the build makes in another folder, named relative to it.
# Gives the target zugang_embedded_NAME with header "embedded/NAME.hpp":
#   namespace zugang::embedded { std::span<File const> NAME(); }   // File{name relative to folder, content}
function(zugang_embed name)
    cmake_parse_arguments(arg "" "DIR;MADE" "GLOB;FILES" ${ARGN})
    set(patterns)
    foreach(pattern IN LISTS arg_GLOB)
        list(APPEND patterns ${CMAKE_SOURCE_DIR}/${arg_DIR}/${pattern})
    endforeach()
    file(GLOB_RECURSE files CONFIGURE_DEPENDS ${patterns})
    list(APPEND files ${arg_FILES})
    set(out ${CMAKE_BINARY_DIR}/generated/embedded)
    file(MAKE_DIRECTORY ${out})
    set(header "// Generated from ${arg_DIR}.\n#pragma once\n#include \"embedded/file.hpp\"\n#include <span>\nnamespace zugang::embedded {\n[[nodiscard]] std::span<File const> ${name}();\n}\n")
    file(CONFIGURE OUTPUT ${out}/${name}.hpp CONTENT "${header}" @ONLY)
    add_custom_command(
        OUTPUT ${out}/${name}.cpp
        COMMAND ${CMAKE_COMMAND} -DNAME=${name} -DDIR=${CMAKE_SOURCE_DIR}/${arg_DIR} -DMADE=${arg_MADE} "-DFILES=${files}" -DOUT=${out}/${name}.cpp
                -P ${CMAKE_SOURCE_DIR}/cmake/EmbedFiles.cmake
        DEPENDS ${files} ${CMAKE_SOURCE_DIR}/cmake/EmbedFiles.cmake
        VERBATIM)
    add_library(zugang_embedded_${name} STATIC ${out}/${name}.cpp)
    target_include_directories(zugang_embedded_${name} PUBLIC ${CMAKE_BINARY_DIR}/generated)
    target_compile_features(zugang_embedded_${name} PUBLIC cxx_std_23)
endfunction()

file(WRITE ${CMAKE_BINARY_DIR}/generated/embedded/file.hpp.new
"// A file embedded in the binary.\n#pragma once\n#include <string_view>\nnamespace zugang::embedded {\nstruct File {\n    std::string_view name;\n    std::string_view content;\n};\n}\n")
file(COPY_FILE ${CMAKE_BINARY_DIR}/generated/embedded/file.hpp.new ${CMAKE_BINARY_DIR}/generated/embedded/file.hpp ONLY_IF_DIFFERENT)

zugang_embed(migrations DIR store/migrations GLOB *.sql)

# Catalogs: msgfmt --check refuses a translation with other plural forms or a broken header. German is the source
# language: its catalog is the list of all texts, each its own translation.
find_program(MSGFMT msgfmt REQUIRED)
find_program(MSGEN msgen REQUIRED)
set(catalog_folder ${CMAKE_BINARY_DIR}/generated/catalogs)
file(MAKE_DIRECTORY ${catalog_folder}/po)
file(GLOB po_files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/templates/po/*.po)
set(catalogs ${catalog_folder}/po/source.mo)
add_custom_command(
    OUTPUT ${catalog_folder}/po/source.mo
    COMMAND ${MSGEN} --lang=de -o ${catalog_folder}/po/source.po ${CMAKE_SOURCE_DIR}/templates/po/zugang.pot
    COMMAND ${MSGFMT} --check-format --endianness=little -o ${catalog_folder}/po/source.mo ${catalog_folder}/po/source.po
    DEPENDS ${CMAKE_SOURCE_DIR}/templates/po/zugang.pot
    VERBATIM)
foreach(po IN LISTS po_files)
    get_filename_component(language ${po} NAME_WE)
    add_custom_command(
        OUTPUT ${catalog_folder}/po/${language}.mo
        COMMAND ${MSGFMT} --check --endianness=little -o ${catalog_folder}/po/${language}.mo ${po}
        DEPENDS ${po}
        VERBATIM)
    list(APPEND catalogs ${catalog_folder}/po/${language}.mo)
endforeach()
zugang_embed(templates DIR templates GLOB pages/*.mustache mail/*.mustache static/* MADE ${catalog_folder} FILES ${catalogs})
zugang_embed(common_passwords DIR idp/account GLOB common_passwords.txt)
