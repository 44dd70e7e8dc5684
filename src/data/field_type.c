/*
 * field_type.c - the types of a Table Schema, and which texts are of them.
 */
#include <math.h>
#include <string.h>

#include "data/field_value.h"
#include "data/moment.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* One row a type, in the order of the enum. */
static const struct txo_field_kind kinds[] = {
	{ "any", "", "",
	  TXO_TAKES_LENGTH | TXO_TAKES_PATTERN | TXO_TAKES_CATEGORIES },
	{ "string", "", "email uri binary uuid",
	  TXO_TAKES_LENGTH | TXO_TAKES_PATTERN | TXO_TAKES_CATEGORIES },
	{ "number", "is not a number", "", TXO_TAKES_ORDER },
	{ "integer", "is not a whole number", "",
	  TXO_TAKES_ORDER | TXO_TAKES_CATEGORIES },
	{ "boolean", "is neither true nor false", "", 0 },
	{ "date", "is not a date YYYY-MM-DD", NULL, TXO_TAKES_ORDER },
	{ "time", "is not a time hh:mm:ss", NULL, TXO_TAKES_ORDER },
	{ "datetime", "is not a date with a time YYYY-MM-DDThh:mm:ss", NULL,
	  TXO_TAKES_ORDER },
	{ "year", "is not a year YYYY", "", TXO_TAKES_ORDER },
	{ "yearmonth", "is not a month YYYY-MM", "", TXO_TAKES_ORDER },
	{ "duration", "is not a duration such as P1Y2M10DT2H30M", "",
	  TXO_TAKES_ORDER },
	{ "object", "is not a JSON object", "", TXO_TAKES_LENGTH },
	{ "array", "is not a JSON array", "", TXO_TAKES_LENGTH },
	{ "list", "is not a list", "", TXO_TAKES_LENGTH },
	{ "geopoint", "is not a point: longitude, latitude", "array object",
	  0 },
	{ "geojson", "is not a GeoJSON object", "topojson", 0 },
};

const struct txo_field_kind *txo_field_kind(enum txo_field_type type)
{
	return &kinds[type];
}

const char *txo_field_type_name(enum txo_field_type type)
{
	return kinds[type].name;
}

bool txo_field_type_find(struct txo_text name, enum txo_field_type *type)
{
	for (size_t i = 0; i < COUNT(kinds); i++) {
		if (!txo_text_equal(name, txo_text(kinds[i].name)))
			continue;
		*type = (enum txo_field_type)i;
		return true;
	}
	return false;
}

enum txo_status txo_field_refuse(struct txo_text text, const char *why,
				 struct txo_error *err)
{
	char shown[TXO_SHOWN];

	return txo_fail(err, TXO_DATA, "'%s' %s", txo_text_show(text, shown),
			why);
}

bool txo_field_as_text(const struct txo_field *f)
{
	return f->unchecked || f->type == TXO_FIELD_ANY ||
	       f->type == TXO_FIELD_STRING || f->type == TXO_FIELD_LIST ||
	       (f->type == TXO_FIELD_GEOPOINT && !f->format.n);
}

bool txo_field_as_json(const struct txo_field *f)
{
	return f->type == TXO_FIELD_OBJECT || f->type == TXO_FIELD_ARRAY ||
	       f->type == TXO_FIELD_GEOJSON ||
	       (f->type == TXO_FIELD_GEOPOINT && f->format.n);
}

static int compare_json(struct txo_text a, struct txo_text b)
{
	struct txo_buffer x = { 0 }, y = { 0 };
	int order;

	if (txo_json_one_form(a, &x))
		a = (struct txo_text){ x.p, x.n };
	if (txo_json_one_form(b, &y))
		b = (struct txo_text){ y.p, y.n };
	order = txo_text_compare(a, b);
	txo_buffer_release(&x);
	txo_buffer_release(&y);
	return order;
}

int txo_field_compare(const struct txo_field *f,
		      const struct txo_field_value *a,
		      const struct txo_field_value *b)
{
	if (txo_field_as_text(f))
		return txo_text_compare(a->text, b->text);
	if (txo_field_as_json(f))
		return compare_json(a->text, b->text);
	if (isnan(a->hi) || isnan(b->hi))
		return !!isnan(a->hi) - !!isnan(b->hi);
	if (a->hi != b->hi)
		return a->hi < b->hi ? -1 : 1;
	return (a->lo > b->lo) - (a->lo < b->lo);
}

static size_t characters(struct txo_text t)
{
	size_t n = 0;

	for (size_t i = 0; i < t.n; i++)
		n += ((unsigned char)t.p[i] & 0xc0) != 0x80;
	return n;
}

static enum txo_status read_string(const struct txo_field *f,
				   struct txo_text text,
				   struct txo_field_value *v,
				   struct txo_error *why)
{
	static const struct {
		const char *format;
		bool (*is)(struct txo_text t);
		const char *is_not;
	} formats[] = {
		{ "email", txo_field_is_email, "is not an email address" },
		{ "uri", txo_field_is_uri, "is not a URI" },
		{ "binary", txo_field_is_base64, "is not base64" },
		{ "uuid", txo_field_is_uuid, "is not a UUID" },
	};

	v->length = characters(text);
	if (f->type == TXO_FIELD_ANY || !f->format.n || f->unchecked)
		return TXO_OK;
	for (size_t i = 0; i < COUNT(formats); i++)
		if (txo_text_equal(f->format, txo_text(formats[i].format)) &&
		    !formats[i].is(text))
			return txo_field_refuse(text, formats[i].is_not, why);
	return TXO_OK;
}

static bool is_among(const struct txo_word_list *w, struct txo_text t)
{
	for (size_t i = 0; i < w->n; i++)
		if (txo_text_equal(w->word[i], t))
			return true;
	return false;
}

static enum txo_status read_boolean(const struct txo_field *f,
				    struct txo_text text,
				    struct txo_field_value *v,
				    struct txo_error *why)
{
	bool yes = is_among(&f->true_values, text);

	v->hi = yes;
	if (yes || is_among(&f->false_values, text))
		return TXO_OK;
	return txo_field_refuse(text, kinds[TXO_FIELD_BOOLEAN].is_not, why);
}

static enum txo_moment_fault
read_default(enum txo_field_type type, struct txo_text t, struct txo_moment *m)
{
	switch (type) {
	case TXO_FIELD_DATE:
		return txo_moment_date(t, m);
	case TXO_FIELD_TIME:
		return txo_moment_time(t, m);
	case TXO_FIELD_DATETIME:
		return txo_moment_datetime(t, m);
	case TXO_FIELD_YEAR:
		return txo_moment_year(t, m);
	case TXO_FIELD_YEARMONTH:
		return txo_moment_yearmonth(t, m);
	default:
		return txo_moment_duration(t, m);
	}
}

static enum txo_moment_fault
read_formed(const struct txo_field *f, struct txo_text t, struct txo_moment *m)
{
	enum txo_moment_any what = f->type == TXO_FIELD_DATE ? TXO_ANY_DATE :
				   f->type == TXO_FIELD_TIME ? TXO_ANY_TIME :
							       TXO_ANY_DATETIME;

	if (!f->format.n)
		return read_default(f->type, t, m);
	if (txo_text_equal(f->format, txo_text("any")))
		return txo_moment_any(t, what, m);
	return txo_moment_form(t, f->format, m);
}

static enum txo_status read_moment(const struct txo_field *f,
				   struct txo_text text,
				   struct txo_field_value *v,
				   struct txo_error *why)
{
	struct txo_moment m = { 0 };
	char a[TXO_SHOWN], b[TXO_SHOWN];

	switch (read_formed(f, text, &m)) {
	case TXO_MOMENT_GOOD:
		v->hi = m.hi;
		v->lo = m.lo;
		return TXO_OK;
	case TXO_MOMENT_CALENDAR:
		return txo_field_refuse(text,
					f->type == TXO_FIELD_TIME ?
						"is no time of the day" :
						"is not in the calendar",
					why);
	case TXO_MOMENT_DOUBT:
		return txo_field_refuse(text,
					"could have the day or the month "
					"first; the schema's format says "
					"which, as %d/%m/%Y",
					why);
	default:
		break;
	}
	if (!f->format.n)
		return txo_field_refuse(text, kinds[f->type].is_not, why);
	if (txo_text_equal(f->format, txo_text("any")))
		return txo_fail(why, TXO_DATA, "'%s' is no %s",
				txo_text_show(text, a), kinds[f->type].name);
	return txo_fail(why, TXO_DATA, "'%s' is not a %s of the form %s",
			txo_text_show(text, a), kinds[f->type].name,
			txo_text_show(f->format, b));
}

/* The text up to the delimiter, which is taken off *rest with it. */
static struct txo_text take_item(struct txo_text *rest, struct txo_text mark)
{
	struct txo_text item = { rest->p, 0 };

	while (item.n + mark.n <= rest->n &&
	       memcmp(rest->p + item.n, mark.p, mark.n) != 0)
		item.n++;
	if (item.n + mark.n > rest->n) {
		item.n = rest->n;
		*rest = (struct txo_text){ NULL, 0 };
		return item;
	}
	rest->p += item.n + mark.n;
	rest->n -= item.n + mark.n;
	return item;
}

static enum txo_status read_list(const struct txo_field *f,
				 struct txo_text text,
				 struct txo_field_value *v,
				 struct txo_error *why)
{
	struct txo_field item = { .type = f->item_type,
				  .decimal_char = txo_text("."),
				  .bare_number = true,
				  .true_values = f->true_values,
				  .false_values = f->false_values };
	struct txo_text rest = text;

	for (v->length = text.n > 0; text.n && rest.p; v->length += !!rest.p) {
		struct txo_field_value one;
		struct txo_text t = take_item(&rest, f->delimiter);
		enum txo_status status = txo_field_value(&item, t, &one, why);

		if (status != TXO_OK)
			return status;
	}
	return TXO_OK;
}

enum txo_status txo_field_value(const struct txo_field *f, struct txo_text text,
				struct txo_field_value *v,
				struct txo_error *why)
{
	*v = (struct txo_field_value){ .text = text };
	if (f->type == TXO_FIELD_ANY || f->type == TXO_FIELD_STRING)
		return read_string(f, text, v, why);
	v->text = text = txo_text_trim(text);
	if (f->unchecked)
		return TXO_OK;
	switch (f->type) {
	case TXO_FIELD_NUMBER:
	case TXO_FIELD_INTEGER:
		return txo_field_number(f, text, v, why);
	case TXO_FIELD_BOOLEAN:
		return read_boolean(f, text, v, why);
	case TXO_FIELD_LIST:
		return read_list(f, text, v, why);
	case TXO_FIELD_OBJECT:
	case TXO_FIELD_ARRAY:
	case TXO_FIELD_GEOPOINT:
	case TXO_FIELD_GEOJSON:
		return txo_field_json(f, text, v, why);
	default:
		return read_moment(f, text, v, why);
	}
}
