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
	if (status == TXO_OK && p->test)
		status = txo_needs_output(needs, txo_text("p_value"), err);
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

/* The rows of one variable, as they are printed. */
struct page {
	const struct txo_table1_facts *k;
	struct txo_out *out;
	struct txo_buffer b;	/* scratch */
	enum txo_status status;
	struct txo_error *err;
};

static void print_text(struct txo_out *out, const struct txo_text *t)
{
	if (t && t->p)
		txo_out_text(out, *t);
	else
		txo_out_empty(out);
}

/* The cell of one column, which tells of n rows, or an empty one. */
static void print_cell(struct page *p, uint64_t n)
{
	if (p->b.n)
		txo_out_told(p->out, (struct txo_text){ p->b.p, p->b.n }, n);
	else
		txo_out_empty(p->out);
}

/* The first cells of a row. */
static void begin_row(struct page *p, const struct txo_text *value,
		      const char *statistic)
{
	const struct txo_text what = txo_text(statistic);

	txo_out_text(p->out, p->k->v->name);
	print_text(p->out, value);
	print_text(p->out, &what);
}

/* How the groups compare; nothing in rows of what is told above. */
static unsigned print_compared(struct page *p, size_t value, bool here)
{
	const struct txo_table1_plan *plan = p->k->plan;
	struct txo_table1_gap gap = { .e = txo_estimate_none("") };
	struct txo_table1_test test = { .e = txo_estimate_none("") };

	if (here && plan->parted)
		txo_table1_gap(p->k, value, &gap);
	if (here && plan->test && p->status == TXO_OK)
		p->status = txo_table1_test(p->k, value, &test, p->err);
	if (plan->parted)
		txo_out_number(p->out, gap.e.estimate);
	if (plan->test)
		txo_out_number(p->out, test.e.p_value);
	return gap.e.note | test.e.note;
}

/* The last cells; those of the variable stand in its first row. */
static void end_row(struct page *p, bool first, unsigned note)
{
	if (first)
		txo_out_count(p->out, p->k->missing[0]);
	else
		txo_out_empty(p->out);
	txo_out_note(p->out, note);
	txo_out_end_row(p->out);
}

static void print_numbers(struct page *p, enum txo_table1_row row, bool first)
{
	static const char *const statistic[] = {
		[TXO_TABLE1_MEAN] = "mean (SD)",
		[TXO_TABLE1_MEDIAN] = "median [q1, q3]",
		[TXO_TABLE1_RANGE] = "min to max",
	};
	const struct txo_table1_facts *k = p->k;
	int decimals = decimals_of(k);

	begin_row(p, NULL, statistic[row]);
	for (size_t c = 0; c < k->columns; c++) {
		txo_buffer_clear(&p->b);
		if (k->n[c])
			add_numbers(&k->number[c], row, decimals, &p->b);
		print_cell(p, k->n[c]);
	}
	end_row(p, first, print_compared(p, 0, first));
}

static void print_category(struct page *p, size_t value)
{
	const struct txo_table1_facts *k = p->k;

	begin_row(p, &k->v->items.value[value], "n (%)");
	for (size_t c = 0; c < k->columns; c++) {
		uint64_t n = k->cell[c * k->values + value];

		txo_buffer_clear(&p->b);
		if (k->n[c]) {
			txo_buffer_printf(&p->b, "%" PRIu64 " (", n);
			add_number(&p->b, 100 * (double)n / (double)k->n[c], 1);
			txo_buffer_add_text(&p->b, "%)");
		}
		print_cell(p, n);
	}
	end_row(p, value == 0,
		print_compared(p, value, k->v->list || value == 0));
}

/* A variable of which there is no value at all. */
static void print_nothing(struct page *p)
{
	begin_row(p, NULL, NULL);
	for (size_t c = 0; c < p->k->columns; c++)
		txo_out_empty(p->out);
	(void)print_compared(p, 0, false);
	end_row(p, true, TXO_NOTE_NODATA);
}

enum txo_status txo_table1_wide(const struct txo_table1_facts *k,
				struct txo_out *out, struct txo_error *err)
{
	struct page p = { .k = k, .out = out, .status = TXO_OK, .err = err };
	bool first = true;

	for (int r = TXO_TABLE1_MEAN; r <= (int)TXO_TABLE1_RANGE; r++) {
		if (!k->number || !(k->plan->rows & 1u << r))
			continue;
		print_numbers(&p, (enum txo_table1_row)r, first);
		first = false;
	}
	for (size_t v = 0; v < k->values && p.status == TXO_OK; v++)
		print_category(&p, v);
	if (!k->number && !k->values)
		print_nothing(&p);
	if (p.status == TXO_OK && p.b.failed)
		p.status = txo_fail_memory(err);
	txo_buffer_release(&p.b);
	return p.status;
}

void txo_table1_wide_rows(const struct txo_table1_facts *k, struct txo_out *out)
{
	int behind = 2 + k->plan->parted + k->plan->test;

	txo_out_empty(out);
	txo_out_empty(out);
	txo_out_text(out, txo_text("n"));
	for (size_t c = 0; c < k->columns; c++)
		txo_out_count(out, k->n[c] + k->missing[c]);
	for (int i = 0; i < behind; i++)
		txo_out_empty(out);
	txo_out_end_row(out);
}
