#!/bin/sh
# go.sh HEAPMARK -- `heapmark go` of the recorded Go (fake_go.sh), for a sweep.
GO=$(dirname "$0")/fake_go.sh
export GO
exec "$(dirname "$0")/armed.sh" "$1" go
