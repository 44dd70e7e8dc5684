#include "data/role.h"

#include <string.h>

/* One row a role. Synonyms stand as txo_text_fold() leaves them. */
static const struct txo_role roles[] = {
	{ "patient", TXO_LABEL, false,
	  "patientid patientno patientnumber patients subject subjectid "
	  "participant participantid client clientid recordid",
	  "who was treated" },
	{ "course", TXO_LABEL, false, "courseid courseno treatmentcourse",
	  "one course of treatment of a patient" },
	{ "sessions", TXO_NUMBER, true,
	  "nsessions sessioncount numberofsessions nosessions numsessions "
	  "totalsessions sessionscompleted sessiontotal",
	  "how many sessions the course had" },
	{ "session", TXO_NUMBER, true,
	  "sessionno sessionnumber sessionnr visit visitno visitnumber",
	  "number of the session within the course, from 1" },
	{ "date", TXO_DATE, false,
	  "sessiondate visitdate treatmentdate dateofsession dateofvisit "
	  "dateoftreatment",
	  "day of the session, or of the course's start" },
	{ "score", TXO_NUMBER, true, "severityscore outcomescore totalscore",
	  "the outcome measured on its scale" },
	{ "baseline", TXO_NUMBER, true,
	  "baselinescore scorebefore prescore scorepre scorebaseline "
	  "pretreatmentscore initialscore",
	  "the score before the first session" },
	{ "improvement", TXO_NUMBER, true,
	  "improvementscore improvementpercent percentimprovement "
	  "improvementpct pctimprovement improvement% %improvement",
	  "how much better, higher is better" },
	{ "satisfaction", TXO_NUMBER, true,
	  "satisfactionscore patientsatisfaction satisfactionrating",
	  "how content the patient was" },
	{ "grade", TXO_NUMBER, true,
	  "severitygrade aegrade ctcaegrade toxicitygrade",
	  "how severe, an ordinal grade" },
	{ "concern", TXO_LABEL, false,
	  "concerns indication diagnosis condition skinconcern "
	  "treatmentconcern",
	  "what was treated" },
	{ "device", TXO_LABEL, false, "devicetype devicename needledevice",
	  "with what it was treated" },
	{ "practitioner", TXO_LABEL, false,
	  "provider operator therapist clinician physician nurse",
	  "who treated" },
	{ "clinic", TXO_LABEL, false, "site centre center clinicid siteid",
	  "where it was treated" },
	{ "skin_type", TXO_LABEL, false,
	  "fitzpatrick fitzpatricktype fitzpatrickskintype phototype "
	  "skinphototype fst",
	  "Fitzpatrick skin type" },
	{ "side_effects", TXO_LABEL, false,
	  "sideeffect adverseevents adverseevent adverseeffects "
	  "adverseeffect aes",
	  "what went wrong, a list" },
	{ "weight", TXO_NUMBER, false, "frequency freq count",
	  "how many equal rows a row stands for" },
	{ NULL, TXO_LABEL, false, NULL, NULL }
};

const struct txo_role *txo_roles(void)
{
	return roles;
}

const struct txo_role *txo_role_find(struct txo_text name)
{
	char want[64], have[64];

	txo_text_fold(name, want, sizeof(want));
	for (const struct txo_role *r = roles; r->name; r++)
		if (strcmp(txo_text_fold(txo_text(r->name), have, sizeof(have)),
			   want) == 0)
			return r;
	return NULL;
}

bool txo_role_synonym(const struct txo_role *role, struct txo_text name)
{
	char want[64];
	const char *at = role->synonyms;
	size_t n = strlen(txo_text_fold(name, want, sizeof(want)));

	while (n && at && (at = strstr(at, want)) != NULL) {
		if ((at == role->synonyms || at[-1] == ' ') &&
		    (at[n] == ' ' || at[n] == '\0'))
			return true;
		at++;
	}
	return false;
}
