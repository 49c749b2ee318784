/* summary.h -- what a function does with a block that reaches one of its parameters, worked out
 * once per parameter and path, and again when something it rests on has grown: from "nothing"
 * upwards, so that recursion ends at the least answer that holds. */
#ifndef HM_ESCAPE_SUMMARY_H
#define HM_ESCAPE_SUMMARY_H

#include "escape/proof/bases.h"
#include "escape/proof/walk.h"

/* The effects of `function` (with a final body) on a block reachable from parameter `param` by
 * `path`. The answer may still grow; the walk that asked is then run again. Borrowed, in the arena.
 */
const struct hm__effects *hm__summary_of(struct hm__program *program, LLVMValueRef function,
                                         unsigned param, struct hm__path path);

/* Where a walk starts. */
typedef void hm__walk_start(struct hm__walk *walk, void *context);

/* Walk from `start` until the walk and all summaries it rests on agree. *walk holds the effects. */
void hm__walk_settled(struct hm__walk *walk, struct hm__program *program, LLVMValueRef function,
                      hm__walk_start *start, void *context);

/* What `function` may return, remembered. A function that is in the middle of being asked returns
 * HM__BASE_UNKNOWN. */
const struct hm__bases *hm__bases_returned(struct hm__program *program, LLVMValueRef function);

/* True when every block that `function` makes and returns can be reached only through its result.
 */
bool hm__returns_fresh(struct hm__program *program, LLVMValueRef function);

/* Answer the two questions above for every function, callees before callers. */
void hm__summaries_prepare(struct hm__program *program);

#endif
