# What files say is no markup: names, units, labels, config and headings are escaped alike.
printf 'pkg: <b>x</b>|*y*\nk_1: `c`\nBenchmarkQ/<i>|`a`*b*_c_[d](e)&amp;-8 1 1 <u>|*v*/op\n' >a.txt
sed 's/: `c`/: [l](m)/' a.txt >'b_*.txt'
"$HEAPMARK" compare --format=markdown a.txt 'b_*.txt' >out || exit 1
for text in '- pkg: \<b>x\</b>\|\*y\*' '- k\_1 of a.txt: \`c\`' '- k\_1 of b\_\*.txt: \[l](m)' '### \<u>\|\*v\*/op' \
    '| Q/\<i>\|\`a\`\*b\*\_c\_\[d](e)\&amp;-8 | b\_\*.txt |'; do
    grep -qF -- "$text" out || { echo "no $text"; cat out; exit 1; }
done
"$HEAPMARK" compare --format=markdown --by='/<i>|*' a.txt 2>/dev/null
printf 'BenchmarkQ/i*_j=<x> 1 1 ns/op\n' >c.txt
"$HEAPMARK" compare --format=markdown --by='/i*_j' c.txt | grep -qF '| benchmark | /i\*\_j | median' || exit 1
printf 'Benchmark~~s~~ 1 1 #\n' >d.txt
"$HEAPMARK" compare --format=markdown d.txt >out && grep -qx '### \\#' out && grep -qF '| \~\~s\~\~ |' out
