module costs

go 1.18
