# What txo compare must print for numbers in groups.
need("summary")
suppressMessages(library(coin))

# -------------------------------------------------- noncentral distributions

# R: pt() with ncp is right to 1e-12 or so and up to an ncp of 37.62, pf() with
# ncp to 1e-9, so that uniroot() has no more digits than that.
root <- function(f, low, high)
	uniroot(f, c(low, high), tol = 1e-15, maxiter = 10000)$root

ncp_t <- function(t, df, level)
	sapply(c(1 + level, 1 - level) / 2, function(p)
		root(function(d) pt(t, df, d) - p, t - 12, t + 12))

ncp_f <- function(f, df1, df2, level)
	sapply(c(1 + level, 1 - level) / 2, function(p) {
		g <- function(l) pf(f, df1, df2, l) - p
		if (g(0) < 0) 0 else root(g, 0, 40 * df1 * f + 100)
	})

# ------------------------------------------------------------------ two groups

# Hedges's J by its definition; R: gamma() overflows, so beyond df 300 lgamma().
hedges_j <- function(df)
	if (df < 300) gamma(df / 2) / (sqrt(df / 2) * gamma((df - 1) / 2)) else
		exp(lgamma(df / 2) - lgamma((df - 1) / 2) - log(df / 2) / 2)

# The interval of Newcombe 2006, method 5, by roots of its own definition.
newcombe <- function(theta, m, n, level)
{
	z <- qnorm((1 + level) / 2)
	s <- (m + n) / 2 - 1
	v <- function(t) t * (1 - t) * (1 + s * (1 - t) / (2 - t) +
					s * t / (1 + t)) / (m * n)
	f <- function(t) theta - t - z * sqrt(v(t))
	g <- function(t) t - theta - z * sqrt(v(t))
	# V is 0 at 0 and 1, which is no root that is meant
	c(if (theta == 0) 0 else root(f, 0, min(theta, 1 - 1e-9)),
	  if (theta == 1) 1 else root(g, max(theta, 1e-9), 1))
}

# W and its two-sided p-value. R: wilcox.test() has no exact p-value with ties;
# coin does, as the probability of a statistic as far from its mean or farther.
rank_sum <- function(a, b)
{
	g <- factor(rep(c("a", "b"), c(length(a), length(b))))
	w <- suppressWarnings(wilcox.test(a, b, exact = FALSE,
					  correct = FALSE))
	if (length(g) > 200)
		return(list(w = w$statistic, p = w$p.value))
	test <- wilcox_test(c(a, b) ~ g, distribution = "exact")
	list(w = w$statistic, p = as.numeric(pvalue(test)))
}

# The shift and its interval. Without ties this is what wilcox.test() has
# (checked here); with ties it is the same order statistics.
shift <- function(a, b, level)
{
	d <- sort(round(outer(a, b, "-"), 9))
	m <- length(a)
	n <- length(b)
	if (m + n <= 200) {
		q <- qwilcox((1 - level) / 2, m, n)
		if (q == 0 && pwilcox(0, m, n) <= (1 - level) / 2 + 1e-14)
			q <- 1
	} else {
		q <- floor(m * n / 2 - qnorm((1 + level) / 2) *
			   sqrt(m * n * (m + n + 1) / 12) + 0.5)
	}
	ci <- if (q < 1) c(NA, NA) else c(d[q], d[m * n + 1 - q])
	if (m + n < 50 && !anyDuplicated(c(a, b)) && q >= 1) {
		r <- wilcox.test(a, b, conf.int = TRUE, conf.level = level,
				 exact = TRUE)
		stopifnot(abs(r$conf.int - ci) < 1e-9,
			  abs(r$estimate - median(d)) < 1e-9)
	}
	c(median(d), ci)
}

cells <- function(command, row, source, ...)
{
	all <- list(...)
	for (name in names(all))
		expect(command, row, name, all[[name]][1], all[[name]][2],
		       source)
}

t_cells <- function(command, row, a, b, equal, level)
{
	t <- t.test(a, b, var.equal = equal, conf.level = level)
	cells(command, row, if (equal) "t.test(a,b,var.equal=TRUE)" else
		"t.test(a,b)",
	      n = c(length(a) + length(b), 0),
	      estimate = c(snap(mean(a) - mean(b), max(abs(c(a, b)))), 11),
	      std_error = c(t$stderr, 12), statistic = c(t$statistic, 11),
	      df = c(t$parameter, 12), p_value = c(t$p.value, 10),
	      conf_low = c(t$conf.int[1], 9), conf_high = c(t$conf.int[2], 9))
}

effect_cells <- function(command, row, a, b, level)
{
	m <- length(a)
	n <- length(b)
	sd2 <- ((m - 1) * var(a) + (n - 1) * var(b)) / (m + n - 2)
	d <- (mean(a) - mean(b)) / sqrt(sd2)
	k <- sqrt(m * n / (m + n))
	ci <- ncp_t(d * k, m + n - 2, level) / k
	cells(command, paste0("term=hedges_g", row),
	      "gamma() for J; uniroot() of pt(t,df,ncp)",
	      estimate = c(hedges_j(m + n - 2) * d, 11),
	      conf_low = c(ci[1], 8), conf_high = c(ci[2], 8))
	g <- (mean(a) - mean(b)) / sd(b)
	# R: escalc(measure="SMD1H") of metafor 3.8 has n for n - 1.
	se <- sqrt(g^2 / (2 * (n - 1)) + var(a) / var(b) / (m - 1) + 1 / (n - 1))
	z <- qnorm((1 + level) / 2)
	cells(command, paste0("term=glass_delta", row), "Bonett 2008 by hand",
	      estimate = c(g, 11), std_error = c(se, 12),
	      conf_low = c(g - z * se, 9), conf_high = c(g + z * se, 9))
}

rank_cells <- function(command, row, a, b, level)
{
	r <- rank_sum(a, b)
	s <- shift(a, b, level)
	m <- length(a)
	n <- length(b)
	theta <- unname(r$w) / (m * n)
	ci <- newcombe(theta, m, n, level)
	at <- paste0("term=shift", row)
	cells(command, at, "wilcox.test(a,b)$statistic",
	      statistic = c(r$w, 0))
	cells(command, at, if (m + n <= 200)
		"coin::wilcox_test(distribution='exact')" else
		"wilcox.test(exact=FALSE,correct=FALSE)", p_value = c(r$p, 11))
	cells(command, at, "order statistics of outer(a,b,'-')",
	      estimate = c(s[1], 12), conf_low = c(s[2], 12),
	      conf_high = c(s[3], 12))
	cells(command, paste0("term=superiority", row),
	      "W/(m*n); uniroot() of Newcombe 2006, method 5",
	      estimate = c(theta, 12), conf_low = c(ci[1], 9),
	      conf_high = c(ci[2], 9))
	cells(command, paste0("term=cliffs_delta", row),
	      "mean(sign(outer(a,b,'-')))",
	      estimate = c(snap(mean(sign(outer(a, b, "-"))), 1), 11),
	      conf_low = c(2 * ci[1] - 1, 8), conf_high = c(2 * ci[2] - 1, 8))
}

# contrast: nothing where there is but one pair.
pair_checks <- function(command, contrast, a, b, level = 0.95)
{
	row <- if (contrast == "") "" else paste0(";contrast=", contrast)
	if (length(a) > 1 && length(b) > 1)
		t_cells(command, paste0("term=mean_difference;method=Welch*",
			row), a, b, FALSE, level)
	t_cells(command, paste0("term=mean_difference;method=Student*", row), a,
		b, TRUE, level)
	if (length(a) > 1 && length(b) > 1)
		effect_cells(command, row, a, b, level)
	rank_cells(command, row, a, b, level)
}

# ----------------------------------------------------------------- many groups

many_checks <- function(command, y, g, level = 0.95)
{
	k <- nlevels(g)
	n <- length(y)
	a <- anova(lm(y ~ g))
	f <- a[1, 4]
	at <- "term=equal_means;method=analysis*"
	cells(command, at, "anova(lm(y~g))", n = c(n, 0),
	      statistic = c(f, 11), df = c(k - 1, 0),
	      df_residual = c(n - k, 0), p_value = c(a[1, 5], 10))
	if (min(table(g)) > 1) {
		w <- oneway.test(y ~ g)
		at <- "term=equal_means;method=Welch*"
		cells(command, at, "oneway.test()",
		      statistic = c(w$statistic, 11), df = c(k - 1, 0),
		      df_residual = c(w$parameter[2], 11),
		      p_value = c(w$p.value, 10))
	}
	ssb <- a[1, 2]
	sst <- sum(a[, 2])
	mse <- a[2, 3]
	l <- ncp_f(f, k - 1, n - k, level)
	ci <- l / (l + n)
	cells(command, "term=eta_squared", "anova(lm()); uniroot() of pf(ncp)",
	      estimate = c(ssb / sst, 11), conf_low = c(ci[1], 7),
	      conf_high = c(ci[2], 7))
	cells(command, "term=omega_squared", "from anova(lm())",
	      estimate = c((ssb - (k - 1) * mse) / (sst + mse), 10),
	      conf_low = c(ci[1], 7), conf_high = c(ci[2], 7))
	cells(command, "term=epsilon_squared", "from anova(lm())",
	      estimate = c((ssb - (k - 1) * mse) / sst, 10),
	      conf_low = c(ci[1], 7), conf_high = c(ci[2], 7))
	h <- kruskal.test(y, g)
	cells(command, "term=rank_epsilon_squared", "kruskal.test()",
	      statistic = c(h$statistic, 11), df = c(k - 1, 0),
	      p_value = c(h$p.value, 10),
	      estimate = c(h$statistic / (n - 1), 11))
}

level_checks <- function(command, y, g, level = 0.95)
	for (l in levels(g)) {
		v <- y[g == l]
		t <- if (length(v) > 1 && var(v) > 0)
			t.test(v, conf.level = level) else
			list(stderr = NA, conf.int = c(NA, NA))
		cells(command, paste0("term=mean;level=", l), "t.test(y)",
		      n = c(length(v), 0), estimate = c(mean(v), 11),
		      std_error = c(t$stderr, 11), conf_low = c(t$conf.int[1], 9),
		      conf_high = c(t$conf.int[2], 9))
		cells(command, paste0("term=median;level=", l), "median(y)",
		      estimate = c(median(v), 12))
	}

# ---------------------------------------------------------------------- tables

two <- "welch,student,rank-sum"
many <- "anova,welch-anova,kruskal-wallis"

# g: a factor whose first level is the reference.
table_checks <- function(path, options, y, g, level = 0.95)
{
	ok <- !is.na(y) & !is.na(g)
	y <- y[ok]
	g <- factor(g[ok])
	l <- levels(g)
	command <- paste("compare", options,
			 if (level != 0.95) paste("--level", level), path)
	if (length(l) == 2)
		pair_checks(command, "", y[g == l[2]], y[g == l[1]], level)
	else
		for (b in l[-1])
			pair_checks(command, paste(b, "-", l[1]), y[g == b],
				    y[g == l[1]], level)
	level_checks(command, y, g, level)
	many_checks(command, y, g, level)
}

data_checks <- function(name, y, by, more = "", level = 0.95)
{
	data <- read_data(name)
	options <- paste0("--y ", y, " --between ", by, " --test ", two, ",",
			  many, if (more != "") " ", more)
	table_checks(paste0("datasets/", name, "/data.csv"), options, data[[y]],
		     factor(data[[by]], sort(unique(data[[by]]),
					     method = "radix")), level)
}

made_checks <- function(name, g, y, level = 0.95)
{
	path <- write_input(paste0("compare_", name), "g,y", g, y)
	table_checks(path, paste0("--y y --between g --test ", two, ",", many),
		     as.numeric(y), factor(g), level)
}

generated_checks <- function()
{
	set.seed(19450612)
	groups <- function(n) rep(letters[seq_along(n)], n)
	for (n in list(c(3, 4), c(5, 2), c(7, 9), c(12, 5)))
		made_checks(paste(c("plain", n), collapse = "_"), groups(n),
			    sample(1:200, sum(n)))
	for (n in list(c(6, 5), c(10, 14), c(30, 25)))
		made_checks(paste(c("grades", n), collapse = "_"), groups(n),
			    sample(0:4, sum(n), TRUE))
	made_checks("decimals24", groups(c(11, 13)),
		    sprintf("%.2f", rnorm(24, 0, 5)), 0.9)
	made_checks("level99", groups(c(9, 12)), sample(1:60, 21), 0.99)
	made_checks("ties200", groups(c(100, 100)), sample(0:30, 200, TRUE))
	made_checks("uneven200", groups(c(20, 180)),
		    sprintf("%.1f", rexp(200)))
	made_checks("ties201", groups(c(100, 101)),
		    c(sample(0:30, 100, TRUE), sample(3:33, 101, TRUE)))
	made_checks("one_and_six", groups(c(1, 6)), c(9, 1:6))
	made_checks("apart10", groups(c(4, 6)), c(1:4, 11:16))
	made_checks("shifted", groups(c(8, 8)), 1e9 + sample(1:99, 16) / 4)
	made_checks("three", groups(c(8, 6, 9)),
		    sprintf("%.1f", rnorm(23, rep(c(0, 1, 3), c(8, 6, 9)))))
	made_checks("five_grades", groups(c(12, 9, 4, 15, 7)),
		    sample(1:4, 47, TRUE))
	made_checks("four_uneven", groups(c(3, 40, 2, 11)),
		    sprintf("%.3f", rlnorm(56)))
}

open_book()
generated_checks()
data_checks("melasma_txa_oral_vs_id", "response_score", "group")
data_checks("melasma_txa_oral_vs_id", "response_score", "group",
	    level = 0.9)
data_checks("student_sleep", "extra_hours", "drug")
data_checks("anorexia_prepost", "post_lb", "treatment")
data_checks("derm_wart_treatment", "area_mm2", "treatment")
data_checks("derm_wart_treatment", "area_mm2", "wart_type")
data_checks("derm_wart_treatment", "wart_count", "cured")
data_checks("surv_melanoma", "thickness_mm", "ulcer")
data_checks("psy_btheb", "bdi", "treatment", "--collapse rows")
close_book("compare.csv", "What txo compare must print for numbers in groups.",
	   "coin")
