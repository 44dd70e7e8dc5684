#include "data/number.h"

#include <inttypes.h>
#include <string.h>

#include "data/date.h"

#define LONGEST 400	/* bytes of a number that is not plain */
#define ONE_MARK "a column has one decimal mark, point or comma"
#define EITHER \
	"could be a decimal or a thousand: say --decimal comma or --thousands ,"

static bool has(struct txo_text t, char c)
{
	return t.n && memchr(t.p, c, t.n) != NULL;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static enum txo_status refuse(struct txo_text cell, const char *why,
			      struct txo_error *err)
{
	char shown[TXO_SHOWN];

	return txo_fail(err, TXO_DATA, "'%s' %s", txo_text_show(cell, shown),
			why);
}

/* Note the line of the first cell of a kind. */
static void note(uint64_t *kind, uint64_t line)
{
	*kind = *kind ? *kind : line;
}

static enum txo_status contradict(struct txo_number_style *s, uint64_t other,
				  struct txo_text cell, const char *what,
				  struct txo_error *err)
{
	char shown[TXO_SHOWN];

	s->contradicted = true;
	if (other == TXO_EARLIER_FILE)
		return txo_fail(err, TXO_DATA,
				"'%s' contradicts an earlier file: %s",
				txo_text_show(cell, shown), what);
	return txo_fail(err, TXO_DATA, "'%s' contradicts line %" PRIu64 ": %s",
			txo_text_show(cell, shown), other, what);
}

/* Digits at the end of t after the last c; -1 if there is something else. */
static long digits_after(struct txo_text t, char c)
{
	long n = 0;

	while (t.n && is_digit(t.p[t.n - 1])) {
		t.n--;
		n++;
	}
	return t.n && t.p[t.n - 1] == c ? n : -1;
}

/*
 * Leave out the marks of thousands: one to three digits, then groups of three.
 * False if they stand elsewhere.
 */
static bool drop_thousands(char *text, size_t *n, char mark)
{
	size_t kept = 0, group = 0, i = 0;
	bool any = false;

	if (*n && (*text == '+' || *text == '-'))
		text[kept++] = text[i++];
	for (; i < *n && (is_digit(text[i]) || text[i] == mark); i++) {
		if (text[i] == mark) {
			if (group == 0 || group > 3 || (any && group != 3))
				return false;
			any = true;
			group = 0;
			continue;
		}
		text[kept++] = text[i];
		group++;
	}
	if (any && group != 3)
		return false;
	memmove(text + kept, text + i, *n - i);
	*n = kept + (*n - i);
	return !memchr(text, mark, *n);
}

/* Is 1,234 perhaps one thousand two hundred and thirty-four? */
static bool could_be_thousands(struct txo_text t)
{
	size_t sign = t.n && (*t.p == '-' || *t.p == '+');
	const char *comma = memchr(t.p, ',', t.n);
	size_t whole = comma ? (size_t)(comma - t.p) - sign : 0;

	return comma && digits_after(t, ',') == 3 && whole >= 1 && whole <= 3 &&
	       t.p[sign] != '0';
}

/* What a comma as decimal mark says of the column. */
static enum txo_status weigh_comma(struct txo_number_style *s,
				   const struct txo_number_rules *r,
				   struct txo_text t, uint64_t line,
				   struct txo_error *err)
{
	if (r->decimal == TXO_MARK_POINT)
		return refuse(t, "is not a number (--decimal point)", err);
	if (r->decimal == TXO_MARK_COMMA)
		return TXO_OK;
	if (r->comma_parts)
		return refuse(t,
			      "has a comma: say --decimal comma if it is "
			      "the decimal mark, --thousands , if it parts "
			      "thousands",
			      err);
	if (could_be_thousands(t)) {
		if (!s->either)
			txo_text_show(t, s->witness);
		s->either = s->either ? s->either : line;
		return TXO_OK;
	}
	if (s->point)
		return contradict(s, s->point, t, ONE_MARK, err);
	note(&s->comma, line);
	return TXO_OK;
}

static enum txo_status weigh_point(struct txo_number_style *s,
				   const struct txo_number_rules *r,
				   struct txo_text t, uint64_t line,
				   struct txo_error *err)
{
	if (r->decimal == TXO_MARK_COMMA)
		return refuse(t, "is not a number (--decimal comma)", err);
	if (s->comma)
		return contradict(s, s->comma, t, ONE_MARK, err);
	note(&s->point, line);
	return TXO_OK;
}

/* Bytes of the no-break space (U+00A0, U+202F) at the beginning, or 0. */
static size_t no_break_space(struct txo_text t)
{
	if (t.n > 1 && memcmp(t.p, "\xc2\xa0", 2) == 0)
		return 2;
	return t.n > 2 && memcmp(t.p, "\xe2\x80\xaf", 3) == 0 ? 3 : 0;
}

/* Copy the text, no-break spaces as plain ones. */
static size_t copy_with_blanks(struct txo_text t, char *text)
{
	size_t n = 0;

	while (t.n) {
		size_t wide = no_break_space(t), taken = wide ? wide : 1;

		text[n++] = wide ? ' ' : *t.p;
		t.p += taken;
		t.n -= taken;
	}
	return n;
}

/*
 * The cell in plain form, without thousands and with a point, in `text` of
 * LONGEST bytes. False if that cannot be.
 */
static bool plain_form(const struct txo_number_rules *r, struct txo_text cell,
		       char *text, size_t *n)
{
	char *comma;

	if (cell.n >= LONGEST)
		return false;
	*n = copy_with_blanks(cell, text);
	if (r->thousands && memchr(text, r->thousands, *n) &&
	    !drop_thousands(text, n, r->thousands))
		return false;
	comma = memchr(text, ',', *n);
	if (comma && memchr(text, '.', *n))
		return false;
	if (comma)
		*comma = '.';
	return true;
}

/* What a good cell, its percent sign cut off, says of the column. */
static enum txo_status weigh(struct txo_number_style *s,
			     const struct txo_number_rules *r,
			     struct txo_text t, uint64_t line,
			     struct txo_error *err)
{
	if (r->thousands != ',' && has(t, ','))
		return weigh_comma(s, r, t, line, err);
	if (r->thousands != '.' && has(t, '.'))
		return weigh_point(s, r, t, line, err);
	return TXO_OK;
}

/* The sentence for a cell that is no number. */
static enum txo_status no_number(struct txo_text cell, const char *why,
				 struct txo_error *err)
{
	int days;

	if (txo_date_parse(cell, &days, NULL) == TXO_OK)
		return refuse(cell,
			      "is a date, not a number (txo trend takes "
			      "dates along x: --map date=COLUMN)",
			      err);
	if (has(cell, ',') && has(cell, '.'))
		return refuse(cell,
			      "is not a number; --thousands , or "
			      "--thousands . says which mark parts "
			      "thousands",
			      err);
	return refuse(cell, why, err);
}

/* Percent signs stand in all cells of a column or in none. */
static enum txo_status weigh_percent(struct txo_number_style *s, bool percent,
				     struct txo_text cell, uint64_t line,
				     struct txo_error *err)
{
	uint64_t other = percent ? s->plain : s->percent;

	if (other)
		return contradict(s, other, cell,
				  "percent signs stand in all cells of a "
				  "column or none",
				  err);
	note(percent ? &s->percent : &s->plain, line);
	return TXO_OK;
}

enum txo_status txo_number_read(struct txo_number_style *style,
				const struct txo_number_rules *rules,
				struct txo_text cell, uint64_t line,
				struct txo_decimal *d, struct txo_error *err)
{
	bool percent = cell.n && cell.p[cell.n - 1] == '%', good = true;
	struct txo_text t = cell, plain;
	struct txo_error why = { 0 };
	char text[LONGEST];
	enum txo_status status;

	style->contradicted = false;
	t.n -= percent;
	t = plain = txo_text_trim(t);
	if (has(t, ',') || (rules->thousands && has(t, rules->thousands)) ||
	    (rules->thousands == ' ' && (has(t, '\xc2') || has(t, '\xe2')))) {
		good = plain_form(rules, t, text, &plain.n);
		plain.p = text;
	}
	if (!good || txo_decimal_parse(plain.p, plain.n, d, &why) != TXO_OK)
		return no_number(cell,
				 strstr(why.text, "beyond the range") ?
					 "is beyond the range of a double" :
					 "is not a number",
				 err);
	status = weigh(style, rules, t, line, err);
	if (status == TXO_OK)
		status = weigh_percent(style, percent, cell, line, err);
	return status;
}

unsigned txo_number_write(const struct txo_number_rules *rules,
			  struct txo_text cell, struct txo_buffer *out)
{
	struct txo_text t = txo_text_trim(cell);
	bool percent = t.n && t.p[t.n - 1] == '%';
	unsigned changed = percent ? TXO_NUMBER_PERCENT : 0;

	t.n -= percent;
	t = txo_text_trim(t);
	while (t.n) {
		size_t wide = no_break_space(t), n = wide ? wide : 1;
		char c = wide ? ' ' : *t.p;

		if (c == rules->thousands) {
			changed |= TXO_NUMBER_THOUSANDS;
		} else if (c == ',') {
			changed |= TXO_NUMBER_COMMA;
			txo_buffer_add_char(out, '.');
		} else {
			txo_buffer_add_char(out, c);
		}
		t.p += n;
		t.n -= n;
	}
	return changed;
}

void txo_number_next_file(struct txo_number_style *s)
{
	*s = (struct txo_number_style){
		.percent = s->percent ? TXO_EARLIER_FILE : 0,
		.plain = s->plain ? TXO_EARLIER_FILE : 0,
	};
}

unsigned txo_number_kinds(const struct txo_number_style *s)
{
	return (s->point ? TXO_KIND_POINT : 0u) |
	       (s->comma ? TXO_KIND_COMMA : 0u) |
	       (s->either ? TXO_KIND_EITHER : 0u) |
	       (s->percent ? TXO_KIND_PERCENT : 0u) |
	       (s->plain ? TXO_KIND_PLAIN : 0u);
}

bool txo_number_unite(struct txo_number_style *s,
		      const struct txo_number_style *later)
{
	if ((s->point && later->comma) || (s->comma && later->point) ||
	    (s->percent && later->plain) || (s->plain && later->percent))
		return false;
	if (!s->either)
		memcpy(s->witness, later->witness, sizeof(s->witness));
	note(&s->point, later->point);
	note(&s->comma, later->comma);
	note(&s->either, later->either);
	note(&s->percent, later->percent);
	note(&s->plain, later->plain);
	return true;
}

void txo_number_move(struct txo_number_style *s, uint64_t line)
{
	uint64_t *seen[] = { &s->point, &s->comma, &s->either, &s->percent,
			     &s->plain };

	for (size_t i = 0; i < sizeof(seen) / sizeof(seen[0]); i++)
		*seen[i] = *seen[i] ? line : 0;
}

enum txo_status txo_number_settle(const struct txo_number_style *s,
				  struct txo_error *err)
{
	if (!s->either || s->comma)
		return TXO_OK;
	if (err)
		err->line = s->either;
	if (!s->witness[0])
		return txo_fail(err, TXO_DATA, "a cell " EITHER);
	return txo_fail(err, TXO_DATA, "'%s' " EITHER, s->witness);
}
