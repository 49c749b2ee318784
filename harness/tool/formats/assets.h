/* assets.h -- the style sheet and the script of a report page, built in from assets/. */
#ifndef HM_FORMATS_ASSETS_H
#define HM_FORMATS_ASSETS_H

extern const char formats_page_css[], formats_page_js[]; /* each ends with NUL */

#endif
