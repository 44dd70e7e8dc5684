# What txo compare must print for groups within blocks: Friedman, Quade.
need("compare")

# y: one row a block, one column a group; NA: no value. R: quade.test() compares
# ranges as doubles, so that equal ones of decimals differ (its own example has F
# 7.04 instead of 6.37). So y are whole numbers here, and `unit` makes decimals
# of them in the file.
block_checks <- function(path, options, y)
{
	command <- paste("compare", options, "--test friedman,quade", path)
	ok <- y[complete.cases(y), , drop = FALSE]
	k <- ncol(ok)
	f <- friedman.test(ok)
	cells(command, "term=concordance", "friedman.test()",
	      n = c(length(ok), 0), n_missing = c(length(y) - length(ok), 0),
	      statistic = c(f$statistic, 12), df = c(k - 1, 0),
	      p_value = c(f$p.value, 10))
	cells(command, "term=concordance", "statistic/n/(k-1)",
	      estimate = c(f$statistic / nrow(ok) / (k - 1), 12))
	q <- quade.test(ok)
	cells(command, "term=equal_in_blocks", "quade.test()",
	      n = c(length(ok), 0), statistic = c(q$statistic, 12),
	      df = c(k - 1, 0),
	      df_residual = c((nrow(ok) - 1) * (k - 1), 0),
	      p_value = c(q$p.value, 10))
}

# A value that is missing has an empty cell.
made_blocks <- function(name, y, unit = 1)
{
	n <- nrow(y)
	block <- sprintf("b%03d", c(row(y)))
	value <- ifelse(is.na(y), "", as.character(c(y) * unit))
	at <- sample(length(y))
	path <- write_input(paste0("blocks_", name), "block,g,y", block[at],
			    letters[c(col(y))][at], value[at])
	block_checks(path, "--y y --between g --block block", y)
}

rounding <- matrix(c(540, 550, 555, 585, 570, 575, 520, 560, 550, 555, 550, 540,
		     590, 585, 570, 545, 555, 560, 540, 540, 535, 545, 550, 535,
		     525, 515, 500, 585, 580, 570, 525, 520, 510, 565, 555, 545,
		     560, 535, 545, 505, 500, 495, 550, 550, 540, 545, 555, 550,
		     555, 555, 535, 545, 550, 555, 550, 545, 525, 565, 560, 540,
		     570, 565, 555, 630, 630, 625), 22, byrow = TRUE)

open_book()
set.seed(19371201)
made_blocks("rounding", rounding, 0.01)
made_blocks("two", matrix(sample(1:30, 16), 8))
made_blocks("three", matrix(sample(1:99, 24), 8))
made_blocks("grades", matrix(sample(0:4, 60, TRUE), 12))
made_blocks("wide", matrix(sample(0:9, 56, TRUE), 7))
made_blocks("many", matrix(sample(0:20, 600, TRUE) +
			   rep(c(0, 1, 0, 2), each = 150), 150))
made_blocks("missing", replace(matrix(sample(1:50, 45, TRUE), 15),
			       c(3, 17, 44), NA))
made_blocks("decimals", matrix(sample(1:9, 40, TRUE), 10), 0.1)
sleep <- read_data("student_sleep")
block_checks("datasets/student_sleep/data.csv",
	     "--y extra_hours --between drug --block subject",
	     round(10 * matrix(sleep$extra_hours[order(sleep$drug,
						       sleep$subject)], 10)))
close_book("compare_blocks.csv",
	   "What txo compare must print for groups within blocks.")
