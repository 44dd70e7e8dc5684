# txo_bytes(TARGET FILE NAME) makes a file below datasets/ a part of the target:
# as NAME.inc, its bytes as numbers parted by commas, which its C files include.
# Called as a script (cmake -DFROM=... -DTO=... -P) it makes one such file.
if(CMAKE_SCRIPT_MODE_FILE)
	file(READ ${FROM} bytes HEX)
	string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
	string(REGEX REPLACE "(0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,)"
		"\\1\n" bytes "${bytes}")
	file(WRITE ${TO} "${bytes}\n")
	return()
endif()

set(TXO_BYTES_SCRIPT ${CMAKE_CURRENT_LIST_FILE})

function(txo_bytes target path name)
	set(from ${PROJECT_SOURCE_DIR}/datasets/${path})
	set(folder ${PROJECT_BINARY_DIR}/tables)
	add_custom_command(OUTPUT ${folder}/${name}.inc
		COMMAND ${CMAKE_COMMAND} -DFROM=${from} -DTO=${folder}/${name}.inc
			-P ${TXO_BYTES_SCRIPT}
		DEPENDS ${from} ${TXO_BYTES_SCRIPT}
		COMMENT "Making ${name}.inc of datasets/${path}" VERBATIM)
	target_sources(${target} PRIVATE ${folder}/${name}.inc)
	target_include_directories(${target} PRIVATE ${folder})
endfunction()
