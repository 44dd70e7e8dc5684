/*
 * command.h - the contract of a verb.
 *
 * A verb says which options it has, binds the columns that it needs, and turns
 * one group's sorted, weighted table into output rows. The driver (cli/run.c)
 * parses, reads, groups, writes and reports, once for all verbs. So a verb
 * holds no argv, no FILE, no loop over groups and no formula, and what it
 * prints can depend on nothing but the multiset of rows.
 */
#ifndef TXO_CMD_COMMAND_H
#define TXO_CMD_COMMAND_H

#include <stddef.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "cmd/option.h"
#include "cmd/say.h"
#include "data/cell.h"
#include "data/frame.h"
#include "data/scale.h"
#include "data/schema.h"
#include "data/table.h"
#include "txo/dist.h"
#include "txo/estimate.h"
#include "txo/pairs.h"
#include "txo/status.h"
#include "view/sink.h"
#include "view/withheld.h"

struct txo_input;

/* An output column. NULL as name ends a list. */
struct txo_column {
	const char *name;
	const char *unit;
	const char *meaning;
	/* The number in it, from the verb's facts; NULL where the verb writes. */
	double (*value)(const void *facts);
	unsigned marks;		/* of enum txo_mark, see view/withheld.h */
};

/* A command line that works in the project's root, and what it shows. */
struct txo_example {
	const char *line;
	const char *shows;
};

/* What a verb asks for when it is bound to a header. */
struct txo_needs {
	struct txo_schema schema;
	double level;			/* --level */
	struct txo_text *output;	/* columns that it will print */
	unsigned *marks;		/* of each, or 0: by its name */
	size_t outputs, output_room, marks_room;
	/* of these, the names that are values of the data: from, to before */
	size_t value_from, value_to;
	struct txo_buffer remark; /* a line for the reader, or empty */
	bool tolerant;		  /* goes on however many cells are unreadable */
	bool file_columns;	  /* the outputs are columns of the file */
	const char *report;	  /* row by row: file for second rows, or NULL */
	const struct txo_cell_rules *rules; /* row by row: how cells are read */
	const struct txo_table *table; /* the file at hand, to the end */
	const struct txo_input *input;
	struct txo_words allow; /* numbers that are no codes for missing */
	int min_cell;		/* --min-cell, or 0 */
	bool comma_parts;	/* in settle: commas part fields of some file */
};

/* Tell the reader something, in a line with other remarks. */
void txo_needs_remark(struct txo_needs *needs, const char *format, ...)
	TXO_PRINTF(2, 3);

/* The same in a line of its own, of any length. */
void txo_needs_line(struct txo_needs *needs, struct txo_text line);

/* Is it a count that --min-cell withholds, if it stands in a sentence? */
static inline bool txo_needs_hides(const struct txo_needs *needs, uint64_t n)
{
	return n > 0 && n < (uint64_t)needs->min_cell;
}

/* Name the next output column. The text is borrowed, for the whole run. */
TXO_NODISCARD
enum txo_status txo_needs_output(struct txo_needs *needs, struct txo_text name,
				 struct txo_error *err);

/*
 * The same with marks (enum txo_mark), for a column that is not called as one of
 * the verb's table, where its marks would be found.
 */
TXO_NODISCARD
enum txo_status txo_needs_marked(struct txo_needs *needs, struct txo_text name,
				 unsigned marks, struct txo_error *err);

/* Name all columns of the table that are not extra. */
TXO_NODISCARD
enum txo_status txo_needs_columns(struct txo_needs *needs,
				  const struct txo_column *columns,
				  struct txo_error *err);

/*
 * The scale that --scale says for the numbers of a column, or NULL. Known once
 * all are bound; in bind, when it has marked its outcomes
 * (txo_schema_outcome) and then called txo_schema_scales().
 */
const struct txo_scale *txo_needs_scale(const struct txo_needs *needs,
					size_t column);

void txo_needs_release(struct txo_needs *needs);

/* Where a verb's rows go: a sink that is told the group at each row. */
struct txo_out {
	struct txo_sink *sink;
	const struct txo_frames *frames;
	size_t group, by;
	uint64_t least; /* --min-cell, or 0: what follows from several
				 * other rows is for the verb to withhold */
	uint64_t withheld;	/* rows whose note says that it did */
	bool in_row;
	struct txo_out
		*report; /* second rows, in the verb's columns, or NULL */
	enum txo_row_kind
		kind; /* beside TXO_NO from row(): what was left out */
	bool stop; /* beside TXO_DATA from it: nor can any other be read */
};

/* What a verb that works row by row is told, in the order of the input. */
struct txo_row {
	const char *file;		/* its name */
	const struct txo_needs *needs;	/* as bound to it */
	/* The row, of the header's width unless needs->table->kind says not;
	 * NULL: the reader gave up on it, or on the file. */
	const struct txo_record *record;
	uint64_t number;		/* below the header, from 1; 0: none */
	const struct txo_error *fault;	/* why there is no record */
};

/* NULL as text is an empty cell. */
void txo_out_text(struct txo_out *out, struct txo_text t);
/* "A - B" by the sign " - "; NULL as sign is an empty cell. */
void txo_out_contrast(struct txo_out *out, struct txo_buffer *room,
		      struct txo_text of, const char *sign,
		      struct txo_text over);
void txo_out_number(struct txo_out *out, double x);
void txo_out_count(struct txo_out *out, uint64_t n);
void txo_out_empty(struct txo_out *out);
/* A text that shows a count, as "12 (34 %)", which --min-cell may withhold. */
void txo_out_told(struct txo_out *out, struct txo_text t, uint64_t n);
/* A term, in a column of subjects; about: enum txo_about, for --min-cell. */
void txo_out_about(struct txo_out *out, const char *term, unsigned about);
/* An empty cell for what the verb itself withholds for --min-cell. */
void txo_out_withheld(struct txo_out *out);
void txo_out_note(struct txo_out *out, unsigned notes);
void txo_out_end_row(struct txo_out *out);

struct txo_command {
	const char *name;
	const char *brief;		/* one line, no capital, no full stop */
	const char *about;		/* some sentences for the help */
	const struct txo_example *examples;	/* NULL as line ends */
	const struct txo_option *options;
	const struct txo_column *columns;
	bool about_file;	/* no analysis: tells of the file itself */
	size_t plan_size;		/* the plan begins as zero bytes */

	/* Ask for columns and outputs. Once for each file's header. */
	enum txo_status (*bind)(void *plan, struct txo_needs *needs,
				struct txo_error *err);
	/*
	 * All rows are read, nothing is written: what the frames hold may settle
	 * the output columns, remarks, or that there is no answer. `needs` is
	 * that of the first file. May be NULL.
	 */
	enum txo_status (*settle)(void *plan, struct txo_frames *frames,
				  struct txo_needs *needs,
				  struct txo_error *err);
	/* One group's frame of one projection in, rows out. */
	enum txo_status (*group)(const void *plan, const struct txo_frame *f,
				 struct txo_out *out, struct txo_error *err);

	/*
	 * Or row by row. `begin` comes before any file is opened and may name
	 * output columns; if it does not, bind to the first file must. `file`
	 * comes when the header is settled: the first rows can be looked at
	 * (txo_table_look); `file_end` when the file is over, whether or not it
	 * could be read. `row` writes one row or none; TXO_DATA says that
	 * the row cannot be read: it is left out and counted, or all ends if
	 * out->stop; TXO_NO that it is left out as what out->kind says. `end`
	 * comes when all is read; TXO_NO from it is the exit code. `release`
	 * in any case.
	 */
	enum txo_status (*begin)(void *plan, struct txo_needs *needs,
				 struct txo_error *err);
	enum txo_status (*file)(void *plan, struct txo_needs *needs,
				struct txo_error *err);
	enum txo_status (*row)(void *plan, const struct txo_row *row,
			       struct txo_out *out, struct txo_error *err);
	enum txo_status (*end)(void *plan, struct txo_needs *needs,
			       struct txo_out *out, struct txo_error *err);
	enum txo_status (*file_end)(void *plan, const struct txo_row *row,
				    struct txo_out *out, struct txo_error *err);
	void (*release)(void *plan);
	/* Bytes that it remembers of rows; NULL: as good as none. */
	size_t (*memory)(const void *plan);
	/*
	 * Or all rows at once, for a verb that reads no files. It prints all its
	 * columns that are not extra, unless `begin` names others. `end` and
	 * `release` as above.
	 */
	enum txo_status (*list)(void *plan, struct txo_out *out,
				struct txo_error *err);
	/*
	 * Row by row, but a JSON document instead of output rows: `row` gets no
	 * sink, and what `document` puts into the buffer after `end` is written as
	 * it is. `reads_no_files` says whether the plan can do without any; NULL:
	 * it cannot.
	 */
	enum txo_status (*document)(void *plan, struct txo_buffer *json,
				    struct txo_error *err);
	bool (*reads_no_files)(const void *plan);
	/* A row as a sentence (cmd/say.h); NULL: its cells one by one. */
	void (*say)(const void *plan, struct txo_say *s);
	bool finds_faults; /* wants every row, and faults instead of
				 * errors; gives its own account */
};

extern const struct txo_command txo_cmd_change;
extern const struct txo_command txo_cmd_check;
extern const struct txo_command txo_cmd_classify;
extern const struct txo_command txo_cmd_clean;
extern const struct txo_command txo_cmd_compare;
extern const struct txo_command txo_cmd_courses;
extern const struct txo_command txo_cmd_flow;
extern const struct txo_command txo_cmd_freq;
extern const struct txo_command txo_cmd_growth;
extern const struct txo_command txo_cmd_profile;
extern const struct txo_command txo_cmd_rate;
extern const struct txo_command txo_cmd_roles;
extern const struct txo_command txo_cmd_scales;
extern const struct txo_command txo_cmd_schema;
extern const struct txo_command txo_cmd_simulate;
extern const struct txo_command txo_cmd_summary;
extern const struct txo_command txo_cmd_survival;
extern const struct txo_command txo_cmd_table1;
extern const struct txo_command txo_cmd_tally;
extern const struct txo_command txo_cmd_trend;

/*
 * What is present in column c of a frame that is sorted by it alone, as a
 * sample; *missing is how many are not. Sample and frame share memory.
 */
struct txo_sample txo_frame_sample(const struct txo_frame *f, size_t c,
				   uint64_t *missing);

/*
 * Copies of the rows in which both columns are present, sorted by x, then y;
 * *missing is how many are not. Free p->x; it holds all the arrays.
 */
TXO_NODISCARD
enum txo_status txo_frame_pairs(const struct txo_frame *f, size_t x, size_t y,
				struct txo_pairs *p, uint64_t *missing,
				struct txo_error *err);

#endif
