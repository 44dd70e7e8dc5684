# Finds libcsv, which has no pkg-config file: CSV_FOUND, CSV::csv.
include(FindPackageHandleStandardArgs)

find_path(CSV_INCLUDE_DIR csv.h)
find_library(CSV_LIBRARY csv)
mark_as_advanced(CSV_INCLUDE_DIR CSV_LIBRARY)
find_package_handle_standard_args(CSV
	REQUIRED_VARS CSV_LIBRARY CSV_INCLUDE_DIR
	REASON_FAILURE_MESSAGE "the Debian package is libcsv-dev")

if(CSV_FOUND AND NOT TARGET CSV::csv)
	add_library(CSV::csv UNKNOWN IMPORTED)
	set_target_properties(CSV::csv PROPERTIES
		IMPORTED_LOCATION ${CSV_LIBRARY}
		INTERFACE_INCLUDE_DIRECTORIES ${CSV_INCLUDE_DIR})
endif()
