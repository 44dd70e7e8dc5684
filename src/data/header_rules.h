/*
 * header_rules.h - what is wrong with the names of the columns.
 */
#ifndef TXO_DATA_HEADER_RULES_H
#define TXO_DATA_HEADER_RULES_H

#include "data/finding.h"
#include "data/header.h"

/*
 * Columns without a name, names that stand twice, and names that differ only in
 * what does not matter. Columns that are made are not asked. `file` is the number of the file. TXO_IO when memory
 * runs out.
 */
TXO_NODISCARD
enum txo_status txo_header_rules(const struct txo_header *h, uint32_t file,
				 const struct txo_finder *finder,
				 struct txo_error *err);

#endif
