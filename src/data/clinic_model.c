#include "data/clinic_model.h"

/* The mean of `risk`, weighted by `share`, is 1024 exactly. */
const struct txo_clinic_concern txo_clinic_concern[TXO_CLINIC_CONCERNS] = {
	{ "acne scars", 256, 620, 140, 280, 580, 90, 1152, 22, 6, 6 },
	{ "fine lines", 160, 560, 130, 340, 420, 80, 768, 10, 6, 2 },
	{ "hyperpigmentation", 96, 500, 150, 240, 470, 90, 1280, 10, 22, 2 },
	{ "large pores", 96, 480, 120, 320, 440, 80, 768, 16, 6, 3 },
	{ "melasma", 96, 440, 150, 200, 520, 100, 1280, 8, 26, 2 },
	{ "stretch marks", 128, 540, 130, 220, 600, 100, 1152, 4, 10, 6 },
	{ "surgical scars", 64, 580, 140, 260, 550, 90, 768, 4, 6, 5 },
	{ "wrinkles", 128, 520, 130, 300, 500, 90, 896, 8, 6, 3 },
};

const struct txo_clinic_device txo_clinic_device[TXO_CLINIC_DEVICES] = {
	{ "manual", 64, 3 },
	{ "motorized", 128, 4 },
	{ "radiofrequency", 64, 5 },
};

enum {
	REDNESS,
	SWELLING,
	BRUISING,
	ITCHING,
	DRYNESS,
	FLARE,
	PIGMENT,
	INFECTION
};

const char *const txo_clinic_effect[TXO_CLINIC_EFFECTS] = {
	"redness", "swelling",	 "bruising",	      "itching",
	"dryness", "acne flare", "hyperpigmentation", "infection"
};

#define BIT(effect) (1u << (effect))

const unsigned txo_clinic_set[TXO_CLINIC_SETS] = { BIT(REDNESS),
						   BIT(FLARE),
						   BIT(PIGMENT),
						   BIT(REDNESS) | BIT(SWELLING),
						   BIT(SWELLING),
						   BIT(BRUISING),
						   BIT(DRYNESS),
						   BIT(ITCHING),
						   BIT(REDNESS) | BIT(DRYNESS),
						   BIT(REDNESS) |
							   BIT(SWELLING) |
							   BIT(BRUISING),
						   BIT(REDNESS) | BIT(ITCHING),
						   BIT(INFECTION) };

int txo_clinic_set_weight(int concern, int set)
{
	/* From the fourth set on; the first has what the others leave. */
	static const int weight[TXO_CLINIC_SETS] = { 0,	 0,  0,	 40, 20, 20,
						     24, 16, 16, 6,  6,	 2 };
	const struct txo_clinic_concern *c = &txo_clinic_concern[concern];
	int others = c->flare + c->pigment;

	if (set == 1)
		return c->flare;
	if (set == 2)
		return c->pigment;
	if (set)
		return weight[set];
	for (int i = 3; i < TXO_CLINIC_SETS; i++)
		others += weight[i];
	return 256 - others;
}

int txo_clinic_bell(uint32_t bits)
{
	uint32_t sum = (bits & 255) + (bits >> 8 & 255) + (bits >> 16 & 255) +
		       (bits >> 24);

	return (int)sum - TXO_CLINIC_BELL;
}

void txo_clinic_bell_counts(uint64_t *count)
{
	for (int i = 0; i < TXO_CLINIC_BELLS; i++)
		count[i] = i == 0;
	for (int bytes = 0; bytes < 4; bytes++)
		for (int i = TXO_CLINIC_BELLS - 1; i >= 0; i--)
			for (int byte = 1; byte < 256 && byte <= i; byte++)
				count[i] += count[i - byte];
}

/* A spread is the standard deviation: that of a bell is 147.8. */
static int spread(int bell, int by)
{
	return bell * by * 7 / 1035;
}

static int within(int x, int most)
{
	return x < 0 ? 0 : x > most ? most : x;
}

int txo_clinic_level(int concern, int bell)
{
	const struct txo_clinic_concern *c = &txo_clinic_concern[concern];

	return within(c->level + spread(bell, c->level_spread), TXO_CLINIC_TOP);
}

int txo_clinic_curve(int concern, int session)
{
	int left = 1024;

	for (int i = 0; i < session; i++)
		left -= left * txo_clinic_concern[concern].gain / 1024;
	return 1024 - left;
}

int txo_clinic_noise(int bell)
{
	return spread(bell, 60);
}

int txo_clinic_improvement(int level, int curve, int noise)
{
	return within(level * curve / 1024 + noise, TXO_CLINIC_TOP);
}

int txo_clinic_baseline(int concern, int bell)
{
	const struct txo_clinic_concern *c = &txo_clinic_concern[concern];

	return within(c->baseline + spread(bell, c->baseline_spread),
		      TXO_CLINIC_TOP);
}

int txo_clinic_score(int baseline, int improvement)
{
	return (baseline * (TXO_CLINIC_TOP - improvement) + 500) /
	       TXO_CLINIC_TOP;
}

/* From -2 to 2. */
static int step(unsigned byte)
{
	return (byte >= 16) + (byte >= 80) + (byte >= 176) + (byte >= 240) - 2;
}

int txo_clinic_satisfaction(int improvement, unsigned byte)
{
	return within(3 + improvement * 7 / TXO_CLINIC_TOP + step(byte), 10);
}

int txo_clinic_pain(int device, unsigned byte)
{
	return within(txo_clinic_device[device].pain + step(byte), 10);
}

uint32_t txo_clinic_risk(int concern, int session, uint32_t rate)
{
	uint64_t risk = ((uint64_t)rate << 24) / 1000000;

	risk = risk * (uint64_t)txo_clinic_concern[concern].risk / 1024;
	for (int i = 1; i < session; i++)
		risk = risk * 61 / 64;
	return (uint32_t)(risk >> 24 ? 1 << 24 : risk);
}
