/*
 * bridge.h - the largest distance from 0 of a Brownian bridge.
 */
#ifndef TXO_STATS_BRIDGE_H
#define TXO_STATS_BRIDGE_H

/* P(max |B(t)| >= d), t in [0, 1]; 1 for d <= 0, NaN for NaN. */
double txo_bridge_p_value(double d);

#endif
