# CSV: every record has as many fields as the head, names are quoted, and the geometric means are there.
printf 'k: a,"b"\nBenchmarkA/"x,y" 1 2 ns/op 3 "q",r\nBenchmarkB 1 8 ns/op 0 "q",r\n' >'f,1.txt'
sed 's/ 2 ns/ 4 ns/; s/k: .*/k: other/' 'f,1.txt' >'g"2.txt'
"$HEAPMARK" compare --format=csv 'f,1.txt' 'g"2.txt' >out || exit 1
grep -qF ',sec/op,geomean,"f,1.txt",3.99999999999' out && grep -qF ',sec/op,geomean,"g""2.txt",5.6568542494' out &&
    grep -qF '41.4213562373' out && grep -qF ',"""q"",r",geomean,"f,1.txt",,,,,,,,a geometric mean needs values above 0' out &&
    grep -qF '"A/""x,y"""' out && [ "$(wc -l <out)" = 13 ] || { cat out; exit 1; }
awk '{ gsub(/"([^"]|"")*"/, "q"); if (gsub(/,/, ",") != 11) exit 1 }' out
