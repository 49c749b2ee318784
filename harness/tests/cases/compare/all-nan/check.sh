# A table, or a column, in which nothing is a number is shown and noted; a limit on it cannot be judged.
h() { "$HEAPMARK" compare "$@" 2>&1; }
printf 'BenchmarkB/impl=a 1 NaN y/op 1 z/op\nBenchmarkB/impl=b 1 nan y/op 2 z/op\nBenchmarkB/impl=b 1 NAN y/op\n' >nan.txt
sed 's/NaN/3/' nan.txt >new.txt
h nan.txt | grep -A 3 '^y/op .*a .*b' | grep -q '² 2 of 2 values are not a number and were left out' &&
    h --format=csv nan.txt | grep -q '^,y/op,B,a,,,,0,,,,1 of 1 values' &&
    h --format=json nan.txt | grep -q '"center": null' &&
    h --format=markdown nan.txt | grep -q '^| B | b | not a number |' || exit 1
h --fail-if='y/op>0' nan.txt >said; [ $? = 2 ] && grep -q 'cannot be judged: B/impl=a is not a number' said || exit 1
h --by=file --fail-if='y/op>+10%' nan.txt new.txt >said
[ $? = 2 ] && grep -q 'has a base that is not a number' said
