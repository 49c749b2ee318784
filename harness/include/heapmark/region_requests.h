/* region_requests.h -- the numbers of the client requests of heapmark/region.h; for both sides. */
#ifndef HM_REGION_REQUESTS_H
#define HM_REGION_REQUESTS_H

/* 'H', 'M' and a counter, as Valgrind wants it. */
#define HM_REGION_REQUEST_BEGIN 0x484d0000u /* name */
#define HM_REGION_REQUEST_END   0x484d0001u
#define HM_REGION_REQUEST_OP    0x484d0002u
#define HM_REGION_REQUEST_SEEN  0x484d0003u /* 1: the tool is there */

#endif
