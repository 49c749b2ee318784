/* rules.h -- the transfer rules of the walk, one for each kind of instruction. */
#ifndef HM_ESCAPE_PROOF_RULES_H
#define HM_ESCAPE_PROOF_RULES_H

#include "escape/proof/reach.h"

/* Apply the rule for walk->use. */
void proof_walk_use(struct proof_walk *walk);

#endif
