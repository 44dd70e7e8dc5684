#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <zlib.h>
#include <zstd.h>

#include "bytes.h"

static size_t gzip(const char *p, size_t n, char *out, size_t size)
{
	z_stream z = { .next_in = (Bytef *)p,
		       .avail_in = (uInt)n,
		       .next_out = (Bytef *)out,
		       .avail_out = (uInt)size };

	assert_int_equal(deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 8,
				      Z_DEFAULT_STRATEGY),
			 Z_OK);
	assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
	n = z.total_out;
	deflateEnd(&z);
	return n;
}

/* A frame that has the sum of its content behind it. */
static size_t zstd(const char *p, size_t n, char *out, size_t size)
{
	ZSTD_CCtx *c = ZSTD_createCCtx();

	ZSTD_CCtx_setParameter(c, ZSTD_c_checksumFlag, 1);
	n = ZSTD_compress2(c, out, size, p, n);
	assert_false(ZSTD_isError(n));
	ZSTD_freeCCtx(c);
	return n;
}

static const struct packer {
	const char *name;
	size_t (*pack)(const char *p, size_t n, char *out, size_t size);
} packers[] = { { "gzip", gzip }, { "zstd", zstd } };

static void compressed_files_are_unpacked(void **state)
{
	static const char text[] = "a,b\n1,Acn\xc3\xa9\n2,Acn\xc3\xa9\n";
	char packed[512];

	(void)state;
	for (size_t i = 0; i < COUNT(packers); i++) {
		const struct packer *k = &packers[i];
		size_t n = k->pack(BYTES(text), packed, 256);
		struct result r = check(packed, n, text);

		assert_string_equal(r.in.compression, k->name);
		assert_string_equal(r.in.encoding_found, "UTF-8");
		assert_int_equal(r.in.bytes_read, n);
		assert_int_equal(r.in.bytes_unpacked, sizeof(text) - 1);
		n = k->pack("", 0, packed, 256);
		check(packed, n, "");
		n = k->pack(BYTES("a\n\xe9\n"), packed, 256);
		r = check(packed, n, "a\n\xc3\xa9\n");
		assert_true(r.in.assumed_1252);
		n = k->pack(BYTES(LE "a\0\n\0"), packed, 256);
		check(packed, n, "a\n");
	}
}

static void members_in_a_row_are_one_text(void **state)
{
	char packed[512];

	(void)state;
	for (size_t i = 0; i < COUNT(packers); i++) {
		const struct packer *k = &packers[i];
		size_t n = k->pack(BYTES("a\n1\xc3"), packed, 128);

		n += k->pack("", 0, packed + n, 128);
		n += k->pack(BYTES("\xa9\n2\n"), packed + n, 128);
		check(packed, n, "a\n1\xc3\xa9\n2\n");
	}
}

static void padding_and_frames_to_skip_are_passed_over(void **state)
{
	static const char skip[] = "\x50\x2a\x4d\x18\x03\0\0\0xyz";
	char packed[512] = { 0 };
	size_t n = gzip(BYTES("a\n1\n"), packed, 128);

	(void)state;
	check(packed, n + 100, "a\n1\n");
	memcpy(packed, skip, sizeof(skip) - 1);
	n = sizeof(skip) - 1;
	n += zstd(BYTES("a\n1\n"), packed + n, 128);
	check(packed, n, "a\n1\n");
}

static void what_is_cut_off_is_refused(void **state)
{
	char packed[512], text[128];

	(void)state;
	for (size_t i = 0; i < COUNT(packers); i++) {
		size_t n = packers[i].pack(BYTES("a\n1\n22\n"), packed, 256);

		snprintf(text, sizeof(text),
			 "the %s data ends too early: the file was cut off",
			 packers[i].name);
		for (size_t k = i ? 4 : 2; k < n; k++) {
			struct result r = read_any(packed, k, NULL);

			assert_int_equal(r.status, TXO_DATA);
			assert_string_equal(r.err.text, text);
		}
	}
}

/* One bit wrong anywhere, or something else behind it. */
static void what_is_corrupt_is_refused(void **state)
{
	static const char text[] = "a\n1\n22\n333\n4444\n55555\n";
	char packed[512], start[64];

	(void)state;
	for (size_t i = 0; i < COUNT(packers); i++) {
		size_t n = packers[i].pack(BYTES(text), packed, 256);

		/* gzip's header has free bytes: time and system. */
		for (size_t k = i ? 4 : 10; k < n; k++) {
			struct result r;

			packed[k] ^= 1;
			r = read_to_end(feed_bytes(packed, n), NULL, 64);
			packed[k] ^= 1;
			assert_int_equal(r.status, TXO_DATA);
			assert_non_null(strstr(r.err.text, packers[i].name));
		}
		packed[n] = 'x';
		packed[n + 1] = 'y';
		memset(packed + n + 2, 'z', 30);
		snprintf(start, sizeof(start),
			 "the %s data is corrupt: ", packers[i].name);
		for (size_t piece = 1; piece < 16; piece++) {
			struct result r = read_to_end(
				feed_pieces(packed, n + 32, piece), NULL, 64);

			assert_int_equal(r.status, TXO_DATA);
			assert_memory_equal(r.err.text, start, strlen(start));
		}
	}
}

/* More than any of the buffers on the way, compressed to less than one. */
static void long_texts_come_whole(void **state)
{
	enum { N = 1 << 20 };
	char *text = malloc(N), *packed = malloc(N), buf[5000];

	(void)state;
	assert_non_null(text);
	assert_non_null(packed);
	for (size_t i = 0; i < N; i++)
		text[i] = "abc\xc3\xa9,\n"[i % 7];
	for (size_t i = 0; i < COUNT(packers); i++) {
		size_t n = packers[i].pack(text, N - N % 7, packed, N), got;
		struct txo_input in = { .fd = feed_bytes(packed, n) };
		size_t total = 0;

		do {
			assert_int_equal(txo_input_read(&in, buf, sizeof(buf),
							&got, NULL),
					 TXO_OK);
			assert_memory_equal(buf, text + total, got);
			total += got;
		} while (got);
		assert_int_equal(total, N - N % 7);
		txo_input_release(&in);
		close(in.fd);
	}
	free(text);
	free(packed);
}

/* What is inside is not looked into again. */
static void what_is_compressed_twice_is_refused(void **state)
{
	char packed[256], twice[256];
	size_t n = gzip(BYTES("a\n1\n"), packed, sizeof(packed));

	(void)state;
	n = zstd(packed, n, twice, sizeof(twice));
	fails(twice, n, "", 0,
	      "the file is compressed twice; pipe it through zcat");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(compressed_files_are_unpacked),
		cmocka_unit_test(members_in_a_row_are_one_text),
		cmocka_unit_test(padding_and_frames_to_skip_are_passed_over),
		cmocka_unit_test(what_is_cut_off_is_refused),
		cmocka_unit_test(what_is_corrupt_is_refused),
		cmocka_unit_test(long_texts_come_whole),
		cmocka_unit_test(what_is_compressed_twice_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
