# What txo trend must print for ordered groups, blocks, courses and series:
# Jonckheere-Terpstra, Cochran-Armitage, linear-by-linear, Page, slopes within
# patients, Hamed-Rao and the seasonal tests.
#
# R itself and coin have cor.test(), prop.trend.test(), lbl_test(),
# independence_test(), wilcox_test(), friedman_test() and wilcoxsign_test(), which
# decide where they can. There is no Debian package of trend, modifiedmk,
# DescTools, Kendall or rkt: what only these have is computed here from the
# published formulas, by another way than in txo where there is one (all
# assignments or permutations, dwilcox(), derivatives by a complex step).
suppressPackageStartupMessages(library(coin))
need("trend")

# Error of a statistic of the weights by the infinitesimal jackknife, with
# derivatives by a complex step: what Brown and Benedetti's formulas give.
jackknife_error <- function(n, statistic)
{
	slope <- sapply(seq_len(n), function(i)
		Im(statistic(replace(rep(1 + 0i, n), i, 1 + 1e-20i))) / 1e-20)
	sqrt(sum(slope^2))
}

somers_error <- function(x, y)
{
	sg <- signs(x) * signs(y)
	same <- outer(x, x, "==") * 1
	jackknife_error(length(x), function(w)
		sum(w * (sg %*% w)) / (sum(w)^2 - sum(w * (same %*% w))))
}

correlation_error <- function(x, y)
	jackknife_error(length(x), function(w) {
		a <- x - sum(w * x) / sum(w)
		b <- y - sum(w * y) / sum(w)
		sum(w * a * b) / sqrt(sum(w * a^2) * sum(w * b^2))
	})

# ------------------------------------------------- Jonckheere and Terpstra

# J of all ways to give the values to the groups, by going through them all.
all_j <- function(y, sizes)
{
	score <- (sign(outer(y, y, function(a, b) b - a)) + 1) / 2
	# of the last two groups at once: which of the free ones are in the first
	last <- t(combn(sum(tail(sizes, 2)), tail(sizes, 2)[1], function(i)
		replace(numeric(sum(tail(sizes, 2))), i, 1)))
	deal <- function(free, sizes, before)
	{
		if (length(sizes) == 2)
			return(sum(score[before, free]) +
			       rowSums((last %*% score[free, free]) *
				       (1 - last)))
		unlist(lapply(asplit(combn(length(free), sizes[1]), 2),
			function(i)
				sum(score[before, free[i]]) +
				deal(free[-i], sizes[-1],
				     c(before, free[i]))))
	}
	deal(seq_along(y), sizes, integer(0))
}

# Distribution of J without ties: the sum of independent rank sums.
law_of_j <- function(sizes)
{
	p <- 1
	n <- sizes[1]
	for (m in sizes[-1]) {
		q <- dwilcox(0:(n * m), m, n)
		p <- rowSums(sapply(seq_along(q), function(i)
			c(rep(0, i - 1), p * q[i],
			  rep(0, length(q) - i))))
		n <- n + m
	}
	p
}

exact_j <- function(x, y, j)
{
	sizes <- as.numeric(table(x))
	mean <- (sum(sizes)^2 - sum(sizes^2)) / 4
	if (length(sizes) == 2) {
		t <- wilcox_test(y ~ factor(x), distribution = "exact")
		return(list(p = as.numeric(pvalue(t)),
			    by = "coin::wilcox_test(exact)"))
	}
	if (!anyDuplicated(y)) {
		p <- law_of_j(sizes)
		v <- seq_along(p) - 1
		return(list(p = sum(p[abs(v - mean) >= abs(j - mean)]),
			    by = "dwilcox(), convolved"))
	}
	v <- all_j(y, sizes)
	list(p = mean(abs(v - mean) >= abs(j - mean) - 1e-9),
	     by = "all assignments")
}

expect_jonckheere <- function(command, x, y, exact, level = 0.95)
{
	sizes <- as.numeric(table(x))
	pairs <- (sum(sizes)^2 - sum(sizes^2)) / 2
	s <- sum(signs(x) * signs(y)) / 2
	k <- kendall_parts(x, y)
	j <- (s + pairs) / 2
	z <- unname(suppressWarnings(cor.test(x, y, method = "kendall",
					      exact = FALSE))$statistic)
	stopifnot(abs(z - s / sqrt(k[["var"]])) < 1e-9)
	p <- if (exact) exact_j(x, y, j) else
		list(p = 2 * pnorm(-abs(z)), by = "pnorm(z)")
	expect_row(command, "term=jonckheere_j", "sum of U, VarS of cor.test()",
	      n = c(length(x), 0), estimate = c(j, 0),
	      std_error = c(sqrt(k[["var"]]) / 2, 12),
	      statistic = c(s / sqrt(k[["var"]]), 12))
	expect_row(command, "term=jonckheere_j", p$by, p_value = c(p$p, 9),
	      method = c(paste0("=Jonckheere-Terpstra ", if (exact)
		      "exact given the ties" else
		      "normal with tie-corrected variance"), 0))
	d <- s / pairs
	e <- somers_error(x, y)
	ci <- if (abs(d) < 1) on_z_scale(d, e / (1 - d^2), level) else
		c(NA, NA)
	expect_row(command, "term=somers_d", "S/P and its jackknife error",
	      estimate = c(d, 12), p_value = c(p$p, 9),
	      std_error = c(if (abs(d) < 1) e else NA, 10),
	      conf_low = c(ci[1], 9), conf_high = c(ci[2], 9))
}

made <- function(name, x, y)
{
	at <- sample(length(x))
	write_input(paste0("trend_", name), "x,y", x[at], y[at])
}

jonckheere <- function(name, x, y, exact = TRUE)
	expect_jonckheere(paste("trend --y y --x x --method",
				"jonckheere-terpstra", made(name, x, y)),
			  x, y, exact)

# ------------------------------------------------------- shares and scores

expect_armitage <- function(command, score, y, level = 0.95)
{
	events <- tapply(y, score, sum)
	n <- tapply(y, score, length)
	at <- as.numeric(names(n))
	chi <- unname(prop.trend.test(events, n, at)$statistic)
	less <- as.numeric(statistic(independence_test(y ~ score)))
	fit <- unname(coef(lm(y ~ score))[2])
	z <- sign(fit) * sqrt(chi)
	stopifnot(abs(less^2 / chi - (sum(n) - 1) / sum(n)) < 1e-9)
	centred <- at - mean(score)
	p <- events / n
	se <- sqrt(sum(n * centred^2 * p * (1 - p))) / sum(n * centred^2)
	ci <- fit + c(-1, 1) * qnorm((1 + level) / 2) * se
	for (v in c("(N)", "(N - 1)")) {
		row <- paste0("method=Cochran-Armitage ", v, "*")
		s <- if (v == "(N)") z else sign(fit) * abs(less)
		expect_row(command, row, if (v == "(N)") "prop.trend.test()" else
		      "coin::independence_test()",
		      n = c(length(y), 0), statistic = c(s, 11),
		      p_value = c(2 * pnorm(-abs(s)), 9))
		expect_row(command, row, "coef(lm(y~score)), own variances",
		      estimate = c(fit, 11), std_error = c(se, 11),
		      conf_low = c(ci[1], 9), conf_high = c(ci[2], 9))
	}
}

counts <- function(name, dose, events, n, scores = "values")
{
	w <- c(events, n - events)
	path <- write_input(paste0("trend_", name), "dose,event,w",
			    rep(dose, 2)[w > 0],
			    rep(1:0, each = length(dose))[w > 0], w[w > 0])
	command <- paste("trend --y event --x dose --weight w --scores", scores,
			 "--method cochran-armitage,cochran-armitage-n-1",
			 path)
	score <- if (scores == "places") seq_along(dose) else dose
	expect_armitage(command, rep(rep(score, 2), c(events, n - events)),
			rep(rep(1:0, each = length(dose)),
			    c(events, n - events)))
}

expect_linear <- function(command, x, y, level = 0.95)
{
	r <- cor(x, y)
	z <- as.numeric(statistic(independence_test(y ~ x)))
	stopifnot(abs(abs(z) - abs(r) * sqrt(length(x) - 1)) < 1e-9)
	d <- data.frame(x = ordered(x), y = ordered(y))
	lbl <- as.numeric(statistic(lbl_test(y ~ x, d, scores = list(
		x = sort(unique(x)), y = sort(unique(y))))))
	stopifnot(abs(abs(z) - abs(lbl)) < 1e-9)
	e <- correlation_error(x, y)
	ci <- on_z_scale(r, e / (1 - r^2), level)
	expect_row(command, "term=score_correlation", "cor(), coin::lbl_test()",
	      estimate = c(r, 12), statistic = c(sign(r) * abs(z), 11),
	      p_value = c(2 * pnorm(-abs(z)), 9))
	expect_row(command, "term=score_correlation", "its jackknife error",
	      std_error = c(e, 10), conf_low = c(ci[1], 9),
	      conf_high = c(ci[2], 9))
}

linear <- function(name, x, y, scores = "values")
{
	command <- paste("trend --y y --x x --method linear-by-linear --scores",
			 scores, made(name, x, y))
	place <- function(v) as.numeric(factor(v))
	if (scores == "places")
		expect_linear(command, place(x), place(y))
	else
		expect_linear(command, x, y)
}

# ----------------------------------------------------------------- Page

permutations <- function(v)
{
	if (length(v) == 1)
		return(matrix(v))
	do.call(rbind, lapply(seq_along(v), function(i)
		cbind(v[i], permutations(v[-i]))))
}

# P(|T| >= |t|), T the sum of (2 j - k - 1) rank over blocks, all orders.
exact_page <- function(ranks, t)
{
	k <- ncol(ranks)
	c <- 2 * seq_len(k) - k - 1
	p <- c("0" = 1)
	for (b in seq_len(nrow(ranks))) {
		one <- permutations(2 * ranks[b, ] - k - 1) %*% c
		one <- table(one) / length(one)
		sum <- outer(as.numeric(names(p)), as.numeric(names(one)), "+")
		p <- tapply(c(outer(p, as.numeric(one))), c(sum), sum)
	}
	sum(p[abs(as.numeric(names(p))) >= abs(t)])
}

# y: one row a block, one column an x; NA: no value.
expect_page <- function(command, y, exact, level = 0.95)
{
	ok <- y[complete.cases(y), , drop = FALSE]
	n <- nrow(ok)
	k <- ncol(ok)
	ranks <- t(apply(ok, 1, rank))
	l <- sum(ranks %*% seq_len(k))
	centred <- ranks - (k + 1) / 2
	var <- sum((seq_len(k) - (k + 1) / 2)^2) * sum(centred^2) / (k - 1)
	z <- (l - n * k * (k + 1)^2 / 4) / sqrt(var)
	coin <- friedman_test(c(ok) ~ ordered(c(col(ok))) | factor(c(row(ok))))
	stopifnot(abs(abs(as.numeric(statistic(coin))) - abs(z)) < 1e-8)
	p <- if (exact) exact_page(ranks, 4 * (l - n * k * (k + 1)^2 / 4)) else
		as.numeric(pvalue(coin))
	expect_row(command, "term=page_l", "coin::friedman_test(ordered)",
	      n = c(n, 0), n_missing = c(nrow(y) - n, 0), estimate = c(l, 12),
	      std_error = c(sqrt(var), 12), statistic = c(z, 11))
	expect_row(command, "term=page_l", if (exact) "all orders of the ranks" else
	      "coin::friedman_test(ordered)", p_value = c(p, 9))
	rho <- c(centred %*% (seq_len(k) - (k + 1) / 2)) * 12 / (k^3 - k)
	if (length(unique(round(rho, 9))) == 1)
		return(invisible())
	t <- t.test(rho, conf.level = level)
	expect_row(command, "term=mean_rho", "t.test() of the blocks' rho",
	      estimate = c(snap(mean(rho), 1), 12),
	      std_error = c(t$stderr, 12), df = c(n - 1, 0),
	      p_value = c(t$p.value, 9), conf_low = c(max(-1, t$conf.int[1]), 9),
	      conf_high = c(min(1, t$conf.int[2]), 9))
}

page <- function(name, y, exact = TRUE, options = "")
{
	at <- sample(length(y))
	path <- write_input(paste0("trend_page_", name), "b,x,y",
			    sprintf("b%02d", c(row(y)))[at], c(col(y))[at],
			    ifelse(is.na(y), "", as.character(c(y)))[at])
	expect_page(paste0("trend --y y --x x --block b --method page ", path),
		    y, exact)
}

# ------------------------------------------------------------- courses

sen <- function(x, y)
{
	up <- upper.tri(diag(length(x)))
	dx <- outer(x, x, "-")[up]
	median((outer(y, y, "-")[up] / dx)[dx != 0])
}

expect_within <- function(command, row, id, x, y, slope, level = 0.95)
{
	ok <- !is.na(x) & !is.na(y)
	parts <- split(data.frame(x, y)[ok, ], factor(id)[ok])
	b <- vapply(parts, function(d)
		if (length(unique(d$x)) < 2) NA_real_ else
		if (slope == "sen") sen(d$x, d$y) else
		unname(coef(lm(y ~ x, d))[2]), 0)
	without <- sum(is.na(b))
	b <- b[!is.na(b)]
	# R: slopes that are equal or 0 may differ in the last digits
	b <- ifelse(abs(b) < 1e-12, 0, signif(b, 12))
	n <- length(b)
	t <- t.test(b, conf.level = level)
	expect_row(command, paste0(row, "term=mean_slope"),
	      if (slope == "sen") "t.test() of medians" else
	      "t.test() of coef(lm(y~x))",
	      n = c(n, 0), n_missing = c(without, 0),
	      estimate = c(mean(b), 10), std_error = c(t$stderr, 10),
	      statistic = c(t$statistic, 9), df = c(n - 1, 0),
	      p_value = c(t$p.value, 8), conf_low = c(t$conf.int[1], 9),
	      conf_high = c(t$conf.int[2], 9))
	k <- qbinom((1 - level) / 2, n, 0.5)
	if (2 * pbinom(k - 1, n, 0.5) > 1 - level)
		k <- k - 1
	sign <- binom.test(sum(b > 0), sum(b != 0))
	expect_row(command, paste0(row, "term=median_slope"),
	      "median(), sort(), binom.test()", estimate = c(median(b), 10),
	      statistic = c(sum(b > 0), 0), p_value = c(sign$p.value, 9),
	      conf_low = c(sort(b)[k], 10),
	      conf_high = c(sort(b)[n - k + 1], 10))
	w <- outer(b, b, "+") / 2
	signed <- wilcoxsign_test(b ~ rep(0, n), zero.method = "Wilcoxon",
				  distribution = "exact")
	q <- qsignrank((1 - level) / 2, n)
	walsh <- sort(w[upper.tri(w, TRUE)])
	if (q == 0)
		q <- 1
	expect_row(command, paste0(row, "term=pseudo_median_slope"),
	      "coin::wilcoxsign_test(exact), all means of two",
	      estimate = c(median(walsh), 10),
	      p_value = c(as.numeric(pvalue(signed)), 9),
	      conf_low = c(walsh[q], 10),
	      conf_high = c(walsh[length(walsh) + 1 - q], 10))
}

# -------------------------------------------------------------- series

# Hamed and Rao 1998, with the steps of modifiedmk::mmkh().
expect_serial <- function(command, x, y)
{
	means <- tapply(y, x, mean)
	at <- as.numeric(names(means))
	v <- as.numeric(means)
	n <- length(v)
	k <- kendall_parts(at, v)
	rest <- v - sen(at, v) * at
	# R: ties of residuals may differ in the last digits
	rest <- round(rest, 9)
	rho <- acf(rank(rest), lag.max = n - 1, plot = FALSE)$acf[-1]
	far <- abs(rho) > qnorm(0.975) / sqrt(n)
	i <- seq_len(n - 1)
	factor <- 1 + 2 / (n * (n - 1) * (n - 2)) *
		sum(((n - i) * (n - i - 1) * (n - i - 2) * rho)[far])
	s <- k[["s"]]
	z <- if (factor > 0)
		(s - sign(s)) / sqrt(k[["var"]] * factor) else NA
	expect_row(command, "term=tau", "acf(rank(y-Sen)), VarS corrected",
	      n = c(length(y), 0), estimate = c(k[["tau"]], 12),
	      statistic = c(z, 10), p_value = c(2 * pnorm(-abs(z)), 9))
	expect_row(command, "term=variance_factor", "acf(rank(y-Sen))",
	      estimate = c(factor, 10))
}

serial <- function(name, x, y)
	expect_serial(paste("trend --y y --x x --method hamed-rao",
			    made(paste0("serial_", name), x, y)), x, y)

# A matrix of years by months, NA: no value.
seasonal_parts <- function(m, year)
{
	k <- apply(m, 2, function(y) {
		ok <- !is.na(y)
		if (sum(ok) < 2)
			return(c(s = 0, var = 0, pairs = 0))
		k <- kendall_parts(year[ok], y[ok])
		c(s = k[["s"]], var = if (length(unique(y[ok])) > 1)
			k[["var"]] else 0,
		  pairs = if (is.nan(k[["tau"]])) 0 else
			  if (k[["s"]] == 0)
				  sqrt(choose(sum(ok), 2) * sum(outer(
					  y[ok], y[ok], "!=")) / 2) else
				  k[["s"]] / k[["tau"]])
	})
	n <- nrow(m)
	rank <- apply(m, 2, function(y) {
		r <- rank(y, na.last = "keep")
		ifelse(is.na(r), (sum(!is.na(y)) + 1) / 2, r)
	})
	up <- function(y) {
		s <- sign(outer(y, y, function(a, b) b - a))
		s[is.na(s)] <- 0
		s[upper.tri(s)]
	}
	covariance <- 0
	for (g in seq_len(ncol(m) - 1))
		for (h in (g + 1):ncol(m))
			covariance <- covariance +
				(sum(up(m[, g]) * up(m[, h])) +
				 4 * sum(rank[, g] * rank[, h]) -
				 n * (sum(!is.na(m[, g])) + 1) *
				 (sum(!is.na(m[, h])) + 1)) / 3
	slopes <- unlist(lapply(seq_len(ncol(m)), function(g) {
		dx <- outer(year, year, function(a, b) b - a)
		dy <- outer(m[, g], m[, g], function(a, b) b - a)
		v <- (dy / dx)[upper.tri(dx)]
		v[!is.na(v)]
	}))
	list(s = sum(k["s", ]), var = sum(k["var", ]),
	     dependent = sum(k["var", ]) + 2 * covariance,
	     pairs = sum(k["pairs", ]), slopes = sort(slopes), k = k)
}

expect_seasonal <- function(command, m, year, level = 0.95)
{
	m <- m[, colSums(!is.na(m)) > 0, drop = FALSE]
	k <- seasonal_parts(m, year)
	for (v in c("seasons independent", "covariances of the seasons")) {
		var <- if (v == "seasons independent") k$var else k$dependent
		at <- paste0(";method=seasonal Mann-Kendall (Hirsch-Slack), ",
			     v, "*")
		z <- (k$s - sign(k$s)) / sqrt(var)
		expect_row(command, paste0("term=seasonal_tau", at),
		      "sums over the months", estimate = c(k$s / k$pairs, 12),
		      statistic = c(z, 11), p_value = c(2 * pnorm(-abs(z)), 9))
		n <- length(k$slopes)
		c <- qnorm((1 + level) / 2) * sqrt(var)
		expect_row(command, paste0("term=slope_a_year", at),
		      "median of all slopes within a month",
		      estimate = c(median(k$slopes), 11),
		      conf_low = c(k$slopes[round((n - c) / 2)], 11),
		      conf_high = c(k$slopes[round((n + c) / 2 + 1)], 11))
	}
	ok <- k$k["var", ] > 0
	z <- (k$k["s", ] / sqrt(k$k["var", ]))[ok]
	chi <- sum(z^2) - length(z) * mean(z)^2
	invisible(c(chi, length(z) - 1))
}

seasonal <- function(name, m, year)
{
	day <- function(g, y) sprintf("%04d-%02d-%02d", y, g, 1 + (y * g) %% 28)
	ok <- which(!is.na(m))
	at <- sample(ok)
	path <- write_input(paste0("trend_seasonal_", name), "date,y",
			    day(col(m)[at], year[row(m)[at]]), m[at])
	command <- paste("trend --y y --x date --method",
			 "seasonal-mann-kendall,seasonal-dependent", path)
	same <- expect_seasonal(command, m, year)
	one <- paste("trend --y y --x date --method seasonal-mann-kendall",
		     path)
	expect_row(one, "term=same_in_months", "sum(z^2)-k*mean(z)^2",
	      statistic = c(same[1], 9), df = c(same[2], 0),
	      p_value = c(pchisq(same[1], same[2], lower.tail = FALSE), 8))
}

open_book()
set.seed(19540901)

# Hollander and Wolfe's piece-work, and heavy ties.
jonckheere("piecework", rep(1:3, each = 6),
	   c(40, 35, 38, 43, 44, 41, 38, 40, 47, 44, 40, 42, 48, 40, 45, 43, 46,
	     44))
jonckheere("heavy_ties", rep(1:3, each = 3), c(1, 2, 2, 2, 3, 3, 3, 4, 4))
jonckheere("untied", rep(1:3, c(4, 3, 5)), sample(100, 12))
jonckheere("four", rep(c(0, 1, 5, 10), c(2, 3, 3, 2)), sample(1:6, 10, TRUE))
jonckheere("unequal", rep(1:3, c(2, 5, 4)), sample(1:4, 11, TRUE))
jonckheere("perfect", rep(1:3, each = 3), 11:19)
jonckheere("against", rep(1:4, each = 2), 8:1)
jonckheere("two_tied", rep(0:1, c(15, 18)), sample(0:9, 33, TRUE))
jonckheere("two_grades", rep(0:1, c(40, 30)), sample(0:3, 70, TRUE))
jonckheere("two_untied", rep(0:1, c(12, 9)), sample(1000, 21))
jonckheere("sixty", rep(1:4, each = 15), sample(1e4, 60) + rep(0:3, each = 15) *
	   1500)
jonckheere("hundred", rep(1:5, each = 20), sample(1e5, 100))
jonckheere("singles", 1:20, sample(20))
jonckheere("five", rep(1:5, each = 2), c(1, 1, 2, 3, 2, 2, 3, 3, 3, 4))
jonckheere("many", rep(1:6, each = 50), sample(0:10, 300, TRUE) +
	   rep(c(0, 0, 1, 1, 2, 1), each = 50), FALSE)
jonckheere("many_untied", rep(1:3, each = 50), sample(1e6, 150), FALSE)

counts("order_shares", 1:3, c(2, 7, 15), c(40, 50, 48))
counts("doses", c(0, 0.5, 1, 2, 5), c(1, 3, 2, 9, 14), c(30, 28, 31, 29, 30))
counts("doses_places", c(0, 0.5, 1, 2, 5), c(1, 3, 2, 9, 14),
       c(30, 28, 31, 29, 30), "places")
counts("falling", c(10, 20, 40, 80), c(33, 21, 20, 4), c(50, 45, 52, 40))
counts("two_groups", 0:1, c(3, 11), c(20, 22))
counts("small", c(1, 2, 3), c(0, 1, 3), c(4, 5, 4))
counts("large", 1:6, c(410, 455, 520, 498, 610, 633),
       c(5000, 5210, 5105, 4990, 5203, 5050))
counts("negative", c(-2, -1, 0, 1, 2), c(5, 5, 6, 9, 8), c(12, 14, 13, 15, 12))

linear("lbl_values", sample(c(0, 1, 2, 4), 60, TRUE),
       sample(c(0, 1, 3), 60, TRUE))
x <- sample(1:5, 80, TRUE)
linear("lbl_related", x, pmax(0, x + sample(-2:2, 80, TRUE)))
linear("lbl_places", sample(c(0, 0.5, 2, 10), 50, TRUE),
       sample(c(1, 2, 7), 50, TRUE), "places")
linear("lbl_small", c(1, 1, 2, 2, 3, 3, 3), c(0, 1, 0, 1, 1, 1, 2))
linear("lbl_reals", round(rnorm(40), 3), round(rnorm(40), 2))
linear("lbl_heavy", rep(0:2, c(50, 10, 3)), sample(0:1, 63, TRUE))

# Hollander and Wolfe's strength of cotton, and others.
page("cotton", matrix(c(7.46, 7.68, 7.21, 7.17, 7.57, 7.80, 7.76, 7.73, 7.74,
			8.14, 8.15, 7.87, 7.63, 8.00, 7.93), 3))
page("three", matrix(sample(1:99, 30), 10))
page("four_ties", matrix(sample(0:3, 48, TRUE), 12))
page("six", matrix(sample(1:200, 42), 7))
page("trend", matrix(sample(0:9, 60, TRUE), 12) + rep(0:4, each = 12))
page("two", matrix(sample(0:5, 30, TRUE), 15))
page("one_block", matrix(c(3, 1, 4, 5, 9), 1))
page("missing", replace(matrix(sample(1:50, 45, TRUE), 15), c(3, 17, 44), NA))
page("seven", matrix(sample(0:6, 35, TRUE), 5))
page("wide", matrix(sample(1:1000, 12 * 14), 14), FALSE)

bdi <- read_data("psy_btheb")
each_group(bdi, "treatment", function(part, row)
	for (slope in c("ols", "sen"))
		expect_within(paste("trend --y bdi --x month --within",
				    "patient --by treatment --slope", slope,
				    "datasets/psy_btheb/data.csv"),
			      paste0(row, ";"), part$patient, part$month,
			      part$bdi, slope))
course <- function(name, id, x, y)
	for (slope in c("ols", "sen"))
		expect_within(paste("trend --y y --x x --within id --slope",
				    slope, write_input(paste0("trend_course_",
							      name),
						       "id,x,y", id, x, y)),
			      "", id, x, y, slope)
id <- rep(1:12, c(5, 4, 6, 2, 3, 1, 5, 5, 4, 3, 6, 4))
x <- sequence(c(5, 4, 6, 2, 3, 1, 5, 5, 4, 3, 6, 4))
course("twelve", sprintf("p%02d", id), x,
       round(50 - 3 * x + rnorm(12, 0, 6)[id] + rnorm(48, 0, 4), 1))
id <- rep(1:30, each = 4)
x <- round(runif(120, 0, 100), 1)
course("thirty", sprintf("p%02d", id), x,
       round(0.02 * x * rnorm(30)[id] + rnorm(120), 2))

ar <- function(n, a) as.numeric(stats::filter(rnorm(n), a, "recursive"))
serial("ar_high", 1:60, round(ar(60, 0.7) + 0.02 * 1:60, 3))
serial("ar_low", 1:100, round(ar(100, -0.5), 3))
serial("white", 1:30, round(rnorm(30), 3))
serial("ties", 1:48, sample(0:4, 48, TRUE))
serial("short", 1:8, c(3, 5, 4, 8, 7, 9, 12, 10))
serial("uneven", sort(sample(200, 50)), round(ar(50, 0.5), 3))
x <- rep(1:24, sample(1:4, 24, TRUE))
serial("repeated", x, round(ar(24, 0.6)[x] + rnorm(length(x), 0, 0.3), 2))

year <- 2001:2012
season <- matrix(10 * sin(1:12 / 2), 12, 12, byrow = TRUE)
seasonal("full", round(season + 0.2 * (year - 2000) + rnorm(144), 2), year)
seasonal("ties", round(season + 0.1 * (year - 2000) + rnorm(144)), year)
seasonal("dependent", round(season + ar(12, 0.5) * 2 + rnorm(144), 2), year)
seasonal("missing", replace(round(season + rnorm(144), 2),
			    sample(144, 40), NA), year)
m <- matrix(NA, 12, 12)
m[, c(3, 6, 9)] <- round(rnorm(36) + 0.3 * year - 600, 2)
seasonal("quarters", m, year)

close_book("trend_order.csv", paste("What txo trend must print for ordered",
				    "groups, blocks, courses and series."),
	   "coin")
