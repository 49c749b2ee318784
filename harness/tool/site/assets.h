/* assets.h -- the style sheet and the script of the site, built in from assets/. */
#ifndef HM_SITE_ASSETS_H
#define HM_SITE_ASSETS_H

extern const char site_css[], site_js[]; /* each ends with NUL */

#endif
