/*
 * Text that is not odd is read by libcsv without an error, and as the fields
 * that the marks say.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "data/csv.h"
#include "feed.h"
#include "scan.h"

static const char letters[] = { 'a', ',', '"', '\n', '\r', '\0' };

/* What the marks say of a field: its quotes off, doubled ones halved. */
static void check_field(struct txo_text field, const char *p, const char *end)
{
	size_t n = 0;
	bool quoted = p < end && *p == '"';

	if (quoted) {
		assert_true(end - p >= 2);
		p++;
		end--;
		assert_int_equal(*end, '"');
	}
	for (; p < end; p++, n++) {
		assert_true(n < field.n);
		assert_int_equal(field.p[n], *p);
		p += quoted && *p == '"';
	}
	assert_int_equal(field.n, n);
}

/* The fields of the record behind the first *next marks; counts its own. */
static void check_record(const struct txo_record *r, const char *p, size_t n,
			 const struct txo_marks *m, size_t *next)
{
	size_t from = *next ? m->at[*next - 1] + 1 : 0;
	size_t start = from, fields = 0, end;
	bool last;

	do {
		end = *next < m->n ? m->at[*next] : n;
		last = end == n || p[end] == '\n';
		*next += end < n;
		if (end < n && last && end > from && p[end - 1] == '\r')
			end--;
		if (last && end == start)
			break;	/* a blank line */
		assert_true(fields < r->n);
		check_field(txo_record_field(r, fields), p + from, p + end);
		fields++;
		from = end + 1;
	} while (!last);
	assert_int_equal(r->n, fields);
}

/* The text, whose margin is readable, by the fastest scanner and by libcsv. */
static void check(const char *p, size_t n)
{
	struct txo_marks m = { .at = calloc(n + TXO_SCAN_MARGIN,
					    sizeof(*m.at)) };
	struct txo_input in = { .fd = feed_bytes(p, n) };
	struct txo_csv *csv = txo_csv_new(&in);
	const struct txo_record *r;
	struct txo_error err = { 0 };
	size_t next = 0, rows = 0;

	assert_non_null(m.at);
	assert_non_null(csv);
	txo_scanner()->index(p, n, ',', &m);
	assert_false(m.odd);
	for (;;) {
		assert_int_equal(txo_csv_next(csv, &r, &err), TXO_OK);
		if (!r)
			break;
		rows++;
		check_record(r, p, n, &m, &next);
	}
	assert_int_equal(next, m.n);
	assert_int_equal(rows, m.rows + (n && p[n - 1] != '\n'));
	txo_csv_free(csv);
	txo_input_release(&in);
	close(in.fd);
	free(m.at);
}

static bool is_odd(const char *text, size_t n)
{
	uint32_t at[8 + TXO_SCAN_MARGIN];
	char p[8 + TXO_SCAN_MARGIN] = "";
	struct txo_marks m = { .at = at };

	memcpy(p, text, n);
	txo_scanner()->index(p, n, ',', &m);
	return m.odd;
}

/*
 * All texts of up to n letters that are not odd as one, each with `between`
 * behind it or before it.
 */
static void check_all(size_t n, const char *between, bool behind)
{
	struct txo_buffer all = { 0 };
	size_t texts = texts_up_to(n, sizeof(letters)), plain = 0;
	char text[8];

	for (size_t i = 0; i < texts; i++) {
		size_t k = nth_text(i, letters, sizeof(letters), text);

		if (is_odd(text, k))
			continue;
		plain++;
		if (behind)
			txo_buffer_add(&all, text, k);
		txo_buffer_add(&all, between, strlen(between));
		if (!behind)
			txo_buffer_add(&all, text, k);
	}
	assert_true(plain > 50);
	n = all.n;
	for (size_t i = 0; i < TXO_SCAN_MARGIN; i++)
		txo_buffer_add_char(&all, '"');
	assert_false(all.failed);
	check(all.p, n);
	txo_buffer_release(&all);
}

static void short_texts_are_the_fields_that_libcsv_reads(void **state)
{
	(void)state;
	check_all(7, "\n", true);
	check_all(6, "\r\n", true);
	check_all(6, ",", true);
	check_all(6, "\n", false);
	check_all(6, "\nx,", false);
}

/* For themselves, so that each ends where the file ends. */
static void each_short_text_is_read_alone_as_marked(void **state)
{
	size_t texts = texts_up_to(4, sizeof(letters));

	(void)state;
	for (size_t i = 0; i < texts; i++) {
		char p[8 + TXO_SCAN_MARGIN] = "";
		size_t n = nth_text(i, letters, sizeof(letters), p);

		if (!is_odd(p, n))
			check(p, n);
	}
}

static void random_text_is_the_fields_that_libcsv_reads(void **state)
{
	char p[5000 + TXO_SCAN_MARGIN];

	(void)state;
	for (size_t i = 0; i < 300; i++) {
		size_t n = random_csv(p, random_below(4000), ',', 400);

		assert_true(n <= 5000);
		memset(p + n, '"', TXO_SCAN_MARGIN);
		check(p, n);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(short_texts_are_the_fields_that_libcsv_reads),
		cmocka_unit_test(each_short_text_is_read_alone_as_marked),
		cmocka_unit_test(random_text_is_the_fields_that_libcsv_reads),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
