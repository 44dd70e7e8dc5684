#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "../fuzz/bytes.h"
#include "data/digest.h"
#include "data/input.h"

/* The examples of FIPS 180-2, appendix B. */
static const char of_nothing[] =
	"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
static const char of_abc[] =
	"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
static const char of_a_million_a[] =
	"cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0";

static void the_examples_of_the_standard_come_out(void **state)
{
	struct txo_digest *d = txo_digest_new();
	char text[TXO_DIGEST_TEXT], a[1000];

	(void)state;
	assert_non_null(d);
	txo_digest_text(d, text);
	assert_string_equal(text, of_nothing);
	txo_digest_add(d, "abc", 3);
	txo_digest_text(d, text);
	assert_string_equal(text, of_abc);
	memset(a, 'a', sizeof(a));
	for (int i = 0; i < 1000; i++)
		txo_digest_add(d, a, sizeof(a));
	txo_digest_text(d, text);
	assert_string_equal(text, of_a_million_a);
	txo_digest_free(d);
}

static void read_all(const char *bytes, size_t n, const char *expected)
{
	struct txo_digest *d = txo_digest_new();
	struct txo_input in = { .fd = open_bytes(bytes, n), .digest = d };
	char buf[64], text[TXO_DIGEST_TEXT];
	size_t got;

	assert_non_null(d);
	do
		assert_int_equal(txo_input_read(&in, buf, sizeof(buf), &got,
						NULL),
				 TXO_OK);
	while (got);
	txo_digest_text(d, text);
	assert_string_equal(text, expected);
	txo_input_release(&in);
	txo_digest_free(d);
}

/* As sha256sum has them. */
static void an_input_gives_its_bytes_before_they_are_unpacked(void **state)
{
	static const char gzip[] =
		"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff\x4b\x4c\x4a\x06\x00"
		"\xc2\x41\x24\x35\x03\x00\x00\x00";

	(void)state;
	read_all("", 0, of_nothing);
	read_all("abc", 3, of_abc);
	read_all(
		gzip, sizeof(gzip) - 1,
		"a2d96298062e688d500a061e895e306f47ee3d421a7a066c4c7dde6d6ca0fbee");
	read_all(
		"\xff\xfe"
		"a\0",
		4,
		"ee499f138af4e8a0fb3117115b4536c32a3bef4d0ad15b9922a71eb90d3e7493");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_examples_of_the_standard_come_out),
		cmocka_unit_test(
			an_input_gives_its_bytes_before_they_are_unpacked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
