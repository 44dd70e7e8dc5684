/*
 * fuzz_input.c - any bytes as an input.
 *
 * The first byte says in which encoding. Whatever comes in: a clean status, and
 * what comes out is UTF-8 and the same in whatever pieces it is asked for.
 */
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/text.h"
#include "bytes.h"
#include "check.h"
#include "data/input.h"

/* Compressed zeros can be many. */
#define ENOUGH ((size_t)1 << 22)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_piece(const char *p, size_t n)
{
	while (n) {
		size_t k = txo_utf8_length(p, n);

		check(k > 0);
		p += k;
		n -= k;
	}
}

/* All of it, `piece` bytes at once. */
static enum txo_status read_all(struct txo_input *in, size_t piece,
				struct txo_buffer *out, struct txo_error *err)
{
	char buf[4096];
	enum txo_status status;
	size_t n;

	do {
		status = txo_input_read(in, buf, piece, &n, err);
		check(n <= piece && (status == TXO_OK || n == 0));
		check_piece(buf, n);
		txo_buffer_add(out, buf, n);
		check(!out->failed);
	} while (status == TXO_OK && n && out->n < ENOUGH);
	check(status == TXO_OK || status == TXO_DATA);
	check((status == TXO_OK) == !err->text[0]);
	check(!strpbrk(err->text, "\r\n"));
	txo_input_release(in);
	return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const encodings[] = {
		NULL,		NULL,	   NULL,	"UTF-8",    "UTF-16",
		"windows-1252", "CP850",   "Shift_JIS", "UTF-16LE", "UTF-16BE",
		"EUC-KR",	"GB18030", "ISO-8859-2"
	};
	enum { N = sizeof(encodings) / sizeof(encodings[0]) };
	struct txo_error err[2] = { { .line = 0 }, { .line = 0 } };
	struct txo_buffer out[2] = { { .p = NULL }, { .p = NULL } };
	struct txo_input in[2] = { { .fd = -1 }, { .fd = -1 } };
	enum txo_status status[2];

	if (size == 0)
		return 0;
	for (int i = 0; i < 2; i++) {
		in[i].fd = open_bytes(data + 1, size - 1);
		in[i].encoding = encodings[data[0] % N];
		status[i] = read_all(&in[i], i ? 16 + data[0] / N : 4096,
				     &out[i], &err[i]);
	}
	if (out[0].n < ENOUGH && out[1].n < ENOUGH) {
		check(status[0] == status[1] && out[0].n == out[1].n);
		check(!out[0].n || !memcmp(out[0].p, out[1].p, out[0].n));
		check(err[0].line == err[1].line);
		check(strcmp(err[0].text, err[1].text) == 0);
		check(in[0].assumed_1252 == in[1].assumed_1252);
		check(in[0].bom == in[1].bom);
	}
	txo_buffer_release(&out[0]);
	txo_buffer_release(&out[1]);
	return 0;
}
