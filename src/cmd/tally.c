/*
 * txo tally - the distinct rows of some columns, each with its count.
 *
 * One frame in (the columns as labels), one row out for each of its rows.
 */
#include <inttypes.h>

#include "cmd/command.h"
#include "data/scale_use.h"

struct plan {
	struct txo_words columns;
	struct txo_text count;
};

static const struct txo_option options[] = {
	TXO_OPERAND("columns", TXO_COLUMNS, struct plan, columns, "COLS",
		    "the columns to keep"),
	TXO_OPTION("count", TXO_WORD, struct plan, count, "NAME", "n",
		   "name of the column that counts"),
	TXO_OPTION_END
};

static const struct txo_column columns[] = {
	{ "COLS", "", "the columns named, as they stand in the file", NULL,
	  TXO_IS_KEY },
	{ "n", "rows", "how many rows are so; see --count", NULL,
	  TXO_IS_COUNT },
	{ NULL, NULL, NULL, NULL, 0 }
};

static const struct txo_example examples[] = {
	{ "txo tally treatment,visit datasets/derm_toenail/data.csv",
	  "how many patients came to each visit" },
	{ "txo tally concern datasets/qslaser_concerns/data.csv",
	  "what the patients were treated for" },
	{ NULL, NULL }
};

static enum txo_status name_taken(struct txo_text name, struct txo_error *err)
{
	char shown[TXO_SHOWN];

	return txo_fail(err, TXO_USAGE,
			"there is a column '%s' already; name the column of "
			"counts with --count",
			txo_text_show(name, shown));
}

/* Whether the last of n uses is one of the others, or one of --by. */
static enum txo_status refuse_twice(const struct txo_schema *s,
				    const size_t *use, size_t n,
				    struct txo_error *err)
{
	size_t last = use[n - 1];
	bool twice = last < s->by;
	char shown[TXO_SHOWN];

	for (size_t i = 0; i + 1 < n; i++)
		twice = twice || use[i] == last;
	if (!twice)
		return TXO_OK;
	return txo_fail(err, TXO_USAGE,
			"column '%s' is named twice in COLS and --by",
			txo_text_show(s->use[last].name, shown));
}

static enum txo_status tally_bind(void *plan, struct txo_needs *needs,
				  struct txo_error *err)
{
	const struct plan *p = plan;
	struct txo_schema *s = &needs->schema;
	size_t n = p->columns.n, *use;
	enum txo_status status = TXO_OK;

	use = txo_arena_take(&s->arena, (n + 1) * sizeof(*use));
	if (!use)
		return txo_fail_memory(err);
	for (size_t i = 0; i < n && status == TXO_OK; i++) {
		status = txo_schema_use(s, p->columns.item[i], TXO_LABEL,
					&use[i], err);
		if (status == TXO_OK)
			status = refuse_twice(s, use, i + 1, err);
		if (status == TXO_OK)
			status = txo_needs_marked(needs, s->use[use[i]].name,
						  TXO_IS_KEY, err);
	}
	for (size_t i = 0; i < n && status == TXO_OK; i++)
		status = txo_schema_use_if_scaled(s, s->use[use[i]].column,
						  err);
	for (size_t i = 0; i < s->uses && status == TXO_OK; i++)
		if (txo_text_equal(s->use[i].name, p->count))
			status = name_taken(p->count, err);
	if (status == TXO_OK)
		status = txo_needs_marked(needs, p->count, TXO_IS_COUNT, err);
	if (status == TXO_OK)
		status = txo_schema_project(s, use, n, true, err);
	return status;
}

static enum txo_status tally_group(const void *plan, const struct txo_frame *f,
				   struct txo_out *out, struct txo_error *err)
{
	(void)plan;
	(void)err;
	for (size_t i = 0; i < f->rows; i++) {
		for (size_t c = 0; c < f->columns; c++) {
			const struct txo_vector *v = &f->column[c];

			if (v->label[i] == TXO_MISSING)
				txo_out_empty(out);
			else
				txo_out_text(out, v->labels[v->label[i]]);
		}
		txo_out_count(out, f->weight[i]);
		txo_out_end_row(out);
	}
	return TXO_OK;
}

/* "treatment TAU, month 2: 48 of 500 rows (9.6 %)." */
static void tally_say(const void *plan, struct txo_say *s)
{
	const struct txo_sink_cell *n = &s->cell[s->n - 1];

	(void)plan;
	for (size_t i = s->by; i + 1 < s->n; i++) {
		txo_say_text(s, i > s->by ? ", " : "");
		txo_say_label(s, i);
	}
	txo_say_text(s, ": ");
	if (n->kind == TXO_CELL_EMPTY)
		txo_say_text(s, "a withheld number");
	else
		txo_buffer_printf(s->line, "%" PRIu64, n->count);
	if (s->total)
		txo_buffer_printf(s->line, " of %" PRIu64, s->total);
	else
		txo_say_text(s, " of the");
	txo_say_text(s, s->total == 1 ? " row" : " rows");
	if (n->kind != TXO_CELL_EMPTY && s->total) {
		txo_say_text(s, " (");
		txo_say_percent(s, (double)n->count / (double)s->total);
		txo_say_text(s, ")");
	}
	txo_say_text(s, ".");
}

const struct txo_command txo_cmd_tally = {
	.name = "tally",
	.brief = "the distinct rows of some columns, each with its count",
	.about = "Prints the distinct rows of the columns, sorted, with the "
		 "number of times that each was seen. Every other verb gives "
		 "the same answer on this as on the file itself: txo tally "
		 "COLS FILE | txo VERB --weight n.",
	.examples = examples,
	.options = options,
	.columns = columns,
	.plan_size = sizeof(struct plan),
	.bind = tally_bind,
	.group = tally_group,
	.say = tally_say,
};
