#include "data/clinic_row.h"

#include <string.h>

#include "data/calendar.h"

#define BIT(column) (1u << TXO_CLINIC_##column)
#define BOTH \
	(BIT(PATIENT) | BIT(CONCERN) | BIT(DEVICE) | BIT(DEPTH) | \
	 BIT(PRACTITIONER) | BIT(DATE) | BIT(BASELINE) | BIT(SCORE) | \
	 BIT(IMPROVEMENT) | BIT(SATISFACTION) | BIT(SIDE_EFFECTS))

const unsigned txo_clinic_session_columns = BOTH | BIT(SESSION) | BIT(PAIN) |
					    BIT(REMARK);
const unsigned txo_clinic_course_columns = BOTH | BIT(SKIN) | BIT(SESSIONS);

/* The digits of x, at least `least` of them, behind p; returns their end. */
static char *put_digits(char *p, uint64_t x, int least)
{
	char digit[20];
	int n = 0;

	for (; x || n < least; x /= 10)
		digit[n++] = (char)('0' + x % 10);
	while (n)
		*p++ = digit[--n];
	return p;
}

static void write_date(char *p, int year, int month, int day)
{
	p = put_digits(p, (uint64_t)year, 4);
	*p++ = '-';
	p = put_digits(p, (uint64_t)month, 2);
	*p++ = '-';
	put_digits(p, (uint64_t)day, 2);
}

/* All dates that a session can have. */
static void write_dates(struct txo_clinic_row *row)
{
	int days;

	for (int year = 2020, month = 1, day = 1; year < 2040;) {
		bool is_day = txo_calendar_day(year, month, day, &days);
		int i = days - TXO_CLINIC_FIRST_DAY;

		if (is_day && i >= 0 && i < TXO_CLINIC_DAYS)
			write_date(row->date[i], year, month, day);
		day = is_day ? day + 1 : 1;
		month += !is_day;
		year += month > 12;
		month = month > 12 ? 1 : month;
	}
}

void txo_clinic_row_init(struct txo_clinic_row *row)
{
	memset(row, 0, sizeof(*row));
	write_dates(row);
	for (int i = 0; i <= TXO_CLINIC_TOP; i++) {
		char *p = put_digits(row->tenths[i], (uint64_t)i / 10, 1);

		*p++ = '.';
		p = put_digits(p, (uint64_t)i % 10, 1);
		row->tenths_n[i] = (uint8_t)(p - row->tenths[i]);
	}
}

static struct txo_text small(int x)
{
	static const struct txo_text text[] = {
		{ "0", 1 },  { "1", 1 },  { "2", 1 }, { "3", 1 }, { "4", 1 },
		{ "5", 1 },  { "6", 1 },  { "7", 1 }, { "8", 1 }, { "9", 1 },
		{ "10", 2 }, { "11", 2 }, { "12", 2 }
	};

	return text[x];
}

static struct txo_text quarters(int x)
{
	static const struct txo_text text[] = { { "0.00", 4 }, { "0.25", 4 },
						{ "0.50", 4 }, { "0.75", 4 },
						{ "1.00", 4 }, { "1.25", 4 },
						{ "1.50", 4 }, { "1.75", 4 },
						{ "2.00", 4 }, { "2.25", 4 } };

	return text[x];
}

static struct txo_text staff(int x)
{
	static const char text[TXO_CLINIC_STAFF][4] = { "N01", "N02", "N03",
							"N04", "N05", "N06",
							"N07", "N08" };

	return (struct txo_text){ text[x], 3 };
}

static struct txo_text tenths(const struct txo_clinic_row *row, int x)
{
	return (struct txo_text){ row->tenths[x], row->tenths_n[x] };
}

/* Side effects with "; " between, or "none". */
static struct txo_text effects(struct txo_clinic_row *row, unsigned set)
{
	char *p = row->effects;

	for (int i = 0; i < TXO_CLINIC_EFFECTS; i++) {
		size_t n;

		if (!(set >> i & 1))
			continue;
		if (p > row->effects) {
			*p++ = ';';
			*p++ = ' ';
		}
		n = strlen(txo_clinic_effect[i]);
		memcpy(p, txo_clinic_effect[i], n);
		p += n;
	}
	if (p == row->effects)
		return (struct txo_text){ "none", 4 };
	return (struct txo_text){ row->effects, (size_t)(p - row->effects) };
}

/* What rows of sessions and of courses have in common. */
static void fill_course(struct txo_clinic_row *row, const struct txo_clinic *c,
			int day)
{
	const struct txo_clinic_course *k = &c->course;
	const struct txo_clinic_session *s = &c->session;
	struct txo_text *cell = row->cell;
	char *end = put_digits(row->patient + 1, k->number, 6);

	row->patient[0] = 'P';
	cell[TXO_CLINIC_PATIENT] = (struct txo_text){
		row->patient, (size_t)(end - row->patient)
	};
	cell[TXO_CLINIC_CONCERN] = txo_text(
		txo_clinic_concern[k->concern].name);
	cell[TXO_CLINIC_DEVICE] = txo_text(txo_clinic_device[k->device].name);
	cell[TXO_CLINIC_DEPTH] = quarters(k->depth);
	cell[TXO_CLINIC_PRACTITIONER] = staff(k->practitioner);
	cell[TXO_CLINIC_DATE] = (struct txo_text){ row->date[day], 10 };
	cell[TXO_CLINIC_BASELINE] = tenths(row, k->baseline);
	cell[TXO_CLINIC_SCORE] = tenths(row, s->score);
	cell[TXO_CLINIC_IMPROVEMENT] = tenths(row, s->improvement);
	cell[TXO_CLINIC_SATISFACTION] = small(s->satisfaction);
}

void txo_clinic_session_row(struct txo_clinic_row *row,
			    const struct txo_clinic *c)
{
	const struct txo_clinic_session *s = &c->session;

	row->columns = txo_clinic_session_columns;
	fill_course(row, c, s->day);
	row->cell[TXO_CLINIC_SESSION] = small(s->number);
	row->cell[TXO_CLINIC_PAIN] = small(s->pain);
	row->cell[TXO_CLINIC_SIDE_EFFECTS] = effects(row, s->effects);
	row->cell[TXO_CLINIC_REMARK] = txo_text(txo_clinic_remark[s->remark]);
}

void txo_clinic_course_row(struct txo_clinic_row *row,
			   const struct txo_clinic *c, int first_day)
{
	const struct txo_clinic_course *k = &c->course;

	row->columns = txo_clinic_course_columns;
	fill_course(row, c, first_day);
	row->cell[TXO_CLINIC_SKIN] = txo_text(txo_clinic_skin[k->skin]);
	row->cell[TXO_CLINIC_SESSIONS] = small(k->sessions);
	row->cell[TXO_CLINIC_SIDE_EFFECTS] = effects(row, k->effects);
}

static bool needs_quotes(struct txo_text t)
{
	if (t.n && (t.p[0] == ' ' || t.p[t.n - 1] == ' '))
		return true;
	for (size_t i = 0; i < t.n; i++)
		if (t.p[i] == ',' || t.p[i] == '"')
			return true;
	return false;
}

static char *put_quoted(char *p, struct txo_text t)
{
	*p++ = '"';
	for (size_t i = 0; i < t.n; i++) {
		if (t.p[i] == '"')
			*p++ = '"';
		*p++ = t.p[i];
	}
	*p++ = '"';
	return p;
}

size_t txo_clinic_line(const struct txo_clinic_row *row, char *line)
{
	char *p = line;

	for (int i = 0; i < TXO_CLINIC_COLUMNS; i++) {
		struct txo_text t = row->cell[i];

		if (!(row->columns >> i & 1))
			continue;
		if (needs_quotes(t)) {
			p = put_quoted(p, t);
		} else if (t.n) {
			memcpy(p, t.p, t.n);
			p += t.n;
		}
		*p++ = ',';
	}
	p[-1] = '\n';
	return (size_t)(p - line);
}
