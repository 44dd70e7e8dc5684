# What txo change must print for the data sets and for generated pairs.
suppressPackageStartupMessages(library(coin))

# Decimals as they are written have differences with as few decimals.
change_of <- function(pre, post)
	round(post - pre, 9)

# ------------------------------------------------------------ signed rank

# Ranks of |d|, zeros ranked or not, and V, the sum of those of d > 0.
ranks_of <- function(d, zeros)
{
	if (zeros == "Wilcoxon")
		d <- d[d != 0]
	list(r = rank(abs(d))[d != 0], v = sum(rank(abs(d))[d > 0]))
}

# The distribution of V over all assignments of signs, one by one.
signed_by_force <- function(k)
{
	n <- length(k$r)
	if (n == 0)
		return(1)
	signs <- as.matrix(expand.grid(rep(list(0:1), n)))
	v <- as.vector(signs %*% k$r)
	middle <- sum(k$r) / 2
	mean(abs(v - middle) >= abs(k$v - middle) - 1e-9)
}

signed_exact <- function(d, zeros)
	as.vector(pvalue(wilcoxsign_test(d ~ rep(0, length(d)),
					 distribution = "exact",
					 zero.method = zeros)))

signed_normal <- function(d, zeros)
	as.vector(pvalue(wilcoxsign_test(d ~ rep(0, length(d)),
					 distribution = "asymptotic",
					 zero.method = zeros)))

signed_test <- function(d, zeros)
{
	k <- ranks_of(d, zeros)
	ranked <- if (zeros == "Pratt") length(d) else length(k$r)
	if (length(k$r) == 0)
		return(list(v = 0, p = 1, source = "no change: certain"))
	if (ranked > 200)
		return(list(v = k$v, p = signed_normal(d, zeros),
			    source = "coin::wilcoxsign_test, asymptotic"))
	p <- signed_exact(d, zeros)
	if (length(k$r) <= 12)
		stopifnot(abs(p - signed_by_force(k)) < 1e-12)
	list(v = k$v, p = p, source = "coin::wilcoxsign_test, exact")
}

# --------------------------------------------------------- pseudo-median

# R: wilcox.test() drops zeros, and gives up the exact interval with ties; so
# all means of two are sorted. Where it does the same, it must agree.
pseudo_median <- function(d, level)
{
	n <- length(d)
	w <- outer(d, d, "+") / 2
	w <- sort(round(w[upper.tri(w, diag = TRUE)], 10))
	m <- length(w)
	if (n <= 200) {
		q <- qsignrank((1 - level) / 2, n)
	} else {
		q <- floor(m / 2 - qnorm((1 + level) / 2) *
			   sqrt(n * (n + 1) * (2 * n + 1) / 24))
	}
	ends <- if (q < 1) c(NA, NA) else w[c(q, m + 1 - q)]
	if (n < 50 && q >= 1 && all(d != 0) && !anyDuplicated(abs(d))) {
		r <- wilcox.test(d, conf.int = TRUE, conf.level = level)
		stopifnot(abs(r$conf.int - ends) < 1e-9,
			  abs(r$estimate - median(w)) < 1e-9)
	}
	c(median(w), ends)
}

# --------------------------------------------------------------- effects

# Limits of the noncentrality of t, over sqrt(n). R: pt() with ncp has some 10
# digits.
d_limits <- function(t, n, level)
{
	tail <- (1 - level) / 2
	f <- function(ncp, below, p)
		suppressWarnings(pt(t, n - 1, ncp, lower.tail = below)) - p
	find <- function(below)
		uniroot(f, c(t - 9, t + 9), below = below, p = tail,
			extendInt = "yes", tol = 1e-13)$root
	c(find(FALSE), find(TRUE)) / sqrt(n)
}

# Fieller's interval of mean(d) / mean(x): the roots of a quadratic.
fieller <- function(x, d, level)
{
	n <- length(x)
	q <- qt((1 + level) / 2, n - 1)^2 / n
	a <- mean(x)^2 - q * var(x)
	b <- mean(x) * mean(d) - q * cov(x, d)
	c <- mean(d)^2 - q * var(d)
	if (a <= 0)
		return(c(NA, NA))
	(b + c(-1, 1) * sqrt(b^2 - a * c)) / a * 100
}

# ------------------------------------------------------------ expectations

expect_row <- function(command, row, source, ...)
{
	cells <- list(...)
	for (name in names(cells))
		expect(command, row, name, cells[[name]][1], cells[[name]][2],
		       source)
}

# All rows of one set of pairs. row selects it: "" or "level=x;".
expect_signed <- function(command, row, d, zeros)
{
	s <- signed_test(d, zeros)
	expect_row(command, paste0(row, "term=signed_rank"), s$source,
		   statistic = c(s$v, 0), p_value = c(s$p, 12),
		   n_zero = c(sum(d == 0), 0))
}

expect_ranks <- function(command, row, d, level = 0.95)
{
	expect_signed(command, row, d, "Wilcoxon")
	expect_signed(paste(command, "--zeros pratt"), row, d, "Pratt")
	h <- pseudo_median(d, level)
	expect_row(command, paste0(row, "term=pseudo_median"),
		   "order statistics of all means of two",
		   estimate = c(h[1], 14), conf_low = c(h[2], 14),
		   conf_high = c(h[3], 14))
	up <- sum(d > 0)
	some <- sum(d != 0)
	b <- if (some) binom.test(up, some, conf.level = level)
	expect_row(command, paste0(row, "term=sign"), "binom.test",
		   estimate = c(if (some) up / some else NA, 15),
		   statistic = c(up, 0),
		   p_value = c(if (some) b$p.value else 1, 12),
		   conf_low = c(if (some) b$conf.int[1] else NA, 9),
		   conf_high = c(if (some) b$conf.int[2] else NA, 9),
		   n_positive = c(up, 0), n_negative = c(sum(d < 0), 0))
}

expect_means <- function(command, row, pre, post, level = 0.95)
{
	d <- change_of(pre, post)
	n <- length(d)
	at <- function(term) paste0(row, "term=", term)
	for (k in list(list("before", pre), list("after", post))) {
		t <- t.test(k[[2]], conf.level = level)
		expect_row(command, at(paste0("mean_", k[[1]])), "t.test",
			   estimate = c(t$estimate, 13),
			   std_error = c(t$stderr, 12),
			   conf_low = c(t$conf.int[1], 11),
			   conf_high = c(t$conf.int[2], 11))
	}
	t <- t.test(d, conf.level = level)
	expect_row(command, at("mean_change"), "t.test",
		   n = c(n, 0), estimate = c(snap(t$estimate, max(abs(d))), 12),
		   std_error = c(t$stderr, 12), statistic = c(t$statistic, 11),
		   df = c(t$parameter, 0), p_value = c(t$p.value, 10),
		   conf_low = c(t$conf.int[1], 11),
		   conf_high = c(t$conf.int[2], 11))
	tail <- c((1 + level) / 2, (1 - level) / 2)
	sds <- sqrt((n - 1) * var(d) / qchisq(tail, n - 1))
	expect_row(command, at("sd_change"), "sd, qchisq",
		   estimate = c(sd(d), 12), conf_low = c(sds[1], 11),
		   conf_high = c(sds[2], 11))
	z <- mean(d) / sd(d)
	lim <- d_limits(z * sqrt(n), n, level)
	unit <- sqrt((var(pre) + var(post)) / 2)
	for (term in c("cohen_d_z", "standardised_response_mean"))
		expect_row(command, at(term), "pt(ncp=), uniroot",
			   estimate = c(z, 12), conf_low = c(lim[1], 8),
			   conf_high = c(lim[2], 8))
	expect_row(command, at("cohen_d_av"), "pt(ncp=), uniroot",
		   estimate = c(mean(d) / unit, 12),
		   conf_low = c(lim[1] * sd(d) / unit, 8),
		   conf_high = c(lim[2] * sd(d) / unit, 8))
}

expect_lines <- function(command, row, pre, post, level = 0.95)
{
	d <- change_of(pre, post)
	n <- length(d)
	at <- function(term) paste0(row, "term=", term)
	r <- cor.test(pre, post, conf.level = level)
	expect_row(command, at("correlation"), "cor.test",
		   estimate = c(r$estimate, 12), statistic = c(r$statistic, 11),
		   df = c(n - 2, 0), p_value = c(r$p.value, 9),
		   conf_low = c(r$conf.int[1], 11),
		   conf_high = c(r$conf.int[2], 11))
	m <- lm(d ~ pre)
	s <- coef(summary(m))[2, ]
	ci <- confint(m, level = level)[2, ]
	expect_row(command, at("baseline_slope"), "lm(post-pre~pre)",
		   estimate = c(s[1], 11), std_error = c(s[2], 11),
		   statistic = c(s[3], 10), df = c(n - 2, 0),
		   p_value = c(s[4], 9), conf_low = c(ci[1], 9),
		   conf_high = c(ci[2], 9))
	expect_row(command, at("regression_to_mean"), "(cor.test-1)*sd",
		   estimate = c((r$estimate - 1) * sd(pre), 11),
		   conf_low = c((r$conf.int[1] - 1) * sd(pre), 11),
		   conf_high = c((r$conf.int[2] - 1) * sd(pre), 11))
	f <- fieller(pre, d, level)
	expect_row(command, at("percent_change"), "Fieller, as a quadratic",
		   estimate = c(100 * mean(d) / mean(pre), 12),
		   conf_low = c(f[1], 9), conf_high = c(f[2], 9))
}

expect_pairs <- function(command, row, pre, post, level = 0.95)
{
	expect_means(command, row, pre, post, level)
	expect_ranks(command, row, change_of(pre, post), level)
	expect_lines(command, row, pre, post, level)
}

# The first level is the reference.
expect_ancova <- function(command, pre, post, g, level = 0.95)
{
	d <- change_of(pre, post)
	g <- droplevels(g)
	m <- lm(d ~ pre + g)
	at <- data.frame(pre = mean(pre), g = factor(levels(g), levels(g)))
	p <- predict(m, at, se.fit = TRUE, interval = "confidence",
		     level = level)
	for (i in seq_along(levels(g)))
		expect_row(command, paste0("term=adjusted_change;level=",
					   levels(g)[i]),
			   "predict(lm(post-pre~pre+g), mean(pre))",
			   estimate = c(p$fit[i, 1], 11),
			   std_error = c(p$se.fit[i], 11),
			   df = c(m$df.residual, 0),
			   conf_low = c(p$fit[i, 2], 9),
			   conf_high = c(p$fit[i, 3], 9))
	s <- coef(summary(m))
	ci <- confint(m, level = level)
	for (i in seq_along(levels(g))[-1])
		expect_row(command, paste0("term=adjusted_difference;contrast=",
					   levels(g)[i], " - ", levels(g)[1]),
			   "lm(post-pre~pre+g)", estimate = c(s[i + 1, 1], 11),
			   std_error = c(s[i + 1, 2], 11),
			   statistic = c(s[i + 1, 3], 10),
			   p_value = c(s[i + 1, 4], 9),
			   conf_low = c(ci[i + 1, 1], 9),
			   conf_high = c(ci[i + 1, 2], 9))
	f <- anova(lm(d ~ pre), m)
	expect_row(command, "term=between_levels", "anova(lm, lm)",
		   statistic = c(f$F[2], 10), df = c(f$Df[2], 0),
		   df_residual = c(f$Res.Df[2], 0), p_value = c(f[2, 6], 9))
	f <- anova(m, lm(d ~ pre * g))
	expect_row(command, "term=equal_slopes", "anova(lm, lm)",
		   statistic = c(f$F[2], 10), df = c(f$Df[2], 0),
		   df_residual = c(f$Res.Df[2], 0), p_value = c(f[2, 6], 9))
}

# --------------------------------------------------------------- data sets

anorexia_checks <- function()
{
	data <- read.csv("datasets/anorexia_prepost/data.csv")
	command <- paste("change --pre pre_lb --post post_lb",
			 "datasets/anorexia_prepost/data.csv")
	expect_pairs(command, "", data$pre_lb, data$post_lb)
	expect_pairs(paste(command, "--level 0.9"), "", data$pre_lb,
		     data$post_lb, 0.9)
	data$g <- factor(data$treatment,
			 c("control", "cbt", "family_therapy"))
	command <- paste(command, "--between treatment --reference control")
	for (l in levels(data$g)) {
		k <- data$g == l
		expect_pairs(command, paste0("level=", l, ";"), data$pre_lb[k],
			     data$post_lb[k])
	}
	expect_ancova(command, data$pre_lb, data$post_lb, data$g)
}

sleep_checks <- function()
{
	data <- read.csv("datasets/student_sleep/data.csv")
	one <- data[data$drug == 1, ]
	two <- data[data$drug == 2, ]
	two <- two[match(one$subject, two$subject), ]
	command <- paste("change --score extra_hours --at drug=1,2",
			 "--patient subject datasets/student_sleep/data.csv")
	expect_pairs(command, "", one$extra_hours, two$extra_hours)
}

btheb_checks <- function()
{
	data <- read.csv("datasets/psy_btheb/data.csv")
	file <- "datasets/psy_btheb/data.csv"
	g <- factor(tapply(data$treatment, data$patient_id, head, 1))
	scores <- tapply(data$bdi, list(data$patient_id, data$month), head, 1)
	for (month in c("2", "8")) {
		pre <- scores[, "0"]
		post <- scores[, month]
		both <- !is.na(pre) & !is.na(post)
		command <- sprintf("change --score bdi --at month=0,%s %s",
				   month, file)
		expect(command, "term=mean_change", "n_missing", sum(!both), 0,
		       "tapply")
		expect_pairs(command, "", pre[both], post[both])
		command <- paste(command, "--between treatment")
		for (l in levels(g)) {
			k <- both & g == l
			row <- paste0("level=", l, ";")
			expect(command, paste0(row, "term=mean_change"),
			       "n_missing", sum(!both & g == l), 0, "tapply")
			expect_pairs(command, row, pre[k], post[k])
		}
		expect_ancova(command, pre[both], post[both], g[both])
	}
}

# ---------------------------------------------------------- generated pairs

# All configurations of n pairs with ties and zeros, n up to 7: how many
# changes are zero, and how many there are of each size. The signs are some.
compositions <- function(n)
{
	if (n == 0)
		return(list(integer(0)))
	unlist(lapply(1:n, function(first)
		lapply(compositions(n - first), function(rest)
			c(first, rest))), recursive = FALSE)
}

configuration_checks <- function()
{
	set.seed(19450101)
	sets <- list()
	for (n in 1:7)
		for (zero in 0:n)
			for (t in compositions(n - zero)) {
				size <- rep(seq_along(t), t)
				sign <- sample(c(-1, 1, 1), n - zero, TRUE)
				name <- sprintf("n%d_z%d_%s", n, zero,
						paste(t, collapse = "."))
				sets[[name]] <- c(rep(0, zero), size * sign)
			}
	name <- rep(names(sets), lengths(sets))
	d <- unlist(sets, use.names = FALSE)
	pre <- sample(0:20, length(d), TRUE) / 10
	path <- write_input("signs", "set,pre,post", name,
			    sprintf("%.1f", pre),
			    sprintf("%.1f", pre + d / 10))
	for (zeros in c("Wilcoxon", "Pratt"))
		for (s in names(sets)) {
			k <- ranks_of(sets[[s]], zeros)
			expect_row(paste("change --pre pre --post post --by",
					 "set --test signed-rank --zeros",
					 tolower(zeros), path),
				   paste0("set=", s, ";term=signed_rank"),
				   "all assignments of signs",
				   statistic = c(k$v, 0),
				   p_value = c(signed_by_force(k), 14))
		}
}

# Pairs of decimals with `places` places.
random_pairs <- function(name, n, places, shift, spread)
{
	unit <- 10^-places
	pre <- round(rnorm(n, 20, 5) / unit) * unit
	post <- round((pre + rnorm(n, shift, spread)) / unit) * unit
	show <- paste0("%.", places, "f")
	path <- write_input(name, "pre,post", sprintf(show, pre),
			    sprintf(show, post))
	expect_pairs(paste("change --pre pre --post post", path), "",
		     as.numeric(sprintf(show, pre)),
		     as.numeric(sprintf(show, post)))
}

random_checks <- function()
{
	set.seed(19590101)
	random_pairs("pairs4", 4, 1, 1, 2)
	random_pairs("pairs6", 6, 1, -2, 2)
	random_pairs("pairs12", 12, 1, -1, 1)
	random_pairs("pairs25", 25, 3, 0.5, 2)
	random_pairs("pairs40", 40, 0, -2, 3)
	random_pairs("pairs120", 120, 1, 0.4, 3)
	random_pairs("pairs200", 200, 0, 0.4, 3)
	random_pairs("pairs200fine", 200, 2, 0.3, 3)
	random_pairs("pairs260", 260, 1, 0.3, 4)
}

open_book()
anorexia_checks()
sleep_checks()
btheb_checks()
configuration_checks()
random_checks()
close_book("change.csv",
	   "What txo change must print for the data sets and generated pairs.",
	   "coin")
