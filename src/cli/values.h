/*
 * values.h - what the kinds of option values share; for cli/values.c and
 * cli/pairs.c only.
 */
#ifndef TXO_CLI_VALUES_H
#define TXO_CLI_VALUES_H

#include "cli/options.h"

/* TXO_USAGE: "--name: 'value' why". */
enum txo_status txo_value_bad(const struct txo_option *o, struct txo_text value,
			      const char *why, struct txo_error *err);

/* TXO_USAGE: the value is none of the n names; `what` is a plural. */
enum txo_status txo_value_unknown(const struct txo_option *o,
				  struct txo_text value, const char *what,
				  const struct txo_text *names, size_t n,
				  struct txo_error *err);

/* The items between commas, quotes taken off; an array in the arena. */
TXO_NODISCARD
enum txo_status txo_value_split(const struct txo_option *o,
				struct txo_text value, struct txo_words *items,
				struct txo_arena *arena, struct txo_error *err);

/* One more role=column, [column=]scale or [name=]pattern,... at the place. */
TXO_NODISCARD
enum txo_status txo_value_role_map(const struct txo_option *o, void *place,
				   struct txo_text value,
				   struct txo_arena *arena,
				   struct txo_error *err);
TXO_NODISCARD
enum txo_status txo_value_scale_map(const struct txo_option *o, void *place,
				    struct txo_text value,
				    struct txo_arena *arena,
				    struct txo_error *err);
TXO_NODISCARD
enum txo_status txo_value_box_rules(const struct txo_option *o, void *place,
				    struct txo_text value,
				    struct txo_arena *arena,
				    struct txo_error *err);

#endif
