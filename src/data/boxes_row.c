/*
 * boxes_row.c - a row gets the lists that are made of its boxes.
 */
#include <string.h>

#include "data/boxes.h"
#include "data/list.h"
#include "txo/decimal.h"

enum tick { EMPTY, UNKNOWN, NOT_TICKED, TICKED, UNREADABLE };

static bool is_among(struct txo_text cell, const char *const *word, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (txo_text_equal_nocase(cell, txo_text(word[i])))
			return true;
	return false;
}

static enum tick tick_of(struct txo_text cell,
			 const struct txo_missing *missing)
{
	static const char *const yes[] = { "1",	   "yes", "y", "checked",
					   "true", "x",	  "ja" };
	static const char *const no[] = { "0",	       "no",	"n",
					  "unchecked", "false", "nein" };
	struct txo_decimal d;

	if (!cell.n)
		return EMPTY;
	if (txo_is_missing(missing, cell))
		return UNKNOWN;
	if (is_among(cell, no, sizeof(no) / sizeof(no[0])))
		return NOT_TICKED;
	if (is_among(cell, yes, sizeof(yes) / sizeof(yes[0])))
		return TICKED;
	if (txo_decimal_parse(cell.p, cell.n, &d, NULL) != TXO_OK)
		return UNREADABLE; /* 1.0 is what has been a number */
	if (d.coefficient == 0)
		return NOT_TICKED;
	return d.coefficient == 1 && d.exponent == 0 ? TICKED : UNREADABLE;
}

/* What the boxes of a list say, all together. */
struct answer {
	bool known, unknown;
	const struct txo_box *none;	/* a ticked one that says none */
	const struct txo_box *not_none; /* one that is not ticked */
	const struct txo_box *last;	/* the last ticked one of others */
	const struct txo_box *bad;
};

/* Boxes from..end; the items of the ticked ones go to the buffer. */
static struct answer ask(struct txo_boxes *b, size_t from, size_t end,
			 const struct txo_record *r)
{
	struct answer a = { .known = false };
	size_t start = b->bytes.n;

	for (size_t i = from; i < end && !a.bad; i++) {
		const struct txo_box *x = &b->box[i];
		enum tick tick = tick_of(
			txo_text_trim(txo_record_field(r, x->column)),
			&b->rules->missing);

		a.unknown = a.unknown || tick == UNKNOWN;
		a.known = a.known || tick == NOT_TICKED || tick == TICKED;
		if (tick == UNREADABLE) {
			a.bad = x;
		} else if (x->none) {
			a.none = tick == TICKED ? x : a.none;
			a.not_none = tick == NOT_TICKED ? x : a.not_none;
		} else if (tick == TICKED) {
			if (!a.last ||
			    !txo_text_equal(a.last->folded, x->folded))
				txo_list_add(&b->bytes, start, x->item);
			a.last = x;
		}
	}
	return a;
}

static void add_none(struct txo_boxes *b, struct txo_span *span)
{
	*span = (struct txo_span){ b->bytes.n, strlen("none") };
	txo_buffer_add_text(&b->bytes, "none");
}

/* The cell of list k. */
static void make_list(struct txo_boxes *b, size_t k, size_t from, size_t end,
		      const struct txo_record *r)
{
	struct txo_span *span = &b->span[r->n + k];
	size_t start = b->bytes.n;
	struct answer a = ask(b, from, end, r);

	*span = (struct txo_span){ start, b->bytes.n - start };
	b->bad[k] = (struct txo_bad_list){ TXO_NO_COLUMN, TXO_NO_COLUMN };
	if (!a.bad && a.none && a.last) {
		a.bad = a.none;
		b->bad[k].against = a.last->column;
	}
	if (a.bad) {
		b->bad[k].column = a.bad->column;
		b->record.bad = b->bad;
		*span = (struct txo_span){ 0, 0 };
	} else if (!a.last && (a.none || (a.known && !a.not_none) ||
			       (b->is_asked[k] && !a.unknown))) {
		add_none(b, span);
	}
}

/* The record's bytes and fields, copied. */
static bool copy_row(struct txo_boxes *b, const struct txo_record *r)
{
	size_t n = r->n + b->lists, from = SIZE_MAX, end = 0;
	struct txo_span *grown = txo_grow(b->span, &b->span_room, n,
					  sizeof(*grown));

	if (!grown)
		return false;
	b->span = grown;
	for (size_t i = 0; i < r->n; i++) {
		size_t at = r->span[i].from, size = r->span[i].n;

		from = size && at < from ? at : from;
		end = size && at + size > end ? at + size : end;
	}
	txo_buffer_clear(&b->bytes);
	if (end)
		txo_buffer_add(&b->bytes, r->bytes + from, end - from);
	for (size_t i = 0; i < r->n; i++) {
		size_t size = r->span[i].n;

		b->span[i].from = size ? r->span[i].from - from : 0;
		b->span[i].n = size;
	}
	for (size_t i = r->n; i < n; i++)
		b->span[i] = (struct txo_span){ 0, 0 };
	return !b->bytes.failed;
}

enum txo_status txo_boxes_make(struct txo_boxes *b, const struct txo_record *r,
			       bool plain, const struct txo_record **row,
			       struct txo_error *err)
{
	size_t from = 0, end = 0;

	if (!copy_row(b, r))
		return txo_fail_memory(err);
	b->record = (struct txo_record){ .n = r->n + b->lists,
					 .line = r->line };
	for (size_t i = 0; plain && i < b->askeds; i++)
		if (!txo_text_trim(txo_record_field(r, b->asked[i])).n)
			add_none(b, &b->span[b->asked[i]]);
	for (size_t k = 0; plain && k < b->lists; k++, from = end) {
		while (end < b->n && b->box[end].list == k)
			end++;
		make_list(b, k, from, end, r);
	}
	if (b->bytes.failed)
		return txo_fail_memory(err);
	b->record.bytes = b->bytes.p ? b->bytes.p : "";
	b->record.span = b->span;
	*row = &b->record;
	return TXO_OK;
}

size_t txo_boxes_first_failed(const struct txo_header *h,
			      const struct txo_record *r)
{
	for (size_t c = h->fields; r->bad && c < h->n; c++)
		if (txo_boxes_failed(h, r, c))
			return c;
	return TXO_NO_COLUMN;
}

enum txo_status txo_boxes_blame(const struct txo_header *h,
				const struct txo_record *r, bool redact,
				size_t *column, struct txo_error *err)
{
	const struct txo_bad_list *bad = &r->bad[*column - h->fields];
	char cell[TXO_SHOWN], other[TXO_SHOWN];
	const char *quote = redact ? "" : "'";

	*column = bad->column;
	txo_text_show(txo_text_trim(txo_record_field(r, bad->column)), cell);
	if (bad->against != TXO_NO_COLUMN)
		return txo_fail(err, TXO_DATA,
				"it says that there is none, but '%s' is "
				"ticked as well",
				txo_text_show(h->name[bad->against], other));
	return txo_fail(err, TXO_DATA, "%s%s%s is neither 0 nor 1", quote,
			redact ? "the cell" : cell, quote);
}
