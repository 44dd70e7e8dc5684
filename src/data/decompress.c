#include "data/decompress.h"

#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

#include "data/digest.h"

#define ROOM ((size_t)64 * 1024)

/* What comes out: bytes, how many fit, how many came. */
struct sink {
	char *p;
	size_t size, n;
};

struct txo_decompressor {
	int fd;
	struct txo_digest *digest;	/* of what is read, or NULL */
	bool ended;		/* the file, not what is left in raw */
	bool inside;		/* a member or frame is not complete yet */
	uint64_t bytes;
	const char *name;
	enum txo_status (*read)(struct txo_decompressor *d, struct sink *out,
				struct txo_error *err);
	z_stream gzip;
	ZSTD_DStream *zstd;
	unsigned char *at;	/* n bytes of raw that nobody has taken */
	size_t n;
	unsigned char raw[ROOM];
};

static enum txo_status read_some(struct txo_decompressor *d, void *buf,
				 size_t size, size_t *n, struct txo_error *err)
{
	ssize_t got;

	do
		got = read(d->fd, buf, size);
	while (got < 0 && errno == EINTR);
	if (got < 0)
		return txo_fail(err, TXO_IO, "cannot read: %s",
				strerror(errno));
	*n = (size_t)got;
	d->bytes += *n;
	if (d->digest)
		txo_digest_add(d->digest, buf, *n);
	d->ended = *n == 0;
	return TXO_OK;
}

/* More raw bytes, if all were taken and the file has more. */
static enum txo_status fill(struct txo_decompressor *d, struct txo_error *err)
{
	if (d->n || d->ended)
		return TXO_OK;
	d->at = d->raw;
	return read_some(d, d->raw, ROOM, &d->n, err);
}

static void take(struct txo_decompressor *d, size_t n)
{
	d->at += n;
	d->n -= n;
}

static enum txo_status cut_off(const struct txo_decompressor *d,
			       struct txo_error *err)
{
	return txo_fail(err, TXO_DATA,
			"the %s data ends too early: the file was cut off",
			d->name);
}

static enum txo_status corrupt(const struct txo_decompressor *d,
			       const char *why, struct txo_error *err)
{
	return txo_fail(err, TXO_DATA, "the %s data is corrupt: %s", d->name,
			why);
}

static enum txo_status read_plain(struct txo_decompressor *d, struct sink *out,
				  struct txo_error *err)
{
	out->n = d->n < out->size ? d->n : out->size;
	if (out->n) {
		memcpy(out->p, d->at, out->n);
		take(d, out->n);
		return TXO_OK;
	}
	return d->ended ? TXO_OK :
			  read_some(d, out->p, out->size, &out->n, err);
}

/* Between two members: is there one more? */
static enum txo_status next_member(struct txo_decompressor *d,
				   struct txo_error *err)
{
	enum txo_status status;

	do {
		while (d->n && *d->at == 0)
			take(d, 1);
		status = fill(d, err);
	} while (status == TXO_OK && d->n && *d->at == 0);
	if (status == TXO_OK && d->n) {
		d->inside = true;
		if (inflateReset(&d->gzip) != Z_OK)
			return corrupt(d, "it cannot be read", err);
	}
	return status;
}

static enum txo_status judge_gzip(struct txo_decompressor *d, int result,
				  struct txo_error *err)
{
	const char *why = d->gzip.msg ? d->gzip.msg : "it cannot be read";

	if (result == Z_STREAM_END)
		d->inside = false;
	if (result == Z_STREAM_END || result == Z_OK)
		return TXO_OK;
	if (result == Z_MEM_ERROR)
		return txo_fail_memory(err);
	if (result != Z_BUF_ERROR)
		return corrupt(d, why, err);
	return d->n || !d->ended ? TXO_OK : cut_off(d, err);
}

static enum txo_status read_gzip(struct txo_decompressor *d, struct sink *out,
				 struct txo_error *err)
{
	uInt size = out->size < UINT_MAX ? (uInt)out->size : UINT_MAX;
	enum txo_status status = TXO_OK;
	int result;

	while (out->n == 0 && status == TXO_OK) {
		status = d->inside ? fill(d, err) : next_member(d, err);
		if (status != TXO_OK || !d->inside)
			return status;
		d->gzip.next_in = d->at;
		d->gzip.avail_in = (uInt)d->n;
		d->gzip.next_out = (Bytef *)out->p;
		d->gzip.avail_out = size;
		result = inflate(&d->gzip, Z_NO_FLUSH);
		take(d, d->n - d->gzip.avail_in);
		out->n = size - d->gzip.avail_out;
		/* A fault that comes with bytes is found again without. */
		if (out->n == 0 || result == Z_STREAM_END)
			status = judge_gzip(d, result, err);
	}
	return status;
}

static enum txo_status zstd_fault(const struct txo_decompressor *d,
				  size_t result, struct txo_error *err)
{
	ZSTD_ErrorCode code = ZSTD_getErrorCode(result);

	if (code == ZSTD_error_memory_allocation)
		return txo_fail_memory(err);
	if (code == ZSTD_error_frameParameter_windowTooLarge)
		return txo_fail(err, TXO_DATA,
				"the zstd data needs more than 128 MiB to "
				"unpack; pipe it through zstdcat --long=31");
	return corrupt(d, ZSTD_getErrorName(result), err);
}

static enum txo_status read_zstd(struct txo_decompressor *d, struct sink *out,
				 struct txo_error *err)
{
	ZSTD_outBuffer to = { out->p, out->size, 0 };
	enum txo_status status;
	size_t result;

	while (to.pos == 0) {
		ZSTD_inBuffer from;

		status = fill(d, err);
		if (status != TXO_OK || (!d->n && !d->inside))
			return status;
		from = (ZSTD_inBuffer){ d->at, d->n, 0 };
		result = ZSTD_decompressStream(d->zstd, &to, &from);
		if (ZSTD_isError(result))
			return zstd_fault(d, result, err);
		take(d, from.pos);
		d->inside = result != 0;
		if (d->inside && to.pos == 0 && d->n == 0 && d->ended)
			return cut_off(d, err);
	}
	out->n = to.pos;
	return TXO_OK;
}

static bool is_gzip(const unsigned char *p, size_t n)
{
	return n >= 2 && p[0] == 0x1f && p[1] == 0x8b;
}

/* A frame, or one to be skipped, with which parallel packers begin. */
static bool is_zstd(const unsigned char *p, size_t n)
{
	return n >= 4 && (memcmp(p, "\x28\xb5\x2f\xfd", 4) == 0 ||
			  ((p[0] & 0xf0) == 0x50 &&
			   memcmp(p + 1, "\x2a\x4d\x18", 3) == 0));
}

/* The first bytes say what it is. */
static enum txo_status begin(struct txo_decompressor *d, struct txo_error *err)
{
	enum txo_status status = TXO_OK;
	size_t more;

	d->at = d->raw;
	while (d->n < 4 && !d->ended && status == TXO_OK) {
		more = 0;
		status = read_some(d, d->raw + d->n, ROOM - d->n, &more, err);
		d->n += more;
	}
	if (status != TXO_OK)
		return status;
	d->read = read_plain;
	if (is_gzip(d->at, d->n)) {
		d->name = "gzip";
		d->read = read_gzip;
		if (inflateInit2(&d->gzip, 15 + 16) != Z_OK)
			return txo_fail_memory(err);
	} else if (is_zstd(d->at, d->n)) {
		d->name = "zstd";
		d->read = read_zstd;
		d->zstd = ZSTD_createDStream();
		if (!d->zstd)
			return txo_fail_memory(err);
	}
	return TXO_OK;
}

enum txo_status txo_decompressor_read(struct txo_decompressor *d, char *buf,
				      size_t size, size_t *n,
				      struct txo_error *err)
{
	struct sink out = { buf, size, 0 };
	enum txo_status status = d->read ? TXO_OK : begin(d, err);

	if (status == TXO_OK)
		status = d->read(d, &out, err);
	*n = status == TXO_OK ? out.n : 0;
	return status;
}

const char *txo_decompressor_name(const struct txo_decompressor *d)
{
	return d->name;
}

uint64_t txo_decompressor_bytes(const struct txo_decompressor *d)
{
	return d->bytes;
}

struct txo_decompressor *txo_decompressor_new(int fd, struct txo_digest *digest)
{
	struct txo_decompressor *d = malloc(sizeof(*d));

	if (!d)
		return NULL;
	/* All but raw, which need not be touched before it is used. */
	memset(d, 0, offsetof(struct txo_decompressor, raw));
	d->fd = fd;
	d->digest = digest;
	return d;
}

void txo_decompressor_free(struct txo_decompressor *d)
{
	if (!d)
		return;
	if (d->read == read_gzip)
		inflateEnd(&d->gzip);
	ZSTD_freeDStream(d->zstd);
	free(d);
}
