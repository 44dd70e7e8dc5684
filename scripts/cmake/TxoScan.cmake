# txo_scan(TARGET) adds src/data/scan_SET.c to the target for each set of
# instructions that the compiler can use on the processor it compiles for, and
# tells src/data/scan.c by the definition TXO_SCAN_SET. Which of them the
# machine has is found out when the program runs.
include(CheckCSourceCompiles)

# One set: the macro of its processor, the flags that the compiler needs.
function(txo_scan_set target set processor)
	string(TOUPPER ${set} SET)
	string(JOIN " " CMAKE_REQUIRED_FLAGS ${ARGN})
	check_c_source_compiles("
		#ifndef ${processor}
		#error another processor
		#endif
		int main(void) { return 0; }" TXO_HAVE_${SET})
	if(NOT TXO_HAVE_${SET})
		return()
	endif()
	set(source ${PROJECT_SOURCE_DIR}/src/data/scan_${set}.c)
	target_sources(${target} PRIVATE ${source})
	set_source_files_properties(${source} PROPERTIES
		COMPILE_OPTIONS "${ARGN}")
	set_property(SOURCE ${PROJECT_SOURCE_DIR}/src/data/scan.c
		APPEND PROPERTY COMPILE_DEFINITIONS TXO_SCAN_${SET})
endfunction()

function(txo_scan target)
	set(avx2 -mavx2 -mbmi -mpclmul -mpopcnt)
	txo_scan_set(${target} sse2 __x86_64__)
	txo_scan_set(${target} avx2 __x86_64__ ${avx2})
	txo_scan_set(${target} avx512 __x86_64__ ${avx2} -mavx512f -mavx512bw
		-mavx512vbmi2)
	txo_scan_set(${target} neon __AARCH64EL__)
endfunction()
