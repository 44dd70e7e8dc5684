/*
 * flow.h - what the parts of txo flow share. For them alone.
 */
#ifndef TXO_CMD_FLOW_H
#define TXO_CMD_FLOW_H

#include "cmd/command.h"

enum txo_flow_stages {
	TXO_FLOW_RECORDED,
	TXO_FLOW_ELIGIBLE,
	TXO_FLOW_STARTED,
	TXO_FLOW_FINISHED,
	TXO_FLOW_ANALYSED,
	TXO_FLOW_STAGES
};

extern const char *const txo_flow_stage[TXO_FLOW_STAGES];

#define TXO_FLOW_MADE 40	/* room for a usual condition */

/*
 * The frame has the columns of the unit, a column of no and yes for each stage
 * that has a condition, and the reason.
 */
struct txo_flow_plan {
	/* options */
	struct txo_words unit;
	struct txo_text condition[TXO_FLOW_STAGES], reason;
	int complete;
	/* as bound */
	char made[TXO_FLOW_STAGES][TXO_FLOW_MADE];
	size_t units;		/* columns of the unit in the frame */
	bool by_rows;		/* each row is a unit */
	size_t at[TXO_FLOW_STAGES];	/* in the frame, or TXO_NO_COLUMN */
	size_t reason_at;		/* the same */
	bool by_status;		/* reasons are those of a column status */
	uint64_t least;		/* --min-cell, or 0 */
	bool all_reasons;	/* of each stage; else of TXO_FLOW_FINISHED */
};

/*
 * Where a column status decides who finished because of its name alone: does it
 * mean that? TXO_USAGE if it has other words, and never says completed.
 */
TXO_NODISCARD
enum txo_status txo_flow_settle(void *plan, struct txo_frames *frames,
				struct txo_needs *needs, struct txo_error *err);

TXO_NODISCARD
enum txo_status txo_flow_group(const void *plan, const struct txo_frame *f,
			       struct txo_out *out, struct txo_error *err);

/* See txo_command.say. */
void txo_flow_say(const void *plan, struct txo_say *s);

#endif
