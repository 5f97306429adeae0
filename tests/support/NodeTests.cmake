# zugang_node_tests(LABEL): each *.test.mjs of the calling folder as one test of ctest, named LABEL_file. They start
# build/release/zugang, or $ZUGANG_BINARY.
function(zugang_node_tests label)
    file(GLOB files CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.test.mjs)
    foreach(file IN LISTS files)
        cmake_path(GET file STEM name)
        add_test(NAME ${label}_${name} COMMAND ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/run_node ${file})
        set_tests_properties(${label}_${name} PROPERTIES LABELS ${label} TIMEOUT 600)
    endforeach()
endfunction()
