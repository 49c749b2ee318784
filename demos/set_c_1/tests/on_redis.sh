#!/bin/sh
# on_redis.sh -- the programs of this folder on the server that scripts/redis started.
#
#   scripts/redis sh on_redis.sh BIN [FLAG...]      FLAGs go to set_c_1_bench, e.g. --check
#
# Exit status: 0 when redis-cli reads back what set_c_1 wrote and every rung succeeds on both sockets.
set -eu
bin=$1
shift

"$bin/set_c_1" --redis "$REDIS_TCP"
value=$(redis-cli -s "$REDIS_SOCKET" GET C)
[ "$value" = 1 ] || { echo "on_redis.sh: GET C gave '$value', expected 1" >&2; exit 1; }
redis-cli -s "$REDIS_SOCKET" DEL C >/dev/null
"$bin/set_c_1" --redis "unix://$REDIS_SOCKET"
[ "$(redis-cli -s "$REDIS_SOCKET" GET C)" = 1 ]

"$bin/set_c_1_bench" --redis="$REDIS_TCP" "$@" --benchtime=100x
"$bin/set_c_1_bench" --redis-socket="$REDIS_SOCKET" "$@" --benchtime=100x
[ "$(redis-cli -s "$REDIS_SOCKET" GET C)" = 1 ]
