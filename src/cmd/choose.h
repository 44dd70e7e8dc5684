/*
 * choose.h - output columns that the user picks by name.
 */
#ifndef TXO_CMD_CHOOSE_H
#define TXO_CMD_CHOOSE_H

#include "cmd/command.h"

/*
 * Mark in chosen[] (false at first, one for each column of the table) those
 * that --stats names: 'default' stands for all that are not extra, 'all' for
 * all. Columns that the verb writes itself are always chosen. TXO_USAGE, with
 * the nearest name and the list, for a word that names none.
 */
TXO_NODISCARD
enum txo_status txo_choose_columns(const struct txo_column *columns,
				   const struct txo_words *words, bool *chosen,
				   struct txo_error *err);

#endif
