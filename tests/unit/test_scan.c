#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "near.h"
#include "scan.h"

#define EACH_SCANNER(s) \
	(const struct txo_scanner *s = txo_scanners(); s->name; s++)

static const char letters[] = { 'a', ',', '"', '\n', '\r', '\0' };

/* The marks, byte by byte; at has room for n. */
static void mark(const char *p, size_t n, char delimiter, struct txo_marks *m)
{
	bool inside = false;

	*m = (struct txo_marks){ .at = m->at };
	for (size_t i = 0; i < n; i++) {
		int next = i + 1 < n ? p[i + 1] : -1;
		int last = i ? p[i - 1] : -1;

		m->quotes |= p[i] == '"';
		m->returns |= p[i] == '\r';
		m->odd |= p[i] == '\0';
		m->line_ends += p[i] == '\n';
		if (p[i] == '"' && inside)
			m->odd |= next != -1 && next != delimiter &&
				  next != '\n' && next != '\r' && next != '"';
		else if (p[i] == '"')
			m->odd |= last != -1 && last != delimiter &&
				  last != '\n' && last != '"';
		else if (p[i] == '\r' && !inside)
			m->odd |= next != '\n';
		inside ^= p[i] == '"';
		if (inside || (p[i] != delimiter && p[i] != '\n'))
			continue;
		m->at[m->n++] = (uint32_t)i;
		m->rows += p[i] == '\n';
	}
	m->odd |= inside;
}

static void check_marks(const struct txo_marks *m,
			const struct txo_marks *expected, const char *scanner)
{
	bool same = m->odd == expected->odd;

	if (same && !m->odd)
		same = m->n == expected->n && m->rows == expected->rows &&
		       m->line_ends == expected->line_ends &&
		       m->quotes == expected->quotes &&
		       m->returns == expected->returns &&
		       memcmp(m->at, expected->at, m->n * sizeof(*m->at)) == 0;
	if (!same)
		fail_msg("%s: odd %d, %zu marks, %zu rows; "
			 "expected odd %d, %zu marks, %zu rows",
			 scanner, m->odd, m->n, m->rows, expected->odd,
			 expected->n, expected->rows);
}

/*
 * All scanners agree on it, whatever stands behind it; it begins `shift` bytes
 * behind the start of a piece of memory that ends with the margin.
 */
static bool check_at(const char *text, size_t n, char delimiter, size_t shift)
{
	static uint32_t place[1 << 17];
	struct txo_marks expected = { .at = place };
	char *memory = malloc(shift + n + TXO_SCAN_MARGIN);
	uint32_t *at = malloc((n + TXO_SCAN_MARGIN) * sizeof(*at));
	char *p = memory + shift;

	assert_non_null(memory);
	assert_non_null(at);
	assert_true(n <= COUNT(place));
	if (n)
		memcpy(p, text, n);
	for (size_t i = 0; i < TXO_SCAN_MARGIN; i++)
		p[n + i] = letters[(n + i) % sizeof(letters)];
	mark(p, n, delimiter, &expected);
	for
		EACH_SCANNER(s)
		{
			struct txo_marks m = { .at = at,
					       .n = 9,
					       .rows = 9,
					       .line_ends = 9,
					       .quotes = true,
					       .returns = true,
					       .odd = true };

			s->index(p, n, delimiter, &m);
			check_marks(&m, &expected, s->name);
		}
	free(at);
	free(memory);
	return !expected.odd;
}

static bool check(const char *text, size_t n, char delimiter)
{
	return check_at(text, n, delimiter, 0);
}

static void the_marks_of_every_short_text_are_right(void **state)
{
	size_t plain = 0, texts = texts_up_to(7, sizeof(letters));
	char text[8];

	(void)state;
	for (size_t i = 0; i < texts; i++) {
		size_t n = nth_text(i, letters, sizeof(letters), text);

		plain += check(text, n, ',');
	}
	assert_true(plain > 1000 && plain < texts / 2);
}

/* How a short text stands among others. */
enum {
	INSIDE = 1,	/* in quotes, or behind a delimiter */
	BEFORE = 2,	/* before more bytes than a block has, or at the end */
	LATER = 4,	/* the first field is in quotes  */
	KINDS = 8
};

/* The text behind `before` bytes; returns the length of it all. */
static size_t embed(char *p, const char *text, size_t n, size_t before,
		    unsigned kind)
{
	memset(p, 'x', before + n + 80);
	if (kind & LATER)
		memcpy(p, "\"a\",", 4);
	p[before - 1] = kind & INSIDE ? 'x' : ',';
	if (kind & INSIDE)
		p[kind & LATER ? 4 : 0] = '"';
	memcpy(p + before, text, n);
	if (!(kind & BEFORE))
		return before + n;
	if (kind & INSIDE)
		p[before + n + 70] = '"';
	p[before + n + (kind & INSIDE ? 71 : 0)] = '\n';
	return before + n + 80;
}

/* All short texts, behind `from` to `to` bytes. */
static void check_across(size_t from, size_t to)
{
	size_t plain = 0, texts = texts_up_to(3, sizeof(letters));
	char text[8];
	static char p[3000];

	for (size_t i = 0; i < texts * KINDS; i++) {
		size_t n = nth_text(i / KINDS, letters, sizeof(letters), text);

		for (size_t before = from; before <= to; before++)
			plain += check(p, embed(p, text, n, before, i % KINDS),
				       ',');
	}
	assert_true(plain > 1000);
}

static void short_texts_across_a_block_are_marked_as_elsewhere(void **state)
{
	(void)state;
	check_across(58, 66);
	check_across(126, 129);
}

/* 33 blocks behind the last quote, the scanners look out for one anew. */
static void short_texts_long_after_a_quote_are_marked_as_elsewhere(void **state)
{
	(void)state;
	check_across(33 * 64 - 4, 33 * 64 + 1);
	check_across(34 * 64 - 4, 34 * 64 + 1);
}

static void random_texts_are_marked_as_byte_by_byte(void **state)
{
	static const char delimiters[] = ",;\t| a!~";
	size_t plain = 0;
	char p[400];

	(void)state;
	for (size_t i = 0; i < 20000; i++) {
		char delimiter = delimiters[i % strlen(delimiters)];
		size_t n = random_below(301);

		for (size_t j = 0; j < n; j++)
			p[j] = letters[random_below(sizeof(letters))];
		(void)check(p, n, delimiter);
		n = random_csv(p, n, delimiter, 20);
		assert_true(n <= sizeof(p));
		assert_true(check_at(p, n, delimiter, random_below(64)));
		p[random_below(n ? (uint32_t)n : 1)] =
			letters[random_below(sizeof(letters))];
		plain += check_at(p, n, delimiter, random_below(64));
		n = random_below(n ? (uint32_t)n : 1);
		plain += check_at(p, n, delimiter, random_below(64));
	}
	assert_true(plain > 1000 && plain < 39000);
}

/* Only delimiters, only LFs, one long field with and without quotes. */
static void the_most_and_the_fewest_marks_fit(void **state)
{
	static char p[100000];

	(void)state;
	for (size_t n = 0; n <= 1000; n++) {
		memset(p, ';', n);
		assert_true(check(p, n, ';'));
		memset(p, '\n', n);
		assert_true(check(p, n, ';'));
	}
	memset(p, ',', sizeof(p));
	assert_true(check(p, sizeof(p), ','));
	memset(p, 'x', sizeof(p));
	assert_true(check(p, sizeof(p), ','));
	memset(p + 1, ',', sizeof(p) - 2);
	p[100] = '\r';
	p[200] = '\n';
	p[0] = p[sizeof(p) - 1] = '"';
	assert_true(check(p, sizeof(p), ','));
	p[70000] = '\0';
	assert_false(check(p, sizeof(p), ','));
	p[70000] = '"';
	assert_false(check(p, sizeof(p), ','));
}

static void long_text_is_marked_at_all_alignments(void **state)
{
	static char p[11000];
	size_t n = random_csv(p, 10000, '|', 400);

	(void)state;
	assert_true(n <= sizeof(p));
	for (size_t shift = 0; shift < 64; shift++)
		assert_true(check_at(p, n, '|', shift));
}

static void check_survey(const struct txo_survey *a,
			 const struct txo_survey *expected)
{
	assert_int_equal(a->quotes, expected->quotes);
	assert_int_equal(a->line_ends, expected->line_ends);
	assert_int_equal(a->after_cr, expected->after_cr);
	assert_int_equal(a->high, expected->high);
	assert_int_equal(a->nul, expected->nul);
}

/* What the text is made of, byte by byte. */
static struct txo_survey survey(const char *p, size_t n)
{
	struct txo_survey s = { 0 };

	for (size_t i = 0; i < n; i++) {
		s.quotes += p[i] == '"';
		s.line_ends += p[i] == '\r' || (p[i] == '\n' && !s.after_cr);
		s.after_cr = p[i] == '\r';
		s.high |= (unsigned char)p[i] >= 0x80;
		s.nul |= p[i] == '\0';
	}
	return s;
}

/* By all scanners, in pieces that end with their memory. */
static void check_pieces(const char *text, size_t n, size_t most)
{
	struct txo_survey expected = survey(text, n);

	for
		EACH_SCANNER(s)
		{
			struct txo_survey sum = { 0 };

			for (size_t i = 0, k; i < n; i += k) {
				char *p;

				k = random_below((uint32_t)most) +
				    (random_below(4) > 0);
				k = k < n - i ? k : n - i;
				p = malloc(k + !k);
				assert_non_null(p);
				memcpy(p, text + i, k);
				s->survey(p, k, &sum);
				free(p);
			}
			check_survey(&sum, &expected);
		}
}

static void a_survey_in_pieces_is_that_of_the_whole(void **state)
{
	static const char some[] = "aaaaaaa\"\n\r\r\n\xc3\x7f\x80!";
	char p[600];

	(void)state;
	for (size_t i = 0; i < 4000; i++) {
		size_t n = random_below(sizeof(p));
		/* how many of them, so that some have no high byte, no NUL */
		uint32_t many = 6 + random_below(sizeof(some) - 5);

		for (size_t j = 0; j < n; j++)
			p[j] = some[random_below(many)];
		check_pieces(p, n, 1 + random_below(500));
	}
}

static void a_survey_finds_one_byte_wherever_it_is(void **state)
{
	static const char one[] = { '"', '\n', '\r', '\0', '\x80', '\xff' };
	char p[200];

	(void)state;
	for (size_t i = 0; i < sizeof(p) * sizeof(one); i++) {
		memset(p, 'x', sizeof(p));
		p[i / sizeof(one)] = one[i % sizeof(one)];
		check_pieces(p, sizeof(p), sizeof(p) + 1);
		check_pieces(p, 1 + i / sizeof(one), sizeof(p) + 1);
	}
}

static void an_empty_piece_changes_nothing(void **state)
{
	struct txo_survey s = { 3, 4, true, true, true };

	(void)state;
	for
		EACH_SCANNER(scanner)
		{
			scanner->survey("", 0, &s);
			check_survey(&s, &(struct txo_survey){ 3, 4, true, true,
							       true });
		}
}

static void a_scanner_can_be_forced_and_set_free(void **state)
{
	const struct txo_scanner *first = txo_scanners(), *last = NULL;

	(void)state;
	assert_ptr_equal(txo_scanner(), first);
	for
		EACH_SCANNER(s)
		{
			assert_true(txo_scanner_force(s->name));
			assert_ptr_equal(txo_scanner(), s);
			last = s;
		}
	assert_non_null(last);
	assert_string_equal(last->name, "words");
	assert_false(txo_scanner_force("abacus"));
	assert_ptr_equal(txo_scanner(), last);
	assert_true(txo_scanner_force(NULL));
	assert_ptr_equal(txo_scanner(), first);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_marks_of_every_short_text_are_right),
		cmocka_unit_test(
			short_texts_across_a_block_are_marked_as_elsewhere),
		cmocka_unit_test(
			short_texts_long_after_a_quote_are_marked_as_elsewhere),
		cmocka_unit_test(random_texts_are_marked_as_byte_by_byte),
		cmocka_unit_test(the_most_and_the_fewest_marks_fit),
		cmocka_unit_test(long_text_is_marked_at_all_alignments),
		cmocka_unit_test(a_survey_in_pieces_is_that_of_the_whole),
		cmocka_unit_test(a_survey_finds_one_byte_wherever_it_is),
		cmocka_unit_test(an_empty_piece_changes_nothing),
		cmocka_unit_test(a_scanner_can_be_forced_and_set_free),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
