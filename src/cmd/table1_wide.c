/*
 * The wide form of txo table1, for print: a column for each group, whose cells
 * are texts.
 */
#include <inttypes.h>
#include <math.h>

#include "base/format.h"
#include "cmd/table1.h"
#include "txo/note.h"

#define DIGITS 3	/* of a standard deviation */
#define MOST_DECIMALS 12
#define UNKNOWN "-"	/* in a cell that has other numbers */

enum txo_status txo_table1_name_wide(const struct txo_table1_plan *p,
				     struct txo_needs *needs,
				     struct txo_error *err)
{
	static const char *const before[] = { "variable", "value",
					      "statistic" };
	enum txo_status status = TXO_OK;

	for (size_t i = 0; i < 3 && status == TXO_OK; i++)
		status = txo_needs_output(needs, txo_text(before[i]), err);
	needs->value_from = needs->outputs;
	if (status == TXO_OK)
		status = txo_needs_marked(needs, p->overall, TXO_IS_COUNT, err);
	for (size_t i = 0; i < p->levels.n && status == TXO_OK; i++)
		status = txo_needs_marked(needs, p->levels.value[i],
					  TXO_IS_PART, err);
	needs->value_to = needs->outputs;
	if (status == TXO_OK && p->parted)
		status = txo_needs_output(needs, txo_text("smd"), err);
	if (status == TXO_OK)
		status = txo_needs_output(needs, txo_text("n_missing"), err);
	if (status == TXO_OK)
		status = txo_needs_output(needs, txo_text("note"), err);
	return status;
}

/* Numbers of the variable are written with so many decimals. */
static int decimals_of(const struct txo_table1_facts *k)
{
	double sd = k->number[0].sd;
	int decimals = 1;

	if (k->plan->decimals >= 0)
		return k->plan->decimals;
	if (sd > 0)
		decimals = DIGITS - 1 - (int)floor(log10(sd));
	return decimals < 0		? 0 :
	       decimals > MOST_DECIMALS ? MOST_DECIMALS :
					  decimals;
}

static void add_number(struct txo_buffer *b, double x, int decimals)
{
	char text[TXO_NUMBER_SIZE];

	if (!txo_format_fixed(x, decimals, text))
		txo_buffer_add_text(b, UNKNOWN);
	txo_buffer_add_text(b, text);
}

/* The cell of one column, which tells of n rows, or an empty one. */
static void print_cell(struct txo_out *out, const struct txo_buffer *b,
		       uint64_t n)
{
	if (b->n)
		txo_out_told(out, (struct txo_text){ b->p, b->n }, n);
	else
		txo_out_empty(out);
}

static void add_numbers(const struct txo_table1_number *d,
			enum txo_table1_row row, int decimals,
			struct txo_buffer *b)
{
	switch (row) {
	case TXO_TABLE1_MEAN:
		add_number(b, d->k.mean, decimals);
		txo_buffer_add_text(b, " (");
		add_number(b, d->sd, decimals);
		txo_buffer_add_text(b, ")");
		break;
	case TXO_TABLE1_MEDIAN:
		add_number(b, d->median, decimals);
		txo_buffer_add_text(b, " [");
		add_number(b, d->q1, decimals);
		txo_buffer_add_text(b, ", ");
		add_number(b, d->q3, decimals);
		txo_buffer_add_text(b, "]");
		break;
	case TXO_TABLE1_RANGE:
	default:
		add_number(b, d->min, decimals);
		txo_buffer_add_text(b, " to ");
		add_number(b, d->max, decimals);
	}
}

/* The first cells of a row. */
static void begin_row(const struct txo_table1_facts *k,
		      const struct txo_text *value, const char *statistic,
		      struct txo_out *out)
{
	txo_out_text(out, k->v->name);
	if (value)
		txo_out_text(out, *value);
	else
		txo_out_empty(out);
	if (statistic)
		txo_out_text(out, txo_text(statistic));
	else
		txo_out_empty(out);
}

/* The last cells: what is known of the variable, in its first row only. */
static void end_row(const struct txo_table1_facts *k, size_t value, bool smd,
		    bool first, struct txo_out *out)
{
	struct txo_table1_gap gap = { .e = txo_estimate_none("") };

	if (smd && k->plan->parted)
		txo_table1_gap(k, value, &gap);
	if (k->plan->parted)
		txo_out_number(out, gap.e.estimate);
	if (first)
		txo_out_count(out, k->missing[0]);
	else
		txo_out_empty(out);
	txo_out_note(out, gap.e.note);
	txo_out_end_row(out);
}

static void print_numbers(const struct txo_table1_facts *k,
			  enum txo_table1_row row, bool first,
			  struct txo_buffer *b, struct txo_out *out)
{
	static const char *const statistic[] = {
		[TXO_TABLE1_MEAN] = "mean (SD)",
		[TXO_TABLE1_MEDIAN] = "median [q1, q3]",
		[TXO_TABLE1_RANGE] = "min to max",
	};
	int decimals = decimals_of(k);

	begin_row(k, NULL, statistic[row], out);
	for (size_t c = 0; c < k->columns; c++) {
		txo_buffer_clear(b);
		if (k->n[c])
			add_numbers(&k->number[c], row, decimals, b);
		print_cell(out, b, k->n[c]);
	}
	end_row(k, 0, first, first, out);
}

static void print_category(const struct txo_table1_facts *k, size_t value,
			   struct txo_buffer *b, struct txo_out *out)
{
	begin_row(k, &k->v->items.value[value], "n (%)", out);
	for (size_t c = 0; c < k->columns; c++) {
		uint64_t n = k->cell[c * k->values + value];

		txo_buffer_clear(b);
		if (k->n[c]) {
			txo_buffer_printf(b, "%" PRIu64 " (", n);
			add_number(b, 100 * (double)n / (double)k->n[c], 1);
			txo_buffer_add_text(b, "%)");
		}
		print_cell(out, b, n);
	}
	end_row(k, value, k->v->list || value == 0, value == 0, out);
}

/* A variable of which there is no value at all. */
static void print_nothing(const struct txo_table1_facts *k, struct txo_out *out)
{
	begin_row(k, NULL, NULL, out);
	for (size_t c = 0; c < k->columns + k->plan->parted; c++)
		txo_out_empty(out);
	txo_out_count(out, k->missing[0]);
	txo_out_note(out, TXO_NOTE_NODATA);
	txo_out_end_row(out);
}

enum txo_status txo_table1_wide(const struct txo_table1_facts *k,
				struct txo_out *out, struct txo_error *err)
{
	struct txo_buffer b = { 0 };
	bool first = true, failed;

	for (int r = TXO_TABLE1_MEAN; r <= (int)TXO_TABLE1_RANGE; r++) {
		if (!k->number || !(k->plan->rows & 1u << r))
			continue;
		print_numbers(k, (enum txo_table1_row)r, first, &b, out);
		first = false;
	}
	for (size_t v = 0; v < k->values; v++)
		print_category(k, v, &b, out);
	if (!k->number && !k->values)
		print_nothing(k, out);
	failed = b.failed;
	txo_buffer_release(&b);
	return failed ? txo_fail_memory(err) : TXO_OK;
}

void txo_table1_wide_rows(const struct txo_table1_facts *k, struct txo_out *out)
{
	txo_out_empty(out);
	txo_out_empty(out);
	txo_out_text(out, txo_text("n"));
	for (size_t c = 0; c < k->columns; c++)
		txo_out_count(out, k->n[c] + k->missing[c]);
	for (int i = 0; i < 2 + k->plan->parted; i++)
		txo_out_empty(out);
	txo_out_end_row(out);
}
