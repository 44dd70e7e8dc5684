#include "cmd/simulate_truth.h"

#include <inttypes.h>

static const char *const columns[] = { "variable", "concern",	"session",
				       "item",	   "statistic", "value" };

enum txo_status txo_simulate_truth_columns(struct txo_needs *needs,
					   struct txo_error *err)
{
	enum txo_status status = TXO_OK;

	for (size_t i = 0; i < sizeof(columns) / sizeof(columns[0]); i++)
		if (status == TXO_OK)
			status = txo_needs_output(needs, txo_text(columns[i]),
						  err);
	return status;
}

static void write_word(struct txo_out *out, const char *word)
{
	if (word)
		txo_out_text(out, txo_text(word));
	else
		txo_out_empty(out);
}

void txo_simulate_fact(void *ctx, const struct txo_clinic_fact *fact)
{
	struct txo_out *out = ctx;
	int i = fact->concern;

	write_word(out, fact->variable);
	write_word(out, i < 0 ? NULL : txo_clinic_concern[i].name);
	if (fact->session)
		txo_out_count(out, (uint64_t)fact->session);
	else
		txo_out_empty(out);
	write_word(out, fact->item);
	write_word(out, fact->statistic);
	txo_out_number(out, fact->value);
	txo_out_end_row(out);
}

void txo_simulate_dirt_truth(struct txo_out *out)
{
	for (int i = 0; i < TXO_DIRT_KINDS; i++) {
		const struct txo_clinic_dirt_type *t = &txo_clinic_dirt_type[i];
		struct txo_clinic_fact fact = {
			.variable = *t->column ? t->column : "row",
			.concern = TXO_CLINIC_ALL,
			.item = t->name,
			.statistic = t->rate ? "rate" : "count",
			.value = t->rate ? t->rate / 1024.0 : 1,
		};

		txo_simulate_fact(out, &fact);
	}
}

void txo_simulate_dirt_account(const struct txo_clinic_dirt *d,
			       struct txo_buffer *b)
{
	const char *comma = "put in: ";

	for (int i = 0; i < TXO_DIRT_KINDS; i++) {
		const struct txo_clinic_dirt_type *t = &txo_clinic_dirt_type[i];

		if (!d->put[i])
			continue;
		txo_buffer_printf(b, "%s%" PRIu64 " %s", comma, d->put[i],
				  d->put[i] == 1 ? t->name : t->names);
		comma = ", ";
	}
}
