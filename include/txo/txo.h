/* txo.h - all of libtxo. */
#ifndef TXO_TXO_H
#define TXO_TXO_H

#include "txo/adjust.h"
#include "txo/ancova.h"
#include "txo/blocks.h"
#include "txo/cluster.h"
#include "txo/contingency.h"
#include "txo/decimal.h"
#include "txo/dist.h"
#include "txo/estimate.h"
#include "txo/groups.h"
#include "txo/line.h"
#include "txo/noncentral.h"
#include "txo/note.h"
#include "txo/outcome.h"
#include "txo/paired_proportions.h"
#include "txo/pairs.h"
#include "txo/pre_post.h"
#include "txo/pairwise.h"
#include "txo/permutation.h"
#include "txo/proportion.h"
#include "txo/rank.h"
#include "txo/smd.h"
#include "txo/reliable_change.h"
#include "txo/running.h"
#include "txo/status.h"
#include "txo/strata.h"
#include "txo/studentized_range.h"
#include "txo/two_proportions.h"
#include "txo/version.h"

#endif
