/*
 * classify_print.c - the rows of one group: numbers, then classes.
 */
#include <math.h>

#include "cmd/classify.h"
#include "txo/note.h"
#include "txo/proportion.h"

/* A number that the classes rest on, and what it rests on. */
struct fact {
	const char *term;
	const struct txo_estimate *e;
	uint64_t n, n_missing;
	bool counted;	/* made from so many courses */
};

/* An interval has a level, and so has a change that is beyond chance. */
static bool has_level(const struct txo_classify_task *t,
		      const struct txo_estimate *e)
{
	return !isnan(e->conf_low) ||
	       (e == &t->rule.change && txo_classify_uses_rci(t->plan));
}

static void print_counts(struct txo_out *out, const struct fact *f)
{
	if (f->counted) {
		txo_out_count(out, f->n);
		txo_out_count(out, f->n_missing);
	} else {
		txo_out_empty(out);
		txo_out_empty(out);
	}
	txo_out_empty(out);
}

/*
 * With --min-cell a number stands alone: by the counts behind it, and its
 * interval, those of the classes could be got.
 */
static void print_without_counts(const struct txo_classify_task *t,
				 const struct fact *f)
{
	bool few = f->n > 0 && f->n < t->plan->least;

	for (int i = 0; i < 3; i++)
		txo_out_empty(t->out);
	if (few)
		txo_out_withheld(t->out);
	else
		txo_out_number(t->out, f->e->estimate);
	for (int i = 0; i < 3; i++)
		txo_out_empty(t->out);
}

static void print_number(const struct txo_classify_task *t,
			 const struct fact *f, const struct txo_buffer *method)
{
	struct txo_out *out = t->out;

	txo_out_text(out, txo_text(f->term));
	txo_out_empty(out);
	if (t->plan->least && f->counted) {
		print_without_counts(t, f);
	} else {
		print_counts(out, f);
		txo_out_number(out, f->e->estimate);
		txo_out_number(out, f->e->conf_low);
		txo_out_number(out, f->e->conf_high);
		txo_out_number(out, has_level(t, f->e) ? t->plan->level : NAN);
	}
	txo_out_empty(out);
	txo_out_empty(out);
	txo_out_text(out, (struct txo_text){ method->p, method->n });
	txo_out_note(out, f->e->note);
	txo_out_end_row(out);
}

/* Is the SD made from the data, where the reliable change needs it? */
static bool sd_is_found(const struct txo_classify *p)
{
	return txo_classify_uses_rci(p) && !p->number[TXO_CLASSIFY_SD].given &&
	       !p->number[TXO_CLASSIFY_SEM].given;
}

static bool cutoff_is_found(const struct txo_classify *p)
{
	return (p->cutoff_kind == TXO_CUTOFF_A ||
		p->cutoff_kind == TXO_CUTOFF_C) &&
	       !(p->number[TXO_CLASSIFY_SD].given &&
		 p->number[TXO_CLASSIFY_CLINICAL_MEAN].given);
}

/* The rows of the numbers that were found, and of the thresholds. */
static enum txo_status print_numbers(const struct txo_classify_task *t,
				     struct txo_error *err)
{
	const struct txo_classify *p = t->plan;
	const struct txo_classify_rule *r = &t->rule;
	struct txo_buffer b = { 0 };
	struct fact f = { "sd", &r->sd, r->n, r->n_missing, true };
	enum txo_status status;

	if (sd_is_found(p)) {
		txo_buffer_add_text(&b, f.e->method);
		print_number(t, &f, &b);
	}
	if (p->at_retest != TXO_NO_COLUMN) {
		f = (struct fact){ "reliability", &r->reliability, r->n_retest,
				   r->n + r->n_missing - r->n_retest, true };
		txo_buffer_clear(&b);
		txo_buffer_add_text(&b, f.e->method);
		print_number(t, &f, &b);
	}
	if (p->method != TXO_CLASS_CUTOFF) {
		f = (struct fact){ "threshold", &r->change, r->n, r->n_missing,
				   sd_is_found(p) };
		txo_buffer_clear(&b);
		txo_classify_say_change(p, &b);
		print_number(t, &f, &b);
	}
	if (txo_classify_uses_cutoff(p)) {
		f = (struct fact){ "cutoff", &r->cutoff, r->n, r->n_missing,
				   cutoff_is_found(p) };
		txo_buffer_clear(&b);
		txo_classify_say_cutoff(p, &b);
		print_number(t, &f, &b);
	}
	status = b.failed ? txo_fail_memory(err) : TXO_OK;
	txo_buffer_release(&b);
	return status;
}

static void print_class(const struct txo_classify_task *t, enum txo_class class,
			const struct txo_buffer *method)
{
	const struct txo_classify_count *c = &t->count;
	struct txo_out *out = t->out;
	uint64_t n = c->class[class], unknown = c->started - c->known;
	double all = (double)c->started;
	bool known = true;
	struct txo_estimate e = txo_proportion(
		n, c->total, (enum txo_proportion_ci)t->plan->ci,
		t->plan->level);

	/* else unclassified ones could be got by n_missing */
	if (t->plan->least && t->plan->estimand == TXO_CLASSIFY_ALL_STARTED)
		known = false;
	if (unknown && t->plan->estimand != TXO_CLASSIFY_ALL_STARTED)
		e.note |= TXO_NOTE_INCOMPLETE;
	txo_out_text(out, txo_text("class"));
	txo_out_text(out, txo_text(txo_class_name(class)));
	txo_out_count(out, n);
	if (known)
		txo_out_count(out, unknown);
	else
		txo_out_empty(out);
	txo_out_count(out, c->total);
	txo_out_number(out, e.estimate);
	txo_out_number(out, e.conf_low);
	txo_out_number(out, e.conf_high);
	txo_out_number(out, t->plan->level);
	txo_out_number(out, class && known ? (double)n / all : NAN);
	txo_out_number(out, class && known ? (double)(n + unknown) / all : NAN);
	txo_out_text(out, (struct txo_text){ method->p, method->n });
	txo_out_note(out, e.note | c->note);
	txo_out_end_row(out);
}

static enum txo_status print_classes(const struct txo_classify_task *t,
				     struct txo_error *err)
{
	const struct txo_classify *p = t->plan;
	bool both = p->method == TXO_CLASS_COMBINED;
	struct txo_buffer b = { 0 };
	enum txo_status status;

	txo_buffer_printf(&b, "%s; ", txo_classify_method_name(p));
	txo_classify_say_estimand(t, &b);
	txo_buffer_printf(&b, "; %s",
			  txo_proportion(0, 1, (enum txo_proportion_ci)p->ci,
					 p->level)
				  .method);
	for (int c = TXO_RECOVERED; c < (int)TXO_CLASSES; c++)
		if (both || (c != TXO_RECOVERED && c != TXO_HARMED))
			print_class(t, (enum txo_class)c, &b);
	if (p->estimand == TXO_CLASSIFY_ALL_STARTED)
		print_class(t, TXO_CLASS_NONE, &b);
	status = b.failed ? txo_fail_memory(err) : TXO_OK;
	txo_buffer_release(&b);
	return status;
}

enum txo_status txo_classify_print(const struct txo_classify_task *t,
				   struct txo_error *err)
{
	enum txo_status status = print_numbers(t, err);

	return status == TXO_OK ? print_classes(t, err) : status;
}
