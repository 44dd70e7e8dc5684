#include "cli/speak.h"

enum txo_status txo_speak_check(struct txo_run *r)
{
	const struct txo_common *c = &r->args.common;

	if (!c->say || !c->format)
		return TXO_OK;
	return txo_fail(&r->err, TXO_USAGE,
			"--say prints sentences, which have no --format");
}

/* A txo_sink_say_fn. */
static void speak(void *ctx, const struct txo_sink_cell *cells, size_t n,
		  struct txo_buffer *line)
{
	struct txo_speaker *sp = ctx;
	struct txo_say *s = &sp->say;

	(void)n;
	s->cell = cells;
	s->line = line;
	if (sp->run->command->say) {
		txo_say_groups(s, ", ");
		sp->run->command->say(sp->run->args.plan, s);
	} else {
		txo_say_groups(s, ", ");
		txo_say_row(s);
	}
	txo_say_note(s);
}

enum txo_status txo_speak_through(struct txo_speaker *sp, struct txo_run *r,
				  struct txo_sink *sink)
{
	const struct txo_needs *needs = &r->source[0].needs;
	size_t by = needs->schema.by, n = by + needs->outputs;
	struct txo_text *name;

	if (!r->args.common.say)
		return TXO_OK;
	name = txo_arena_take(&r->args.arena, (n + 1) * sizeof(*name));
	if (!name)
		return txo_fail_memory(&r->err);
	for (size_t i = 0; i < n; i++)
		name[i] = i < by ? needs->schema.use[i].name :
				   needs->output[i - by];
	*sp = (struct txo_speaker){
		.run = r,
		.say = { .name = name,
			 .n = n,
			 .by = by,
			 .level = needs->level,
			 .digits = r->args.common.digits,
			 .total = r->intake.tally[0].total },
	};
	if (sp->say.total < r->withheld.least)
		sp->say.total = 0;
	txo_sink_say(sink, speak, sp);
	return TXO_OK;
}
