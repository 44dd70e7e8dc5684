#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"
#include "near.h"
#include "scan.h"

#define MOST 700

static size_t character_by_character(const char *p, size_t n)
{
	size_t i = 0, length = 1;

	while (i < n && length) {
		length = txo_utf8_length(p + i, n - i);
		i += length;
	}
	return i;
}

/* All scanners find its valid prefix; returns the length. */
static size_t check(const char *text, size_t n)
{
	size_t expected = character_by_character(text, n);
	char *p = malloc(n + !n);

	assert_non_null(p);
	memcpy(p, text, n);
	for (const struct txo_scanner *s = txo_scanners(); s->name; s++) {
		size_t found = s->utf8(p, n);

		if (found != expected)
			fail_msg("%s: %zu of %zu bytes, expected %zu", s->name,
				 found, n, expected);
	}
	free(p);
	return expected;
}

/* One that is valid, of 1 to 4 bytes; its length. */
static size_t random_character(char *p)
{
	static const char *const ends[] = {
		"\x7f",
		"\xc2\x80",
		"\xdf\xbf",
		"\xe0\xa0\x80",
		"\xed\x9f\xbf",
		"\xee\x80\x80",
		"\xef\xbf\xbf",
		"\xf0\x90\x80\x80",
		"\xf3\xbf\xbf\xbf",
		"\xf4\x8f\xbf\xbf",
		"\xc3\xa9",
		"\xe2\x82\xac",
		"\xf0\x9f\x98\x80",
	};
	const char *c = ends[random_below(COUNT(ends))];

	memcpy(p, c, strlen(c));
	return strlen(c);
}

static size_t random_text(char *p, size_t n, uint32_t ascii)
{
	size_t length = 0;

	while (length < n)
		if (random_below(100) < ascii)
			p[length++] = (char)(' ' + random_below(90));
		else
			length += random_character(p + length);
	return length;
}

static void text_in_utf8_is_valid_to_its_end(void **state)
{
	char p[MOST + 4];

	(void)state;
	for (size_t i = 0; i < 5000; i++) {
		size_t n = random_text(p, random_below(MOST),
				       random_below(101));

		assert_int_equal(check(p, n), n);
	}
}

static void damaged_text_is_valid_up_to_the_fault(void **state)
{
	char p[MOST + 4];

	(void)state;
	for (size_t i = 0; i < 10000; i++) {
		size_t n = random_text(p, 1 + random_below(MOST),
				       random_below(101));

		p[random_below((uint32_t)n)] = (char)random_below(256);
		(void)check(p, n);
		(void)check(p, random_below((uint32_t)n));
	}
}

static void random_bytes_are_valid_up_to_the_fault(void **state)
{
	static const char some[] = "a\x80\x8f\x90\x9f\xa0\xbf\xc0\xc1\xc2\xdf"
				   "\xe0\xe1\xec\xed\xee\xef\xf0\xf3\xf4\xf5"
				   "\xf8\xff";
	char p[200];

	(void)state;
	for (size_t i = 0; i < 20000; i++) {
		size_t n = random_below(6), at = random_below(190);

		memset(p, 'x', at);
		for (size_t j = 0; j < n; j++)
			p[at + j] = some[random_below(sizeof(some))];
		(void)check(p, at + n);
	}
}

/* Behind 0 to 130 bytes of ASCII, alone and before more, and cut. */
static void check_at_all_places(const char *bytes, size_t n, size_t valid)
{
	char p[MOST];

	for (size_t before = 0; before <= 130; before++) {
		memset(p, 'x', sizeof(p));
		memcpy(p + before, bytes, n);
		assert_int_equal(check(p, before + n), before + valid);
		if (valid < n)
			assert_int_equal(check(p, before + n + 100),
					 before + valid);
		for (size_t cut = 1; cut < n; cut++)
			(void)check(p, before + n - cut);
	}
}

static void no_fault_hides_at_any_place(void **state)
{
	static const struct {
		const char *bytes;
		size_t valid;
	} cases[] = {
		{ "\x80", 0 },
		{ "\xbf", 0 },
		{ "\xff", 0 },
		{ "\xfe", 0 },
		{ "\xc3", 0 },
		{ "\xe2\x82", 0 },
		{ "\xf0\x9f\x98", 0 },
		{ "\xc3\xa9\xa9", 2 },
		{ "\xe2\x82\xac\x80", 3 },
		{ "\xf0\x9f\x98\x80\x80", 4 },
		{ "\xc3\xc3\xa9", 0 },
		{ "\xe2\xc3\xa9", 0 },
		{ "\xe2\x82\xc3\xa9", 0 },
		{ "\xf0\x9f\xe2\x82\xac", 0 },
		/* too long a form */
		{ "\xc0\x80", 0 },
		{ "\xc1\xbf", 0 },
		{ "\xe0\x80\x80", 0 },
		{ "\xe0\x9f\xbf", 0 },
		{ "\xf0\x80\x80\x80", 0 },
		{ "\xf0\x8f\xbf\xbf", 0 },
		/* halves of pairs */
		{ "\xed\xa0\x80", 0 },
		{ "\xed\xbf\xbf", 0 },
		{ "\xed\xa0\xbd\xed\xb8\x80", 0 },
		/* too large, and five and six bytes */
		{ "\xf4\x90\x80\x80", 0 },
		{ "\xf5\x80\x80\x80", 0 },
		{ "\xf7\xbf\xbf\xbf", 0 },
		{ "\xf8\x88\x80\x80\x80", 0 },
		{ "\xfc\x84\x80\x80\x80\x80", 0 },
		/* nothing is wrong with these */
		{ "\xc2\x80\xdf\xbf", 4 },
		{ "\xe0\xa0\x80\xed\x9f\xbf", 6 },
		{ "\xf0\x90\x80\x80\xf4\x8f\xbf\xbf", 8 },
		{ "\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80\xc3\xa9", 11 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		check_at_all_places(cases[i].bytes, strlen(cases[i].bytes),
				    cases[i].valid);
}

/* Each three bytes of the first hundred and more, across a block. */
static void all_pairs_behind_a_lead_byte_are_judged(void **state)
{
	char p[80];

	(void)state;
	memset(p, 'x', sizeof(p));
	for (unsigned i = 0; i < 0x10000; i++) {
		size_t at = 60 + i % 5;

		memset(p + 60, 'x', 10);
		p[at] = (char)(i >> 8);
		p[at + 1] = (char)(i & 0xff);
		p[at + 2] = p[at + 3] = '\x80';
		(void)check(p, at + 2);
		(void)check(p, at + 3);
		(void)check(p, at + 4);
		(void)check(p, sizeof(p));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_in_utf8_is_valid_to_its_end),
		cmocka_unit_test(damaged_text_is_valid_up_to_the_fault),
		cmocka_unit_test(random_bytes_are_valid_up_to_the_fault),
		cmocka_unit_test(no_fault_hides_at_any_place),
		cmocka_unit_test(all_pairs_behind_a_lead_byte_are_judged),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
