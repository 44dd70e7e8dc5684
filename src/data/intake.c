#include "data/intake.h"

#include <stdlib.h>
#include <string.h>

#include "data/date.h"

void txo_intake_release(struct txo_intake *in)
{
	if (!in->schema)
		return;
	for (size_t i = 0; in->dictionary && i < in->schema->uses; i++)
		txo_dictionary_release(&in->dictionary[i]);
	for (size_t i = 0; in->tally && i < in->schema->projections; i++)
		txo_tally_release(&in->tally[i]);
	free(in->dictionary);
	free(in->tally);
	free(in->account.lacking);
	free(in->account.partly);
	free(in->id);
	free(in->tuple);
	*in = (struct txo_intake){ .missing = in->missing };
}

static enum txo_status begin(struct txo_intake *in, struct txo_schema *s,
			     struct txo_error *err)
{
	size_t uses = s->uses + 1, projections = s->projections + 1;

	in->schema = s;
	in->dictionary = calloc(uses, sizeof(*in->dictionary));
	in->tally = calloc(projections, sizeof(*in->tally));
	in->account.lacking = calloc(uses, sizeof(uint64_t));
	in->account.partly = calloc(uses, sizeof(uint64_t));
	in->id = calloc(uses, sizeof(*in->id));
	in->tuple = calloc(2 * uses, sizeof(*in->tuple));
	if (!in->dictionary || !in->tally || !in->account.lacking ||
	    !in->account.partly || !in->id || !in->tuple)
		return txo_fail_memory(err);
	for (size_t i = 0; i < s->uses; i++)
		in->dictionary[i].type = s->use[i].type;
	for (size_t i = 0; i < s->projections; i++)
		in->tally[i].width = s->projection[i].n;
	return TXO_OK;
}

/* Files that spell a name differently: show the first spelling by bytes. */
static enum txo_status settle_names(struct txo_schema *first,
				    const struct txo_schema *other,
				    struct txo_error *err)
{
	for (size_t i = 0; i < first->uses; i++) {
		struct txo_text t = other->use[i].name;

		if (txo_text_compare(t, first->use[i].name) >= 0)
			continue;
		t.p = txo_arena_copy(&first->arena, t.p, t.n);
		if (!t.p)
			return txo_fail_memory(err);
		first->use[i].name = t;
	}
	return TXO_OK;
}

enum txo_status txo_intake_file(struct txo_intake *in,
				struct txo_schema *schema,
				struct txo_error *err)
{
	enum txo_status status;

	if (!in->schema)
		return begin(in, schema, err);
	status = txo_schema_same(in->schema, schema, err);
	if (status == TXO_OK)
		status = settle_names(in->schema, schema, err);
	return status;
}

/* Put "column 'x': " before the sentence, and the line beside it. */
static enum txo_status blame_cell(const struct txo_header *h, size_t column,
				  const struct txo_record *row,
				  struct txo_error *err)
{
	const struct txo_role *role = txo_header_role_of(h, column);
	bool other = role &&
		     !txo_text_equal(h->name[column], txo_text(role->name));
	char shown[TXO_SHOWN];

	if (!err)
		return TXO_DATA;
	err->line = row->line;
	return txo_fail(err, TXO_DATA, "column '%s'%s%s%s: %s",
			txo_text_show(h->name[column], shown),
			other ? " (taken as " : "", other ? role->name : "",
			other ? ")" : "", err->text);
}

static enum txo_status read_number(struct txo_text cell, struct txo_decimal *d,
				   struct txo_error *err)
{
	char shown[TXO_SHOWN];
	int days;

	if (txo_decimal_parse(cell.p, cell.n, d, err) == TXO_OK)
		return TXO_OK;
	if (txo_date_parse(cell, &days, NULL) == TXO_OK)
		return txo_fail(err, TXO_DATA,
				"'%s' is a date, not a number (txo trend takes "
				"dates along x: --map date=COLUMN)",
				txo_text_show(cell, shown));
	if (cell.n && memchr(cell.p, ',', cell.n))
		return txo_fail(err, TXO_DATA,
				"'%s' is not a number (a point is the decimal "
				"mark, thousands have none)",
				txo_text_show(cell, shown));
	return TXO_DATA;
}

static enum txo_status cell_id(struct txo_dictionary *d, struct txo_text cell,
			       uint32_t *id, struct txo_error *err)
{
	struct txo_decimal number;
	enum txo_status status;
	int days;

	switch (d->type) {
	case TXO_LABEL:
		return txo_dictionary_label(d, cell, id, err);
	case TXO_DATE:
		status = txo_date_parse(cell, &days, err);
		if (status != TXO_OK)
			return status;
		number = (struct txo_decimal){ days, 0 };
		while (number.coefficient && number.coefficient % 10 == 0) {
			number.coefficient /= 10;
			number.exponent++;
		}
		break;
	case TXO_NUMBER:
	default:
		status = read_number(cell, &number, err);
		if (status != TXO_OK)
			return status;
	}
	return txo_dictionary_number(d, number, id, err);
}

static enum txo_status row_ids(struct txo_intake *in,
			       const struct txo_schema *s,
			       const struct txo_record *row,
			       struct txo_error *err)
{
	for (size_t i = 0; i < s->uses; i++) {
		struct txo_text cell = txo_text_trim(
			txo_record_field(row, s->use[i].column));
		enum txo_status status;

		in->id[i] = TXO_MISSING;
		if (txo_is_missing(&in->missing, cell))
			continue;
		status = cell_id(&in->dictionary[i], cell, &in->id[i], err);
		if (status != TXO_OK)
			return status == TXO_DATA ?
				       blame_cell(s->header, s->use[i].column,
						  row, err) :
				       status;
	}
	return TXO_OK;
}

static enum txo_status row_weight(const struct txo_intake *in,
				  const struct txo_schema *s,
				  const struct txo_record *row, uint64_t *w,
				  struct txo_error *err)
{
	struct txo_decimal d = { 0, 0 };
	struct txo_text cell;
	char shown[TXO_SHOWN];

	*w = 1;
	if (s->weight == TXO_NO_COLUMN)
		return TXO_OK;
	cell = txo_text_trim(txo_record_field(row, s->weight));
	if (txo_is_missing(&in->missing, cell)) {
		(void)txo_fail(err, TXO_DATA, "a weight is missing");
	} else if (txo_decimal_parse(cell.p, cell.n, &d, NULL) == TXO_OK &&
		   (*w = txo_decimal_positive_integer(d)) > 0) {
		if (*w <= INT64_MAX - in->account.weight)
			return TXO_OK;
		(void)txo_fail(err, TXO_DATA,
			       "the weights add up to more than 2^63");
	} else {
		(void)txo_fail(err, TXO_DATA,
			       "the weight '%s' is not a positive whole number",
			       txo_text_show(cell, shown));
	}
	return blame_cell(s->header, s->weight, row, err);
}

/* The first use of the projection without a value, or n. */
static size_t first_lack(const struct txo_intake *in,
			 const struct txo_projection *p, size_t n)
{
	for (size_t i = 0; !p->keeps_missing && i < p->n; i++)
		if (in->id[p->use[i]] == TXO_MISSING)
			return p->use[i];
	return n;
}

/* Book the row as used or left out, and why. */
static void account_row(struct txo_intake *in, uint64_t w)
{
	const struct txo_schema *s = in->schema;
	struct txo_account *a = &in->account;
	size_t complete = 0, lack = s->uses;

	a->rows++;
	a->weight += w;
	for (size_t i = 0; i < s->by; i++)
		if (in->id[i] == TXO_MISSING) {
			a->lacking[i]++;
			return;
		}
	for (size_t i = 0; i < s->projections; i++) {
		size_t first = first_lack(in, &s->projection[i], s->uses);

		complete += first == s->uses;
		lack = first < s->uses ? first : lack;
	}
	a->used += complete > 0;
	if (complete == 0 && s->projections > 1)
		a->no_value++;
	else if (complete == 0)
		a->lacking[lack]++;
	for (size_t i = 0; complete && i < s->projections; i++) {
		lack = first_lack(in, &s->projection[i], s->uses);
		if (lack < s->uses)
			a->partly[lack]++;
	}
}

enum txo_status txo_intake_row(struct txo_intake *in,
			       const struct txo_schema *schema,
			       const struct txo_record *row,
			       struct txo_error *err)
{
	const struct txo_schema *s = in->schema;
	enum txo_status status;
	uint64_t w;

	status = row_weight(in, schema, row, &w, err);
	if (status == TXO_OK)
		status = row_ids(in, schema, row, err);
	if (status != TXO_OK)
		return status;
	account_row(in, w);
	for (size_t i = 0; i < s->by; i++)
		if (in->id[i] == TXO_MISSING)
			return TXO_OK;
	for (size_t i = 0; i < s->projections; i++) {
		const struct txo_projection *p = &s->projection[i];

		for (size_t k = 0; k < p->n; k++)
			in->tuple[k] = in->id[p->use[k]];
		status = txo_tally_add(&in->tally[i], in->tuple, w, err);
		if (status != TXO_OK)
			return status;
	}
	return TXO_OK;
}
