/*
 * marked.h - the records of a plain text of which it is known where its fields
 * end (data/scan.h).
 *
 *	struct txo_marked m = { 0 };
 *	status = txo_marked_begin(&m, &chunk, ',', &err);
 *	if (status == TXO_OK && !m.marks.odd)
 *		while ((status = txo_marked_next(&m, &record, &err)) == TXO_OK &&
 *		       record)
 *			...
 *	txo_marked_release(&m);
 *
 * They are those that libcsv finds, with the same lines.
 */
#ifndef TXO_DATA_MARKED_H
#define TXO_DATA_MARKED_H

#include "base/buffer.h"
#include "data/chunk.h"
#include "data/csv.h"
#include "data/lines.h"
#include "data/scan.h"

struct txo_marked {
	char *p;		/* the text, borrowed, */
	size_t n;		/* with an LF at its end */
	uint64_t first_line;
	uint32_t *at;		/* where fields end; at[-1] + 1 is 0 */
	struct txo_marks marks;
	size_t next;		/* the first mark of the next record */
	uint64_t row;		/* records before it */
	/* private */
	size_t size;
	struct txo_line_count lines;
	struct txo_span *span;
	size_t span_room;
	struct txo_buffer bytes;	/* of fields with doubled quotes */
	struct txo_record record;
};

/*
 * Find the marks of a chunk, which is borrowed; it gets an LF behind its end if
 * it has none there. Chunks of 2 GiB are odd.
 */
TXO_NODISCARD
enum txo_status txo_marked_begin(struct txo_marked *m,
				 const struct txo_chunk *chunk, char delimiter,
				 struct txo_error *err);

/* The next record, which lives until the next call; NULL at the end. */
TXO_NODISCARD
enum txo_status txo_marked_next(struct txo_marked *m,
				const struct txo_record **record,
				struct txo_error *err);

/* Have the record next that begins behind so many marks and records. */
void txo_marked_go(struct txo_marked *m, size_t mark, uint64_t row);

/* The line of a record, which begins behind so many marks and records. */
uint64_t txo_marked_line(const struct txo_marked *m, size_t mark, uint64_t row);

/*
 * What stands between the quotes of a field, with each doubled quote once; in
 * the buffer, with TXO_SLACK bytes more. Empty if memory runs out.
 */
struct txo_text txo_marked_halve(struct txo_text quoted, struct txo_buffer *b);

/* The first byte of the field that ends at a mark. */
static inline uint32_t txo_marked_from(const struct txo_marked *m, size_t mark)
{
	return m->at[(ptrdiff_t)mark - 1] + 1;
}

void txo_marked_release(struct txo_marked *m);

#endif
