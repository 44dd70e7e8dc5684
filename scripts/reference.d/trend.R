# What txo trend must print for the data sets.
need("summary")

signs <- function(v)
	sign(outer(v, v, "-"))

# Kendall's S, its variance corrected for ties in x and y, tau-b, and the
# asymptotic error of tau-b (ASE1 of the SAS procedure FREQ; Brown and
# Benedetti 1977) written as a sum of squared deviations:
#   U_k = (2 w d_k + tau v_k) / w^2,  var = sum (U_k - mean U)^2.
kendall_parts <- function(x, y)
{
	n <- length(x)
	d <- rowSums(signs(x) * signs(y))
	s <- sum(d) / 2
	tx <- as.numeric(table(x))
	ty <- as.numeric(table(y))
	f <- function(t) sum(t * (t - 1) * (2 * t + 5))
	p2 <- function(t) sum(t * (t - 1))
	p3 <- function(t) sum(t * (t - 1) * (t - 2))
	var <- (n * (n - 1) * (2 * n + 5) - f(tx) - f(ty)) / 18 +
		p2(tx) * p2(ty) / (2 * n * (n - 1))
	if (n > 2)
		var <- var + p3(tx) * p3(ty) / (9 * n * (n - 1) * (n - 2))
	wr <- n^2 - sum(tx^2)
	wc <- n^2 - sum(ty^2)
	w <- sqrt(wr * wc)
	tau <- 2 * s / w
	nx <- tx[match(x, sort(unique(x)))]
	ny <- ty[match(y, sort(unique(y)))]
	g <- 2 * w * d + tau * (nx * wc + ny * wr)
	c(n = n, s = s, var = var, tau = tau,
	  ase = sqrt(sum((g - mean(g))^2)) / w^2,
	  sas = sqrt(max(0, sum(g^2) - n^3 * tau^2 * (wr + wc)^2)) / w^2,
	  ties = length(tx) < n || length(ty) < n)
}

# The same error by another way: tau-b as a function of the weights of the
# observations, differentiated by a complex step (right to the last digits);
# the infinitesimal jackknife variance is the sum of the squared derivatives.
# It agrees with both forms of the formula to 8 digits or more, or we stop.
check_ase <- function(x, y, k)
{
	n <- length(x)
	sg <- signs(x) * signs(y)
	same_x <- outer(x, x, "==") * 1
	same_y <- outer(y, y, "==") * 1
	tau <- function(w)
		sum(w * (sg %*% w)) / sqrt((sum(w)^2 - sum(w * (same_x %*% w))) *
					   (sum(w)^2 - sum(w * (same_y %*% w))))
	slope <- sapply(seq_len(n), function(i)
		Im(tau(replace(rep(1 + 0i, n), i, 1 + 1e-20i))) / 1e-20)
	ij <- sqrt(sum(slope^2))
	stopifnot(abs(ij - k[["ase"]]) < 1e-8 * ij,
		  abs(k[["sas"]] - k[["ase"]]) < 1e-8 * ij)
}

on_z_scale <- function(r, error, level)
	tanh(atanh(r) + c(-1, 1) * qnorm((1 + level) / 2) * error)

# Theil-Sen over all pairs of observations.
theil_sen <- function(x, y, var, level)
{
	up <- upper.tri(diag(length(x)))
	dx <- outer(x, x, "-")[up]
	dy <- outer(y, y, "-")[up]
	slopes <- sort((dy / dx)[dx != 0])
	if (length(slopes) == 0)
		return(NULL)
	many <- length(slopes)
	b <- median(slopes)
	c <- qnorm((1 + level) / 2) * sqrt(var)
	low <- round((many - c) / 2)
	high <- round((many + c) / 2 + 1)
	list(slope = b, intercept = snap(median(y - b * x), max(abs(y))),
	     low = if (low >= 1) slopes[low] else NA,
	     high = if (high <= many) slopes[high] else NA)
}

# Number of permutations of n with q inversions, as a share of all, summed:
# P(T <= q) for untied data.
kendall_below <- function(q, n)
{
	p <- 1
	for (k in seq_len(n)[-1])
		p <- rowSums(sapply(seq_len(k) - 1, function(s)
			c(rep(0, s), p, rep(0, k - 1 - s)))) / k
	sum(p[seq_len(q + 1)])
}

# R: above the middle cor.test takes 1 - P(T < q), which leaves few digits of a
# small p-value; by symmetry it is the lower tail of (x, -y). The counts of
# permutations must agree.
kendall_test <- function(x, y, k)
{
	n <- length(x)
	test <- function(y) suppressWarnings(
		cor.test(x, y, method = "kendall"))
	t <- test(y)
	stopifnot(abs(t$estimate - k[["tau"]]) < 1e-14)
	if (k[["ties"]] || n >= 50) {
		z <- k[["s"]] / sqrt(k[["var"]])
		stopifnot(abs(t$statistic - z) < 1e-10)
		return(list(statistic = z, digits = 12, p = t$p.value))
	}
	p <- if (k[["s"]] > 0) test(-y)$p.value else t$p.value
	q <- n * (n - 1) / 4 - abs(k[["s"]]) / 2
	stopifnot(abs(p - t$p.value) < 1e-13,
		  abs(p - min(1, 2 * kendall_below(round(q), n))) < 1e-13 * p)
	list(statistic = unname(t$statistic), digits = 0, p = p)
}

# R: the Edgeworth series for n of 10 and more falls below zero in the far tail
# and is cut to 0, where the true p-value is positive: no reference. There txo
# goes on with t (or 2 / n! for a perfect order), and so does this.
spearman_test <- function(x, y, ties)
{
	n <- length(x)
	t <- suppressWarnings(cor.test(x, y, method = "spearman"))
	r <- unname(t$estimate)
	if (ties || n > 1290)
		return(list(r = r, statistic = r / sqrt((1 - r^2) / (n - 2)),
			    digits = 12, p = t$p.value))
	s <- round(unname(t$statistic))
	r <- 1 - 6 * s / (n^3 - n)
	if (t$p.value > 0)
		return(list(r = r, statistic = s, digits = 0, p = t$p.value))
	if (abs(r) == 1)
		return(list(r = r, statistic = s, digits = 0,
			    p = 2 / factorial(n)))
	t <- r / sqrt((1 - r^2) / (n - 2))
	list(r = r, statistic = t, digits = 12, p = 2 * pt(-abs(t), n - 2))
}

expect_row <- function(command, row, source, ...)
{
	cells <- list(...)
	for (name in names(cells))
		expect(command, row, name, cells[[name]][1], cells[[name]][2],
		       source)
}

expect_ols <- function(command, row, x, y, level)
{
	if (min(x) == max(x)) {
		for (term in c("intercept", "slope"))
			expect_row(command, paste0(row, "term=", term,
				   ";method=ols*"), "lm(y~x): singular",
				   estimate = c(NA, 0), std_error = c(NA, 0),
				   p_value = c(NA, 0), conf_low = c(NA, 0))
		return(invisible())
	}
	fit <- lm(y ~ x)
	a <- suppressWarnings(coef(summary(fit)))
	ci <- suppressWarnings(confint(fit, level = level))
	perfect <- length(x) > 2 && max(abs(resid(fit))) < 1e-12 * max(abs(y))
	for (i in 1:2) {
		at <- paste0(row, "term=", c("intercept", "slope")[i],
			     ";method=ols*")
		expect_row(command, at, "coef(summary(lm(y~x)))",
			   estimate = c(snap(a[i, 1], max(abs(y))), 12))
		if (perfect || length(x) == 2) {
			expect_row(command, at, "no residual to estimate from",
				   statistic = c(NA, 0), p_value = c(NA, 0))
			next
		}
		expect_row(command, at, "coef(summary(lm(y~x)))",
			   std_error = c(a[i, 2], 12),
			   statistic = c(a[i, 3], 11),
			   df = c(length(x) - 2, 0), p_value = c(a[i, 4], 9))
		expect_row(command, at, "confint(lm(y~x))",
			   conf_low = c(ci[i, 1], 9),
			   conf_high = c(ci[i, 2], 9))
	}
}

expect_theil_sen <- function(command, row, x, y, var, level)
{
	t <- theil_sen(x, y, var, level)
	for (term in c("intercept", "slope")) {
		at <- paste0(row, "term=", term, ";method=Theil-Sen*")
		v <- if (is.null(t)) NA else t[[term]]
		expect_row(command, at, "median over all pairs",
			   estimate = c(v, 12))
	}
	if (!is.null(t) && var > 0)
		expect_row(command, at, "order statistics of all slopes",
			   conf_low = c(t$low, 12), conf_high = c(t$high, 12))
}

# Both tests on S: term tau.
expect_tau <- function(command, row, x, y, k, level)
{
	s <- k[["s"]]
	error <- k[["ase"]]
	tau <- k[["tau"]]
	ci <- c(NA, NA)
	if (abs(tau) > 1 - 1e-14) {
		error <- NA
	} else {
		ci <- on_z_scale(tau, error / (1 - tau^2), level)
		if (k[["n"]] <= 150)
			check_ase(x, y, k)
	}
	z <- if (s == 0) 0 else sign(s) * (abs(s) - 1) / sqrt(k[["var"]])
	t <- kendall_test(x, y, k)
	for (method in c("Mann-Kendall", "Kendall")) {
		at <- paste0(row, "term=tau;method=", method, "*")
		expect_row(command, at, "cor(x,y,method='kendall')",
			   estimate = c(tau, 12))
		if (method == "Kendall")
			expect_row(command, at,
				   "cor.test(x,y,method='kendall')",
				   statistic = c(t$statistic, t$digits),
				   p_value = c(t$p, 9))
		else
			expect_row(command, at, "(S-sign(S))/sqrt(VarS)",
				   statistic = c(z, 12),
				   p_value = c(2 * pnorm(-abs(z)), 9))
		expect_row(command, at, "Brown and Benedetti ASE1",
			   std_error = c(error, 12))
		expect_row(command, at, "tanh(atanh(tau)+-z*ASE1/(1-tau^2))",
			   conf_low = c(ci[1], 9), conf_high = c(ci[2], 9))
	}
}

expect_rho <- function(command, row, x, y, ties, level)
{
	n <- length(x)
	t <- spearman_test(x, y, ties)
	at <- paste0(row, "term=rho;method=Spearman*")
	expect_row(command, at, "cor.test(x,y,method='spearman')",
		   estimate = c(t$r, 12))
	perfect <- abs(t$r) > 1 - 1e-14
	if (!(perfect && ties))
		expect_row(command, at, "cor.test(x,y,method='spearman')",
			   statistic = c(t$statistic, t$digits))
	if (!(perfect && ties))
		expect_row(command, at, "cor.test(x,y,method='spearman')",
			   p_value = c(t$p, 9))
	ci <- c(NA, NA)
	if (!perfect && n >= 4)
		ci <- on_z_scale(t$r, sqrt((1 + t$r^2 / 2) / (n - 3)), level)
	expect_row(command, at, "tanh(atanh(r)+-z*sqrt((1+r^2/2)/(n-3)))",
		   std_error = c(NA, 0), conf_low = c(ci[1], 9),
		   conf_high = c(ci[2], 9))
}

expect_trend <- function(command, row, x, y, level = 0.95)
{
	ok <- !is.na(x) & !is.na(y)
	missing <- sum(!ok)
	x <- x[ok]
	y <- y[ok]
	if (row != "")
		row <- paste0(row, ";")
	expect_row(command, paste0(row, "term=slope;method=ols*"),
		   "complete.cases(x,y)", n = c(length(x), 0),
		   n_missing = c(missing, 0))
	expect_ols(command, row, x, y, level)
	k <- kendall_parts(x, y)
	expect_theil_sen(command, row, x, y, k[["var"]], level)
	if (is.nan(k[["tau"]])) {
		for (at in c("term=tau;method=Mann-Kendall*",
			     "term=tau;method=Kendall*",
			     "term=rho;method=Spearman*"))
			expect_row(command, paste0(row, at),
				   "a constant column", estimate = c(NA, 0),
				   p_value = c(NA, 0), conf_low = c(NA, 0))
		return(invisible())
	}
	expect_tau(command, row, x, y, k, level)
	expect_rho(command, row, x, y, k[["ties"]] == 1, level)
}

trend_checks <- function(name, by, y, x, level = 0.95)
{
	data <- read_data(name)
	path <- paste0("datasets/", name, "/data.csv")
	cmd <- paste0("trend ", if (length(by)) paste0("--by ", by, " "),
		      "--y ", y, " --x ", x,
		      if (level != 0.95) paste(" --level", level), " ", path)
	if (length(by) == 0)
		return(expect_trend(cmd, "", data[[x]], data[[y]], level))
	each_group(data, by, function(part, row)
		expect_trend(cmd, row, part[[x]], part[[y]], level))
}

open_book()
trend_checks("psy_btheb", "treatment", "bdi", "month")
trend_checks("psy_btheb", "treatment", "bdi", "month", 0.9)
trend_checks("derm_toenail", "treatment", "moderate_or_severe", "month")
trend_checks("derm_toenail", "treatment", "moderate_or_severe", "visit")
trend_checks("derm_wart_treatment", "treatment", "area_mm2", "age")
trend_checks("surv_melanoma", NULL, "thickness_mm", "age")
trend_checks("anorexia_prepost", "treatment", "post_lb", "pre_lb")
trend_checks("anorexia_prepost", "treatment", "post_lb", "pre_lb", 0.99)
trend_checks("student_sleep", NULL, "extra_hours", "drug")
close_book("trend.csv", "What txo trend must print for the data sets.",
	   c("e1071", "Hmisc"))
