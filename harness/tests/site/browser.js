/* browser.js -- opens every page of a site in a headless browser, as scripts/check_site asks.
 *
 *   node browser.js SITE BROWSER
 *
 * From the file system, light and dark, 320 and 1280 pixels wide: no error on the console, no request but for
 * files, no sideways scrolling of the page, nothing that axe-core objects to (narrow: in the lessons). Each picture is stepped through by
 * keyboard, and each step is held against the events it is made of. The search finds a page.
 * Needs puppeteer-core and axe-core. Prints a line for each offence. Exit status: 0, 1. */
'use strict';
const fs = require('fs');
const path = require('path');
const puppeteer = require('puppeteer-core');
const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

let offences = 0;
function say(page, what) {
  console.log(`${page}: ${what}`);
  offences++;
}

function pages(folder) {
  return fs.readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.html')).sort();
}

/* What must be seen after `step` steps, counted from the events alone. */
function expected(events, step) {
  const past = events.filter((e) => e.s <= step);
  const count = (kind) => past.filter((e) => e.k === kind).length;
  return { frames: count('enter') - count('leave'), blocks: count('alloc'), freed: count('free') };
}

async function steps(page, name) {
  const figures = await page.$$('figure.steps');
  for (const figure of figures) {
    const data = JSON.parse(await figure.$eval('script', (s) => s.textContent));
    await figure.focus();
    await page.keyboard.press('Home');
    for (let step = 0; step <= data.steps; step++) {
      const seen = await figure.evaluate((f) => [...f.querySelectorAll('.side')].map((side) => ({
        frames: side.querySelectorAll('.frames li').length,
        blocks: side.querySelectorAll('.blocks li:not([hidden])').length,
        freed: side.querySelectorAll('.blocks .freed:not([hidden])').length,
      })));
      data.sides.forEach((side, k) => {
        const want = expected(side.events, step);
        if (JSON.stringify(seen[k]) !== JSON.stringify(want))
          say(name, `step ${step} of ${side.name} shows ${JSON.stringify(seen[k])}, not ${JSON.stringify(want)}`);
      });
      await page.keyboard.press('ArrowRight');
    }
    await page.keyboard.press('ArrowLeft');
    const at = await figure.evaluate((f) => +f.dataset.step);
    if (at !== data.steps - 1) say(name, `one step back from the end is ${at}, not ${data.steps - 1}`);
  }
  return figures.length;
}

async function look(browser, site, name, width, scheme, all) {
  const page = await browser.newPage();
  page.on('console', (m) => { if (['error', 'warning'].includes(m.type())) say(name, `console: ${m.text()}`); });
  page.on('pageerror', (e) => say(name, `error: ${e.message}`));
  page.on('request', (r) => { if (!/^(file|data):/.test(r.url())) say(name, `request: ${r.url()}`); });
  page.on('requestfailed', (r) => say(name, `missing: ${r.url()}`));
  await page.setViewport({ width, height: 900 });
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
  await page.goto('file://' + path.join(site, name));
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  if (wide > width) say(name, `${wide} pixels wide in a window of ${width}`);
  let figures = 0;
  if (all) figures = await steps(page, name);
  if (!all && !/^(index|lessons)/.test(name)) return page.close().then(() => 0);
  await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'], preload: false }));
  for (const v of found.violations)
    say(name, `${scheme}, ${width}: ${v.id}: ${v.nodes[0].target} (${v.nodes.length} of them): ${v.nodes[0].any.map((a) => a.message).join('; ')}`);
  await page.close();
  return figures;
}

async function search(browser, site) {
  const page = await browser.newPage();
  await page.goto('file://' + path.join(site, 'index.html'));
  await page.keyboard.press('/');
  await page.keyboard.type('escape');
  if (!(await page.$$eval('#found a', (links) => links.length))) say('index.html', 'the search finds nothing');
  await page.close();
}

async function main() {
  const [site, program] = [path.resolve(process.argv[2]), process.argv[3]];
  const browser = await puppeteer.launch({ executablePath: program, args: ['--no-sandbox', '--disable-gpu'] });
  let figures = 0;
  const all = pages(site);
  for (const name of all) {
    figures += await look(browser, site, name, 1280, 'light', true);
    await look(browser, site, name, 320, 'dark', false);
  }
  await search(browser, site);
  await browser.close();
  if (!figures) say(site, 'no page has steps');
  console.log(`${all.length} pages, ${figures} pictures, ${offences} offences`);
  process.exit(offences ? 1 : 0);
}

main().catch((e) => { console.error(e); process.exit(1); });
