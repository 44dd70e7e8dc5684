/*
 * classify_rows.c - the courses themselves, each with its class.
 */
#include <string.h>

#include "cmd/classify.h"
#include "txo/note.h"

#define MOST_ROWS UINT64_C(1000000000)

static const char *const names[] = { "change", "percent_change", "class",
				     "note" };

bool txo_classify_is_new(struct txo_text name)
{
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (txo_text_equal(name, txo_text(names[i])))
			return true;
	return false;
}

enum txo_status txo_classify_name_rows(struct txo_needs *needs,
				       struct txo_error *err)
{
	enum txo_status status = TXO_OK;

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (status == TXO_OK)
			status = txo_needs_output(needs, txo_text(names[i]),
						  err);
	return status;
}

/* Is the code one of the words of the text? */
static bool has_word(struct txo_text t, struct txo_text code)
{
	for (size_t i = 0; i + code.n <= t.n; i++)
		if (memcmp(t.p + i, code.p, code.n) == 0 &&
		    (i == 0 || t.p[i - 1] == ' ') &&
		    (i + code.n == t.n || t.p[i + code.n] == ' '))
			return true;
	return false;
}

/* The note that the course had, and what there is to say beside it. */
static void make_note(const struct txo_classify_task *t, size_t i,
		      unsigned note, struct txo_buffer *b)
{
	size_t c = t->plan->at_note;
	const struct txo_vector *v = c == TXO_NO_COLUMN ? NULL :
							  &t->frame->column[c];
	struct txo_text old = txo_text("");

	if (v && v->label[i] != TXO_MISSING)
		old = v->labels[v->label[i]];
	txo_buffer_clear(b);
	txo_buffer_add(b, old.p, old.n);
	for (const struct txo_note_entry *e = txo_notes(); e->code; e++) {
		if (!(note & e->bit) || has_word(old, txo_text(e->code)))
			continue;
		if (b->n)
			txo_buffer_add_char(b, ' ');
		txo_buffer_add_text(b, e->code);
	}
}

static void write_text(struct txo_out *out, struct txo_text text)
{
	if (text.n)
		txo_out_text(out, text);
	else
		txo_out_empty(out);
}

static void write_row(const struct txo_classify_task *t, size_t i,
		      const struct txo_classify_verdict *v,
		      struct txo_text note)
{
	const struct txo_classify *p = t->plan;
	const char *class = v->class != TXO_CLASS_NONE || v->counts ?
				    txo_class_name(v->class) :
				    "";

	for (size_t k = 0; k < p->carries; k++) {
		const struct txo_vector *c = &t->frame->column[p->carried[k]];

		if (c->label[i] == TXO_MISSING)
			txo_out_empty(t->out);
		else
			txo_out_text(t->out, c->labels[c->label[i]]);
	}
	txo_out_number(t->out, txo_change(v->pre, v->post));
	txo_out_number(t->out, txo_percent_change(v->pre, v->post));
	write_text(t->out, txo_text(class));
	write_text(t->out, note);
	txo_out_end_row(t->out);
}

enum txo_status txo_classify_write_rows(struct txo_classify_task *t,
					struct txo_error *err)
{
	struct txo_buffer b = { 0 };
	enum txo_status status = TXO_OK;

	if (t->count.started > MOST_ROWS)
		return txo_fail(err, TXO_USAGE,
				"--rows writes a row for each course, and the "
				"weights add up to more than 1000000000");
	for (size_t i = 0; i < t->frame->rows && status == TXO_OK; i++) {
		struct txo_classify_verdict v;

		status = txo_classify_judge(t, i, &v, err);
		if (status != TXO_OK)
			break;
		if (v.pre.x == 0)
			v.note |= TXO_NOTE_ZEROBASE;
		make_note(t, i, v.note, &b);
		if (b.failed)
			status = txo_fail_memory(err);
		for (uint64_t w = 0; w < t->frame->weight[i] && !b.failed; w++)
			write_row(t, i, &v, (struct txo_text){ b.p, b.n });
	}
	txo_buffer_release(&b);
	return status;
}
