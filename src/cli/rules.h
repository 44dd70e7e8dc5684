/*
 * rules.h - how cells are read, as the options say.
 */
#ifndef TXO_CLI_RULES_H
#define TXO_CLI_RULES_H

#include "cli/options.h"
#include "data/cell.h"

/*
 * The rules of all files but for what is found out in each of them. TXO_USAGE
 * when the options contradict each other or a date form is none.
 */
TXO_NODISCARD
enum txo_status txo_rules_from(const struct txo_common *c,
			       struct txo_cell_rules *rules,
			       struct txo_error *err);

/*
 * Are so many unreadable rows more than --max-bad allows? `rows` is how many
 * there are in all.
 */
bool txo_rules_too_bad(const struct txo_common *c, uint64_t unreadable,
		       uint64_t rows);

#endif
