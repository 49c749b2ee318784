# A script's numbers are those of its interpreter, and programs that were started beside are named as not counted.
printf '#!/bin/sh\n/bin/echo made it\nexit 3\n' >script && chmod +x script
"$HEAPMARK" run --out report -- ./script >said
[ $? = 3 ] && grep -q '^  the numbers are those of /bin/sh, which runs this script$' report &&
    grep -q '^not counted: the processes that it started (--children' report || { cat report; exit 1; }
"$HEAPMARK" run --json --out report -- ./script >said
grep -q '"started_others": true' report || exit 1
"$HEAPMARK" run --out report -- /bin/echo made it >said && ! grep -e '^not counted' -e 'the numbers are' report || exit 1
"$HEAPMARK" run --children --out report -- ./script >said
! grep '^not counted' report
