# What txo compare must print for labels in groups: chi-square, Fisher, linear-by-linear.
need("compare")
wilson <- function(x, n, level)
	suppressWarnings(prop.test(x, n, conf.level = level,
				   correct = FALSE))$conf.int

ncp_chi2 <- function(x, df, level)
	sapply(c(1 + level, 1 - level) / 2, function(p) {
		g <- function(l) pchisq(x, df, l) - p
		if (g(0) < 0) 0 else root(g, 0, 4 * x + 100)
	})

# The p-value of Fisher by all tables with the margins, column by column; paths with
# the same product of factorials are one. Second way for small tables.
fisher_by_all <- function(m)
{
	fill <- function(left, k) {
		if (length(left) == 1)
			return(if (k <= left) list(k) else list())
		out <- list()
		for (i in 0:min(left[1], k))
			for (rest in fill(left[-1], k - i))
				out <- c(out, list(c(i, rest)))
		out
	}
	all <- list(list(left = rowSums(m), log = 0))
	for (k in colSums(m)) {
		on <- list()
		for (a in all)
			for (cell in fill(a$left, k))
				on <- c(on, list(list(left = a$left - cell,
					log = a$log - sum(lfactorial(cell)))))
		all <- on
	}
	log <- sapply(all, `[[`, "log")
	w <- exp(log - max(log))
	sum(w[log <= -sum(lfactorial(m)) + 1e-7]) / sum(w)
}

# The conditional odds ratio and its 95 % interval on the logarithm. R: the search of
# fisher.test() ends early: of tea its upper end is 621.93, where 2.517 % are
# below it; 2.5 % are at 626.24.
conditional_odds <- function(m)
{
	r <- rowSums(m)
	k <- max(0, colSums(m)[1] - r[2]):min(r[1], colSums(m)[1])
	w <- lchoose(r[1], k) + lchoose(r[2], colSums(m)[1] - k)
	p <- function(l) {
		e <- exp(w + k * l - max(w + k * l))
		e / sum(e)
	}
	x <- m[1, 1]
	end <- function(f) exp(root(f, -30, 30))
	low <- x > min(k)
	high <- x < max(k)
	o <- c(if (!low) 0 else if (!high) NA else
		       end(function(l) sum(k * p(l)) - x),
	       if (low) end(function(l) sum(p(l)[k >= x]) - 0.025) else 0,
	       if (high) end(function(l) sum(p(l)[k <= x]) - 0.025) else NA)
	if (low && high)
		stopifnot(abs(fisher.test(m)$estimate / o[1] - 1) < 0.01)
	o
}

# Pearson's r of the scores and its error under multinomial sampling by the
# infinitesimal jackknife, differentiated by a complex step.
score_error <- function(x, y)
{
	r <- function(w) {
		d <- x - sum(w * x) / sum(w)
		e <- y - sum(w * y) / sum(w)
		sum(w * d * e) / sqrt(sum(w * d^2) * sum(w * e^2))
	}
	n <- length(x)
	sqrt(sum(sapply(seq_len(n), function(i)
		Im(r(replace(rep(1 + 0i, n), i, 1 + 1e-20i))) / 1e-20)^2))
}

share_cells <- function(command, m, level)
	for (i in rownames(m))
		for (j in colnames(m)) {
			ci <- wilson(m[i, j], sum(m[i, ]), level)
			cells(command, sprintf("term=share;level=%s;category=%s",
					       i, j),
			      "prop.test(correct=FALSE)",
			      n = c(sum(m[i, ]), 0),
			      estimate = c(m[i, j] / sum(m[i, ]), 14),
			      conf_low = c(snap(ci[1], 1), 11),
			      conf_high = c(snap(ci[2], 1), 11))
		}

v_cells <- function(command, m, level)
{
	x <- suppressWarnings(chisq.test(m, correct = FALSE))
	scale <- sum(m) * (min(dim(m)) - 1)
	l <- sqrt(ncp_chi2(x$statistic, x$parameter, level) / scale)
	cells(command, "term=cramers_v", "chisq.test(correct=FALSE)",
	      n = c(sum(m), 0), statistic = c(snap(x$statistic, 1), 12),
	      df = c(x$parameter, 0), p_value = c(x$p.value, 10))
	cells(command, "term=cramers_v", "sqrt(statistic/n/(k-1))",
	      estimate = c(snap(sqrt(x$statistic / scale), 1), 12))
	cells(command, "term=cramers_v", "uniroot() of pchisq(x,df,ncp)",
	      conf_low = c(min(1, l[1]), 9), conf_high = c(min(1, l[2]), 9))
}

# R: fisher.test() has 12 digits for larger tables, and 4 of the odds ratio.
fisher_cells <- function(command, m, small)
{
	p <- fisher.test(m, workspace = 2e7)$p.value
	row <- if (all(dim(m) == 2)) "term=odds_ratio" else "term=association"
	if (small) {
		stopifnot(abs(fisher_by_all(m) - p) < 1e-9 * p)
		p <- fisher_by_all(m)
	}
	cells(command, row, if (small) "all tables with the margins" else
		"fisher.test()", n = c(sum(m), 0), p_value = c(p, 11))
	if (row == "term=odds_ratio") {
		o <- conditional_odds(m)
		cells(command, row, "roots of the noncentral hypergeometric",
		      estimate = c(o[1], 9), conf_low = c(o[2], 9),
		      conf_high = c(o[3], 9))
	}
}

linear_cells <- function(command, m, level)
{
	x <- rep(row(m), m)
	y <- rep(col(m), m)
	z <- unname(statistic(independence_test(y ~ x)))
	if (all(dim(m) > 2))
		stopifnot(abs(abs(z) - abs(statistic(lbl_test(as.table(m))))) <
			  1e-9)
	r <- cor(x, y)
	e <- score_error(x, y)
	ci <- tanh(atanh(r) + c(-1, 1) * qnorm((1 + level) / 2) * e /
		   (1 - r^2))
	cells(command, "term=correlation", "coin::independence_test(), lbl_test()",
	      statistic = c(z, 11), p_value = c(2 * pnorm(-abs(z)), 10))
	cells(command, "term=correlation",
	      "cor(); infinitesimal jackknife; atanh()",
	      estimate = c(r, 11), std_error = c(e, 10),
	      conf_low = c(ci[1], 9), conf_high = c(ci[2], 9))
}

count_checks <- function(path, options, g, y, order, level = 0.95,
			 fisher = TRUE)
{
	m <- table(factor(g), factor(y, order))
	tests <- c("chi-square", if (fisher) "fisher", "linear-by-linear")
	command <- paste("compare", options, "--test",
			 paste(tests, collapse = ","), "--order",
			 paste(order, collapse = ","),
			 if (level != 0.95) paste("--level", level), path)
	share_cells(command, m, level)
	v_cells(command, m, level)
	if (fisher)
		fisher_cells(command, unclass(m), sum(m) <= 14)
	linear_cells(command, m, level)
}

count_data <- function(name, y, by, order, ...)
{
	data <- read_data(name)
	g <- factor(data[[by]], sort(unique(data[[by]]), method = "radix"))
	count_checks(paste0("datasets/", name, "/data.csv"),
		     paste("--y", y, "--between", by,
			   if (is.numeric(g)) "" else "--levels",
			   paste(levels(g), collapse = ",")),
		     g, data[[y]], order, ...)
}

# m: counts, groups by row. Empty cells stay empty.
count_made <- function(name, m, ...)
{
	g <- letters[rep(row(m), m)]
	y <- LETTERS[rep(col(m), m)]
	shuffle <- sample(length(g))
	path <- write_input(paste0("counts_", name), "g,y", g[shuffle],
			    y[shuffle])
	count_checks(path, paste("--y y --between g --levels",
				 paste(letters[seq_len(nrow(m))],
				       collapse = ",")),
		     g, y, LETTERS[seq_len(ncol(m))], ...)
}

open_book()
set.seed(19220601)
for (size in list(c(2, 2, 9), c(2, 2, 30), c(2, 3, 12), c(3, 2, 14),
		  c(3, 3, 13), c(2, 5, 12), c(4, 2, 11), c(3, 3, 40),
		  c(2, 6, 60), c(4, 4, 50), c(3, 5, 45), c(5, 3, 36))) {
	repeat {
		m <- matrix(rmultinom(1, size[3], runif(size[1] * size[2])),
			    size[1])
		if (all(rowSums(m) > 0) && all(colSums(m) > 0))
			break
	}
	count_made(paste(size, collapse = "_"), m)
}
count_made("tea", matrix(c(3, 1, 1, 3), 2))
count_made("job", matrix(c(1, 2, 1, 0, 3, 3, 6, 1, 10, 10, 14, 9, 6, 7, 12,
			   11), 4), 0.9)
count_made("hair", unclass(margin.table(HairEyeColor, c(1, 2))),
	   fisher = FALSE)
count_data("arthritis_improvement", "improved", "treatment",
	   c("none", "some", "marked"))
count_data("arthritis_improvement", "improved", "sex",
	   c("none", "some", "marked"), 0.99)
count_data("melasma_txa_oral_vs_id", "response", "group",
	   c("none", "mild", "moderate", "good", "excellent"))
close_book("compare_counts.csv",
	   "What txo compare must print for labels in groups.", "coin")
