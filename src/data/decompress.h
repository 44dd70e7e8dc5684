/*
 * decompress.h - the bytes of an open file, unpacked if it is compressed.
 *
 *	struct txo_decompressor *d = txo_decompressor_new(fd, NULL);
 *	status = txo_decompressor_read(d, buf, sizeof(buf), &n, &err);
 *	txo_decompressor_free(d);
 *
 * gzip (also several members in a row, and NUL bytes behind them, as tapes
 * have) and zstd (also several frames in a row, and frames to be skipped) are
 * known by their first bytes; anything else comes as it is. Never seeks. Takes
 * the same memory for any length: 64 KiB, and the window of the format, which
 * is 32 KiB for gzip and at most 128 MiB for zstd.
 */
#ifndef TXO_DATA_DECOMPRESS_H
#define TXO_DATA_DECOMPRESS_H

#include <stddef.h>
#include <stdint.h>

#include "txo/status.h"

struct txo_decompressor;
struct txo_digest;

/*
 * The file is opened and closed by the caller. `digest`, borrowed, gets all
 * bytes of the file as they are read, or is NULL. NULL when memory runs out.
 */
struct txo_decompressor *txo_decompressor_new(int fd,
					      struct txo_digest *digest);
void txo_decompressor_free(struct txo_decompressor *d);

/*
 * Up to size bytes into buf, *n of them; 0 only at the end. TXO_IO when reading
 * fails; TXO_DATA when what is compressed is corrupt or cut off: bytes before
 * the fault are handed out first.
 */
TXO_NODISCARD
enum txo_status txo_decompressor_read(struct txo_decompressor *d, char *buf,
				      size_t size, size_t *n,
				      struct txo_error *err);

/* "gzip", "zstd", or NULL: not compressed, or nothing read so far. */
const char *txo_decompressor_name(const struct txo_decompressor *d);

/* Bytes read from the file so far. */
uint64_t txo_decompressor_bytes(const struct txo_decompressor *d);

#endif
