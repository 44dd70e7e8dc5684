# txo_table(TARGET NAME COLUMN:KIND ...) makes datasets/NAME.csv a part of the
# target: as NAME.inc, which its C files include; see table.c.
add_executable(txo-table ${CMAKE_CURRENT_LIST_DIR}/table.c)
target_link_libraries(txo-table PRIVATE CSV::csv)
# It runs while txo is built, where a sanitizer or a coverage count is in the way.
set_target_properties(txo-table PROPERTIES LINK_OPTIONS ""
	COMPILE_OPTIONS "-Wall;-Wextra;-Wpedantic;-Wshadow;-Wconversion")

function(txo_table target name)
	set(from ${PROJECT_SOURCE_DIR}/datasets/${name}.csv)
	set(folder ${PROJECT_BINARY_DIR}/tables)
	file(MAKE_DIRECTORY ${folder})
	add_custom_command(OUTPUT ${folder}/${name}.inc
		COMMAND txo-table ${from} ${folder}/${name}.inc ${ARGN}
		DEPENDS txo-table ${from}
		COMMENT "Making ${name}.inc of datasets/${name}.csv" VERBATIM)
	target_sources(${target} PRIVATE ${folder}/${name}.inc)
	target_include_directories(${target} PRIVATE ${folder})
endfunction()
