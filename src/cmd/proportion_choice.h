/*
 * proportion_choice.h - the option --ci, the same in all verbs that print
 * shares.
 *
 *	static const struct txo_option options[] = {
 *		TXO_OPTION_CI(struct plan, ci),
 *		TXO_OPTION_END
 *	};
 *
 * The field is an int with a value of enum txo_proportion_ci.
 */
#ifndef TXO_CMD_PROPORTION_CHOICE_H
#define TXO_CMD_PROPORTION_CHOICE_H

#include "cmd/option.h"
#include "txo/proportion.h"

extern const struct txo_choice txo_proportion_choices[];

#define TXO_OPTION_CI(plan, field) \
	TXO_OPTION_CHOICE("ci", TXO_CHOICE, plan, field, "NAME", "wilson", \
			  txo_proportion_choices, "the interval of a share")

#endif
