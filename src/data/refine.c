#include "data/refine.h"

#include "data/date.h"
#include "data/missing.h"

#define BIT(change) (1u << (change))
#define EMPTIED TXO_CHANGES /* a number that is a word for missing */
#define REWRITTEN \
	(BIT(TXO_CHANGE_COMMA) | BIT(TXO_CHANGE_THOUSANDS) | \
	 BIT(TXO_CHANGE_PERCENT) | BIT(TXO_CHANGE_DATE) | BIT(EMPTIED))

/* Is the column still free to be what its cells show? */
static bool is_open(const struct txo_refiner *r)
{
	return r->as == TXO_REFINE_FIND && !r->rewritten;
}

void txo_refiner_begin(struct txo_refiner *r)
{
	if (r->as == TXO_REFINE_ROLE_NUMBER || r->as == TXO_REFINE_ROLE_DATE) {
		r->as = r->as == TXO_REFINE_ROLE_NUMBER ? TXO_REFINE_NUMBER :
							  TXO_REFINE_DATE;
		r->by_role = true;
	}
	if (r->is == TXO_REFINE_FIND)
		r->is = r->as;
	txo_number_next_file(&r->style);
	r->maybe_number = r->is == TXO_REFINE_FIND ||
			  r->is == TXO_REFINE_NUMBER;
	r->maybe_date = r->rules->date_form.n &&
			(r->is == TXO_REFINE_FIND || r->is == TXO_REFINE_DATE);
	r->maybe_odd = !r->rules->date_form.n && r->is == TXO_REFINE_FIND;
	txo_buffer_clear(&r->fault);
}

/* The cell as text: plain blanks, none at the ends, letters composed. */
static struct txo_text plain_text(struct txo_refiner *r, struct txo_text cell)
{
	struct txo_text t;
	size_t n;
	unsigned changed;

	t = txo_text_compose(cell, &r->scratch, &changed);
	n = t.n;
	t = txo_text_trim(t);
	if ((changed & TXO_TEXT_BLANKS) || t.n < n)
		r->pending |= BIT(TXO_CHANGE_BLANKS);
	if (changed & TXO_TEXT_COMPOSED)
		r->pending |= BIT(TXO_CHANGE_COMPOSED);
	return t;
}

void txo_refiner_plain(struct txo_refiner *r, struct txo_text cell,
		       struct txo_buffer *out)
{
	struct txo_text t = cell;

	if (r->as != TXO_REFINE_NOTHING) {
		t = plain_text(r, cell);
		if (txo_is_missing(&r->rules->missing, t))
			t.n = 0;
	}
	txo_buffer_add(out, t.p, t.n);
}

static enum txo_status read_number(struct txo_refiner *r, struct txo_text t,
				   uint64_t line, struct txo_decimal *d,
				   struct txo_error *err)
{
	enum txo_status status = txo_number_read(&r->style, &r->rules->number,
						 t, line, d, err);

	if (r->rules->redact)
		r->style.witness[0] = '\0';
	return status;
}

static bool is_date(const struct txo_refiner *r, struct txo_text t)
{
	struct txo_text form = r->rules->date_form;
	int days;

	return form.n ? txo_date_parse_form(t, form, &days, NULL) == TXO_OK :
			txo_date_parse(t, &days, NULL) == TXO_OK;
}

/* A number is a number in whatever form dates are. */
static void find(struct txo_refiner *r, bool number, bool date, bool odd)
{
	r->maybe_number = r->maybe_number && number;
	r->maybe_date = r->maybe_date && date;
	r->maybe_odd = r->maybe_odd && odd;
	r->is = r->maybe_number ? TXO_REFINE_NUMBER :
		r->maybe_date	? TXO_REFINE_DATE :
				  TXO_REFINE_TEXT;
	r->odd_dates = r->is == TXO_REFINE_TEXT && r->maybe_odd;
}

/* Has it anything of a number or a date, however it is written? */
static bool fits(const struct txo_refiner *r, struct txo_text t)
{
	bool digit = false, letter = false;
	struct txo_decimal d;

	for (size_t i = 0; i < t.n; i++) {
		digit = digit || (t.p[i] >= '0' && t.p[i] <= '9');
		letter = letter || (t.p[i] | 0x20) >= 'a';
	}
	return digit && (!letter || is_date(r, t) ||
			 txo_decimal_parse(t.p, t.n, &d, NULL) == TXO_OK);
}

void txo_refiner_look(struct txo_refiner *r, struct txo_text cell,
		      uint64_t line)
{
	struct txo_error err = { 0 };
	struct txo_decimal d;
	struct txo_text t;
	bool number;

	if (r->as == TXO_REFINE_NOTHING || r->as == TXO_REFINE_TEXT ||
	    (r->is == TXO_REFINE_DATE && !is_open(r) && !r->by_role) ||
	    (r->is == TXO_REFINE_TEXT && !r->maybe_odd))
		return;
	t = plain_text(r, cell);
	if (txo_is_missing(&r->rules->missing, t))
		return;
	r->seen = true;
	r->by_role = r->by_role && !fits(r, t);
	number = r->maybe_number && read_number(r, t, line, &d, &err) == TXO_OK;
	if (r->style.contradicted && !r->fault.n) {
		if (r->rules->redact)
			txo_cell_redact(t, &err);
		txo_buffer_add_text(&r->fault, err.text);
		r->fault_line = line;
	}
	r->style.contradicted = false;
	if (is_open(r))
		find(r, number, r->maybe_date && is_date(r, t),
		     r->maybe_odd && txo_date_looks_other(t));
}

enum txo_status txo_refiner_ready(struct txo_refiner *r, struct txo_error *err)
{
	r->pending = 0;
	if (r->by_role && r->seen) {
		r->as = r->is = TXO_REFINE_TEXT;
		r->misfit = true;
		r->by_role = false;
	}
	if (r->is != TXO_REFINE_NUMBER)
		return TXO_OK;
	if (!r->fault.n)
		return txo_number_settle(&r->style, err);
	if (err)
		err->line = r->fault_line;
	return txo_fail(err, TXO_DATA, "%s", r->fault.p);
}

static enum txo_status write_number(struct txo_refiner *r, struct txo_text t,
				    struct txo_decimal d,
				    struct txo_buffer *out,
				    struct txo_error *err)
{
	enum txo_status status = txo_number_settle(&r->style, err);
	unsigned changed;

	if (status != TXO_OK) {
		r->hopeless = true;
		return status;
	}
	if (txo_is_missing_number(&r->rules->missing, d)) {
		r->pending |= BIT(TXO_CHANGE_MISSING) | BIT(EMPTIED);
		return TXO_OK;
	}
	changed = txo_number_write(&r->rules->number, t, out);
	if (changed) /* blanks within the number are part of that */
		r->pending &= ~BIT(TXO_CHANGE_BLANKS);
	r->pending |= changed;
	return TXO_OK;
}

static enum txo_status write_date(struct txo_refiner *r, struct txo_text t,
				  struct txo_buffer *out, struct txo_error *err)
{
	size_t from = out->n;
	enum txo_status status = txo_date_write(t, r->rules->date_form, out,
						err);

	if (status == TXO_OK && !out->failed &&
	    !txo_text_equal((struct txo_text){ out->p + from, out->n - from },
			    t))
		r->pending |= BIT(TXO_CHANGE_DATE);
	return status;
}

/* A cell that is not what the column was: that is no fault if it can be text.*/
static enum txo_status give_up(struct txo_refiner *r, struct txo_text t,
			       enum txo_status status, struct txo_buffer *out,
			       struct txo_error *err)
{
	if (status == TXO_DATA && is_open(r) && !r->hopeless) {
		r->is = TXO_REFINE_TEXT;
		txo_buffer_add(out, t.p, t.n);
		return TXO_OK;
	}
	if (status == TXO_DATA && r->rules->redact)
		txo_cell_redact(t, err);
	return status;
}

static enum txo_status refine_value(struct txo_refiner *r, struct txo_text t,
				    uint64_t line, struct txo_buffer *out,
				    struct txo_error *err)
{
	struct txo_decimal d;
	enum txo_status status;

	r->by_role = false;
	if (r->is == TXO_REFINE_DATE)
		return give_up(r, t, write_date(r, t, out, err), out, err);
	status = read_number(r, t, line, &d, err);
	r->hopeless = r->style.contradicted && !is_open(r);
	r->style.contradicted = false;
	if (status == TXO_OK) {
		r->is = TXO_REFINE_NUMBER;
		status = write_number(r, t, d, out, err);
	} else if (r->is == TXO_REFINE_FIND && r->rules->date_form.n &&
		   is_date(r, t)) {
		r->is = TXO_REFINE_DATE;
		return write_date(r, t, out, err);
	}
	return give_up(r, t, status, out, err);
}

enum txo_status txo_refine(struct txo_refiner *r, struct txo_text cell,
			   uint64_t line, struct txo_buffer *out,
			   struct txo_error *err)
{
	enum txo_status status = TXO_OK;
	struct txo_text t;

	r->pending = 0;
	r->hopeless = false;
	if (r->as == TXO_REFINE_NOTHING) {
		txo_buffer_add(out, cell.p, cell.n);
		return TXO_OK;
	}
	t = plain_text(r, cell);
	if (txo_is_missing(&r->rules->missing, t))
		r->pending |= t.n ? BIT(TXO_CHANGE_MISSING) : 0;
	else if (r->is == TXO_REFINE_TEXT)
		txo_buffer_add(out, t.p, t.n);
	else
		status = refine_value(r, t, line, out, err);
	if (r->scratch.failed || out->failed)
		return txo_fail_memory(err);
	return status;
}

void txo_refiner_count(struct txo_refiner *r)
{
	for (unsigned i = 0; i < TXO_CHANGES; i++)
		r->changed[i] += (r->pending & BIT(i)) != 0;
	r->rewritten = r->rewritten || (r->pending & REWRITTEN);
}

void txo_refiner_release(struct txo_refiner *r)
{
	txo_buffer_release(&r->scratch);
	txo_buffer_release(&r->fault);
}
