#include "cmd/changes.h"

#include <inttypes.h>

#define NAMED 10 /* columns in a line */

static void tell(struct txo_needs *needs, struct txo_buffer *line)
{
	if (line->n)
		txo_needs_line(needs, (struct txo_text){ line->p, line->n });
	txo_buffer_release(line);
}

/* "KIND: 120 in 'score', 3 in 'fee'", if there was any change of the kind. */
static void tell_change(struct txo_needs *needs, const struct txo_refiner *r,
			enum txo_change change, const char *kind)
{
	const struct txo_header *h = needs->schema.header;
	struct txo_buffer b = { 0 };
	size_t told = 0, others = 0;
	uint64_t more = 0;
	char shown[TXO_SHOWN];

	for (size_t i = 0; i < h->fields; i++) {
		uint64_t n = r[i].changed[change];

		if (!n)
			continue;
		if (told == NAMED) {
			others++;
			more += n;
			continue;
		}
		txo_buffer_printf(&b, "%s%s%" PRIu64 " in '%s'",
				  told ? "" : kind, told ? ", " : ": ", n,
				  txo_text_show(h->name[i], shown));
		told++;
	}
	if (others)
		txo_buffer_printf(&b, ", %" PRIu64 " in %zu other%s", more,
				  others, others == 1 ? "" : "s");
	tell(needs, &b);
}

/* Dates that could be of two forms are left as they are, but not in silence. */
static void tell_dates(struct txo_needs *needs, const struct txo_refiner *r)
{
	const struct txo_header *h = needs->schema.header;
	struct txo_buffer b = { 0 };
	size_t told = 0;
	char shown[TXO_SHOWN];

	for (size_t i = 0; i < h->fields && told < NAMED; i++)
		if (r[i].odd_dates)
			txo_buffer_printf(&b, "%s'%s'", told++ ? ", " : "",
					  txo_text_show(h->name[i], shown));
	if (told) {
		struct txo_buffer line = { 0 };

		txo_buffer_printf(&line,
				  "column%s %s look%s like dates that are not "
				  "ISO 8601: --date-format settles it",
				  told == 1 ? "" : "s", b.p ? b.p : "",
				  told == 1 ? "s" : "");
		tell(needs, &line);
	}
	txo_buffer_release(&b);
}

/* So is text in a column that its name takes for something else. */
static void tell_misfits(struct txo_needs *needs, const struct txo_refiner *r)
{
	const struct txo_header *h = needs->schema.header;
	char shown[TXO_SHOWN];

	for (size_t i = 0; i < h->fields; i++) {
		struct txo_buffer b = { 0 };
		const struct txo_role *role = txo_header_role_of(h, i);

		if (!r[i].misfit || !role)
			continue;
		txo_buffer_printf(&b,
				  "column '%s' is not of %s, which %s would "
				  "be, so it stays text",
				  txo_text_show(h->name[i], shown),
				  role->type == TXO_DATE ? "dates" : "numbers",
				  role->name);
		tell(needs, &b);
	}
}

/* The number of labels that are not told one by one. */
static void tell_others(struct txo_needs *needs, uint64_t n, const char *what)
{
	struct txo_buffer b = { 0 };

	if (n)
		txo_buffer_printf(&b, "%s: %" PRIu64, what, n);
	tell(needs, &b);
}

static void tell_terms(struct txo_needs *needs, const struct txo_canon *c)
{
	const struct txo_header *h = needs->schema.header;
	bool redact = needs->rules && needs->rules->redact;
	uint64_t others = c->others;

	for (size_t i = 0; i < c->changes; i++) {
		const struct txo_canon_change *k = &c->change[i];
		struct txo_buffer b = { 0 };
		char shown[TXO_SHOWN];

		if (redact)
			others += k->n;
		else if (k->n)
			txo_buffer_printf(&b, "%s: '%s' -> '%s' (%" PRIu64 ")",
					  txo_text_show(h->name[k->column],
							shown),
					  k->from, k->to, k->n);
		tell(needs, &b);
	}
	tell_others(needs, others,
		    redact ? "labels written as their terms" :
			     "further labels written as their terms");
	tell_others(needs, c->lists, "lists parted by ';'");
}

void txo_changes_tell(struct txo_needs *needs, const struct txo_refiner *r,
		      const struct txo_canon *c)
{
	static const char *const kinds[TXO_CHANGES] = {
		[TXO_CHANGE_COMMA] = "decimal commas made points",
		[TXO_CHANGE_THOUSANDS] = "marks of thousands taken out",
		[TXO_CHANGE_PERCENT] = "percent signs taken off",
		[TXO_CHANGE_DATE] = "dates written as ISO 8601",
		[TXO_CHANGE_MISSING] = "missing words emptied",
		[TXO_CHANGE_BLANKS] = "blanks cut off or made plain",
		[TXO_CHANGE_COMPOSED] = "letters composed",
	};

	for (unsigned i = 0; i < TXO_CHANGES; i++)
		tell_change(needs, r, i, kinds[i]);
	tell_terms(needs, c);
	tell_dates(needs, r);
	tell_misfits(needs, r);
}
