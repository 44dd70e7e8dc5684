# What txo compare must print for all pairs of groups, and for permutations.
need("compare")
library(multcomp)

pair_row <- function(method, term, a, b)
	sprintf("term=%s;method=%s*;contrast=%s - %s", term, method, a, b)

# R: ptukey() errs by some 1e-9 and more in its tail, qtukey() ends its search
# early. Where all digits are asked for, the studentized range is integrated
# here once more: P(range > w) of k normal variables over its largest one, and
# the mean of that over the standard deviation, both on an even grid.
range_tail <- function(w, k)
	vapply(w, function(w) {
		z <- seq(w / 2 - 10, w / 2 + 12, by = 0.1)
		r <- pnorm(z - w) / pnorm(z)
		sum(0.1 * k * dnorm(z) * pnorm(z)^(k - 1) *
		    -expm1((k - 1) * log1p(-pmin(r, 1 - 1e-16))), na.rm = TRUE)
	}, 0)

studentized <- function(q, k, df)
{
	s <- 1 / sqrt(2 * df)
	u <- seq(-min(12 * s + 45 / df, 60), min(12 * s, log(1 + 12 / sqrt(df))),
		 length.out = 800)
	h <- exp(log(2) + df / 2 * log(df / 2) - lgamma(df / 2) + df * u -
		 df / 2 * exp(2 * u))
	p <- sum(h * range_tail(q * exp(u), k)) * (u[2] - u[1])
	r <- ptukey(q, k, df, lower.tail = FALSE)
	stopifnot(df < 3 || abs(p - r) < 1e-6)
	p
}

studentized_quantile <- function(level, k, df)
{
	q <- qtukey(level, k, df)
	root(function(q) studentized(q, k, df) - (1 - level), q - 0.01,
	     q + 0.01)
}

range_cells <- function(command, row, source, d, se, df, k, level)
{
	t <- d / se
	half <- studentized_quantile(level, k, df) / sqrt(2) * se
	cells(command, row, source, estimate = c(snap(d, se), 10),
	      std_error = c(se, 11), statistic = c(snap(t, 1), 10),
	      df = c(df, 11), p_value = c(2 * pt(-abs(t), df), 9))
	cells(command, row, "integrals; ptukey() has 6 digits after the point",
	      p_adjusted = c(studentized(abs(t) * sqrt(2), k, df), 9),
	      conf_low = c(d - half, 8), conf_high = c(d + half, 8))
}

tukey_checks <- function(command, y, g, level)
{
	fit <- aov(y ~ g)
	df <- fit$df.residual
	mse <- sum(fit$residuals^2) / df
	r <- TukeyHSD(fit, conf.level = level)$g
	glht <- summary(glht(fit, mcp(g = "Tukey")))$test
	l <- levels(g)
	for (i in seq_along(l))
		for (j in seq_len(i - 1)) {
			a <- y[g == l[i]]
			b <- y[g == l[j]]
			at <- paste0(l[i], "-", l[j])
			d <- mean(a) - mean(b)
			se <- sqrt(mse * (1 / length(a) + 1 / length(b)))
			glht_at <- paste(l[i], "-", l[j])
			stopifnot(abs(r[at, 1] - d) < 1e-9 * (se + abs(d)),
				  abs(glht$sigma[glht_at] / se - 1) < 1e-9)
			row <- pair_row("Tukey", "mean_difference", l[i], l[j])
			range_cells(command, row,
				    "TukeyHSD(), multcomp::glht()", d, se, df,
				    length(l), level)
		}
}

games_howell_checks <- function(command, y, g, level)
{
	l <- levels(g)
	for (i in seq_along(l))
		for (j in seq_len(i - 1)) {
			t <- t.test(y[g == l[i]], y[g == l[j]])
			row <- pair_row("Games-Howell", "mean_difference",
					l[i], l[j])
			range_cells(command, row, "t.test()",
				    unname(t$estimate[1] - t$estimate[2]),
				    t$stderr, unname(t$parameter), length(l),
				    level)
		}
}

dunn_checks <- function(command, y, g)
{
	n <- length(y)
	r <- rank(y)
	ties <- table(y)
	s2 <- n * (n + 1) / 12 - sum(ties^3 - ties) / (12 * (n - 1))
	l <- levels(g)
	row <- c()
	z <- c()
	for (i in seq_along(l))
		for (j in seq_len(i - 1)) {
			a <- r[g == l[i]]
			b <- r[g == l[j]]
			se <- sqrt(s2 * (1 / length(a) + 1 / length(b)))
			at <- pair_row("Dunn", "rank_difference", l[i], l[j])
			d <- mean(a) - mean(b)
			cells(command, at, "rank(); Dunn 1964 by hand",
			      estimate = c(snap(d, n), 11),
			      std_error = c(se, 12),
			      statistic = c(snap(d / se, 1), 11))
			row <- c(row, at)
			z <- c(z, d / se)
		}
	p <- 2 * pnorm(-abs(z))
	for (i in seq_along(row))
		cells(command, row[i], "2*pnorm(); p.adjust(p,'holm')",
		      p_value = c(p[i], 10),
		      p_adjusted = c(p.adjust(p, "holm")[i], 10))
}

all_pairs <- function(path, options, y, g, level = 0.95)
{
	command <- paste("compare", options, "--test tukey,games-howell,dunn",
			 if (level != 0.95) paste("--level", level), path)
	tukey_checks(command, y, g, level)
	games_howell_checks(command, y, g, level)
	dunn_checks(command, y, g)
}

made_pairs <- function(name, g, y, level = 0.95)
{
	at <- sample(length(g))
	path <- write_input(paste0("pairs_", name), "g,y", g[at], y[at])
	all_pairs(path, "--y y --between g", as.numeric(y), factor(g), level)
}

# ---------------------------------------------------------------- permutations

# All ways to part y into groups of these sizes.
by_all_ways <- function(y, g)
{
	l <- levels(g)
	x <- y - mean(y)
	between <- function(parts)
		sum(vapply(parts, function(i) sum(x[i])^2 / length(i), 0))
	seen <- between(split(seq_along(y), g))
	hits <- 0
	all <- 0
	part <- function(left, parts) {
		k <- length(parts) + 1
		if (k == length(l)) {
			all <<- all + 1
			hits <<- hits + (between(c(parts, list(left))) >=
					 seen - 1e-9 * (1 + seen))
			return(invisible())
		}
		m <- combn(length(left), sum(g == l[k]))
		for (i in seq_len(ncol(m)))
			part(left[-m[, i]], c(parts, list(left[m[, i]])))
	}
	part(seq_along(y), list())
	hits / all
}

permutation_checks <- function(path, options, y, g)
{
	command <- paste("compare", options, "--test permutation", path)
	two <- nlevels(g) == 2
	row <- if (two) "term=mean_difference" else "term=equal_means"
	# the sign is that of the second group less the first
	s <- statistic(oneway_test(y ~ g))
	source <- "coin::oneway_test()"
	cells(command, row, source, n = c(length(y), 0),
	      statistic = c(if (two) -s else s, 11))
	if (!two)
		cells(command, row, source, df = c(nlevels(g) - 1, 0))
	small <- length(y) <= 12
	p <- if (small) by_all_ways(y, g)
	if (two) {
		e <- as.numeric(pvalue(oneway_test(y ~ g,
						   distribution = "exact")))
		stopifnot(!small || abs(p - e) < 1e-9)
		p <- e
	}
	if (!is.null(p))
		cells(command, row, if (two)
			"coin::oneway_test(distribution='exact')" else
			"all ways by combn()", p_value = c(p, 11))
}

made_permutation <- function(name, n, y)
{
	g <- factor(rep(letters[seq_along(n)], n))
	at <- sample(length(y))
	path <- write_input(paste0("permutation_", name), "g,y", g[at], y[at])
	permutation_checks(path, "--y y --between g", y, g)
}

open_book()
set.seed(19530401)
made_pairs("three", rep(letters[1:3], c(6, 5, 8)), sample(1:60, 19))
made_pairs("grades", rep(letters[1:4], c(9, 12, 5, 7)),
	   sample(0:4, 33, TRUE))
made_pairs("five", rep(letters[1:5], each = 7),
	   sprintf("%.1f", rnorm(35, rep(0:4, each = 7))), 0.9)
made_pairs("far", rep(letters[1:3], c(12, 12, 12)),
	   sprintf("%.2f", rnorm(36, rep(c(0, 2, 6), each = 12))), 0.99)
made_pairs("uneven", rep(letters[1:3], c(4, 30, 11)),
	   sprintf("%.3f", rlnorm(45)))
d <- read_data("anorexia_prepost")
all_pairs("datasets/anorexia_prepost/data.csv",
	  "--y post_lb --between treatment", d$post_lb, factor(d$treatment))
d <- d[order(d$treatment), ]
made_permutation("four_five", c(4, 5), sample(1:30, 9))
made_permutation("ties", c(5, 6), sample(0:3, 11, TRUE))
made_permutation("one_and_eight", c(1, 8), c(9, 1, 2, 2, 3, 4, 5, 7, 9))
made_permutation("decimals", c(10, 8), round(rnorm(18, 5), 1))
made_permutation("grades200", c(90, 110), sample(0:10, 200, TRUE))
made_permutation("uneven", c(3, 40), sample(0:50, 43, TRUE))
made_permutation("three", c(3, 3, 4), sample(0:9, 10, TRUE))
made_permutation("four", c(2, 3, 2, 2), sample(0:5, 9, TRUE))
made_permutation("three_decimals", c(4, 3, 3), round(runif(10), 2))
d <- read_data("melasma_txa_oral_vs_id")
permutation_checks("datasets/melasma_txa_oral_vs_id/data.csv",
		   "--y response_score --between group", d$response_score,
		   factor(d$group))
close_book("compare_pairs.csv",
	   "What txo compare must print for all pairs, and for permutations.",
	   c("coin", "multcomp"))
