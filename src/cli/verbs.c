#include "cli/verbs.h"

#include <string.h>

#include "base/nearest.h"

/* clang-format off */
const struct txo_command *const txo_verbs[] = {
	&txo_cmd_summary,
	&txo_cmd_trend,
	&txo_cmd_profile,
	&txo_cmd_survival,
	&txo_cmd_courses,
	&txo_cmd_change,
	&txo_cmd_classify,
	&txo_cmd_rate,
	&txo_cmd_compare,
	&txo_cmd_freq,
	&txo_cmd_table1,
	&txo_cmd_flow,
	&txo_cmd_tally,
	&txo_cmd_roles,
	&txo_cmd_check,
	&txo_cmd_clean,
	&txo_cmd_schema,
	&txo_cmd_scales,
	&txo_cmd_simulate,
	NULL
};
/* clang-format on */

enum txo_status txo_verb_find(const char *name, const struct txo_command **verb,
			      struct txo_error *err)
{
	struct txo_text names[64];
	struct txo_buffer b = { 0 };
	char shown[TXO_SHOWN];
	size_t n = 0;
	enum txo_status status;

	for (; txo_verbs[n]; n++) {
		names[n] = txo_text(txo_verbs[n]->name);
		if (strcmp(name, txo_verbs[n]->name) == 0) {
			*verb = txo_verbs[n];
			return TXO_OK;
		}
	}
	txo_nearest_say(&b, txo_text(name), "verbs", names, n);
	status = txo_fail(err, TXO_USAGE, "there is no verb '%s'%s",
			  txo_text_show(txo_text(name), shown), b.p ? b.p : "");
	txo_buffer_release(&b);
	return status;
}
