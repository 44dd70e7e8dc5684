/*
 * clinic.c - draws the courses and sessions of clinic.h.
 *
 * METHOD: one stream of 32-bit words of the Mersenne Twister, gsl_rng_mt19937
 * of the GNU Scientific Library, seeded by gsl_rng_set(seed); its words are the
 * same on every machine. A course takes four words, and one more after each
 * session at which the patient may leave, all before its first session; a
 * session takes three. So the draws of a course do not depend on the rate of side
 * effects, nor on whether anybody looks at its sessions.
 *
 * A label is looked up by some bits of a word, which gives each its share of
 * 1024 or 256 exactly. A bell-shaped number is the sum of the four bytes of a
 * word. A patient leaves, or has a side effect, if a word is below a threshold.
 * All else is arithmetic of whole numbers (clinic_model.c).
 */
#include "data/clinic.h"

#include <gsl/gsl_rng.h>
#include <string.h>

const char *const txo_clinic_remark[TXO_CLINIC_REMARKS] = {
	"cream twice a day, no sun",
	"came late, shorter session",
	"patient says \"smoother\"",
	"asked about costs, leaflet given",
	"treated as planned",
	"no remarks",
	"photo taken",
	"numbing cream",
	"well tolerated",
	"next visit by phone",
	"tired but content",
	"sun screen advised"
};

const char *const txo_clinic_skin[TXO_CLINIC_SKINS] = { "I",  "II", "III",
							"IV", "V",  "VI" };

/* The first four are quoted in CSV: 32 of 256. */
static const int remark_weight[TXO_CLINIC_REMARKS] = { 8,  8,  8,  8,  80, 48,
						       24, 24, 24, 12, 6,  6 };
static const int skin_weight[TXO_CLINIC_SKINS] = { 16, 64, 80, 56, 28, 12 };

/* Put `value` into the next n places of a table. */
static uint8_t *fill(uint8_t *place, int n, int value)
{
	memset(place, value, (size_t)n);
	return place + n;
}

static void fill_tables(struct txo_clinic *c)
{
	uint8_t *concern = c->concern_of, *device = c->device_of;
	uint8_t *remark = c->remark_of, *skin = c->skin_of;

	for (int i = 0; i < TXO_CLINIC_CONCERNS; i++) {
		uint8_t *set = c->set_of[i];

		concern = fill(concern, txo_clinic_concern[i].share, i);
		for (int j = 0; j < TXO_CLINIC_SETS; j++)
			set = fill(set, txo_clinic_set_weight(i, j), j);
		for (int k = 0; k < TXO_CLINIC_MOST; k++) {
			c->curve[i][k] = txo_clinic_curve(i, k + 1);
			c->risk[i][k] = txo_clinic_risk(i, k + 1,
							c->rules.side_effects);
		}
	}
	for (int i = 0; i < TXO_CLINIC_DEVICES; i++)
		device = fill(device, txo_clinic_device[i].share, i);
	for (int i = 0; i < TXO_CLINIC_REMARKS; i++)
		remark = fill(remark, remark_weight[i], i);
	for (int i = 0; i < TXO_CLINIC_SKINS; i++)
		skin = fill(skin, skin_weight[i], i);
}

enum txo_status txo_clinic_init(struct txo_clinic *c,
				const struct txo_clinic_rules *rules,
				struct txo_error *err)
{
	gsl_rng *generator = gsl_rng_alloc(gsl_rng_mt19937);

	*c = (struct txo_clinic){ .rules = *rules };
	if (!generator)
		return txo_fail_memory(err);
	gsl_rng_set(generator, rules->seed);
	c->generator = generator;
	fill_tables(c);
	return TXO_OK;
}

void txo_clinic_release(struct txo_clinic *c)
{
	if (c->generator)
		gsl_rng_free(c->generator);
	c->generator = NULL;
}

static uint32_t draw(const struct txo_clinic *c)
{
	return (uint32_t)gsl_rng_get(c->generator);
}

/* How many sessions until the patient leaves, or all is done. */
static int draw_sessions(const struct txo_clinic *c)
{
	int n = c->rules.least;

	while (n < c->rules.most && draw(c) >= c->rules.dropout)
		n++;
	return n;
}

/* The length, of n that were drawn, that leaves room for a whole course. */
static int fit(const struct txo_clinic_rules *r, int n, uint64_t room)
{
	uint64_t least = (uint64_t)r->least, most = (uint64_t)r->most;
	uint64_t drawn = (uint64_t)n;

	if (!room || room == drawn || room >= drawn + least)
		return n;
	if (room <= most)
		return (int)room;
	return room >= 2 * least ? (int)(room - least) : r->most;
}

void txo_clinic_course(struct txo_clinic *c, uint64_t room)
{
	struct txo_clinic_course *k = &c->course;
	uint32_t labels = draw(c), baseline = draw(c), level = draw(c),
		 start = draw(c);
	int concern = c->concern_of[labels >> 22];
	int week = (int)(((uint64_t)(start >> 8) * 208) >> 24);

	k->number++;
	k->concern = concern;
	k->device = c->device_of[labels >> 14 & 255];
	k->practitioner = (int)(labels >> 11 & 7);
	k->skin = c->skin_of[labels >> 3 & 255];
	k->depth = txo_clinic_concern[concern].depth + (int)(labels & 3);
	k->baseline = txo_clinic_baseline(concern, txo_clinic_bell(baseline));
	k->level = txo_clinic_level(concern, txo_clinic_bell(level));
	k->day = week * 7 + (int)((start & 255) * 5 >> 8);
	k->sessions = fit(&c->rules, draw_sessions(c), room);
	k->effects = 0;
	c->session = (struct txo_clinic_session){ .number = 0 };
}

/* Days to the next session: 3 to 6 weeks. */
static int wait(uint32_t two_bits)
{
	static const int weeks[] = { 4, 4, 3, 5 };

	return 7 * weeks[two_bits];
}

bool txo_clinic_session(struct txo_clinic *c)
{
	struct txo_clinic_course *k = &c->course;
	struct txo_clinic_session *s = &c->session;
	uint32_t seen, rest, risk;
	int i = k->concern;

	if (s->number == k->sessions)
		return false;
	seen = draw(c);
	rest = draw(c);
	risk = draw(c);
	s->number++;
	s->day = k->day;
	s->improvement = txo_clinic_improvement(
		k->level, c->curve[i][s->number - 1],
		txo_clinic_noise(txo_clinic_bell(seen)));
	s->score = txo_clinic_score(k->baseline, s->improvement);
	s->satisfaction = txo_clinic_satisfaction(s->improvement,
						  rest >> 8 & 255);
	s->pain = txo_clinic_pain(k->device, rest >> 16 & 255);
	s->remark = c->remark_of[rest & 255];
	s->effects = risk >> 8 < c->risk[i][s->number - 1] ?
			     txo_clinic_set[c->set_of[i][risk & 255]] :
			     0;
	k->effects |= s->effects;
	k->day += wait(rest >> 24 & 3);
	return true;
}
