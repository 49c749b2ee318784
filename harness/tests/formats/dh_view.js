// dh_view.js -- hand a DHAT file to the code of Valgrind's viewer, and print what its tree has at the root.
//
//   node dh_view.js /usr/libexec/valgrind/dh_view.js FILE
//
// Prints "BLOCKS BYTES LIFETIMES BLOCKS-AT-PEAK BYTES-AT-PEAK BLOCKS-AT-END BYTES-AT-END". The viewer throws where the
// file is not what it expects.
"use strict";
const fs = require("fs"), vm = require("vm");
const [viewer, file] = process.argv.slice(2);
const room = vm.createContext({ document: {}, window: {}, console, text: fs.readFileSync(file, "utf8") });
vm.runInContext(fs.readFileSync(viewer, "utf8") + `
gData = JSON.parse(text);
gSelect = { childNodes: gSelectData.map(() => ({})), selectedIndex: 0 };
buildTree();`, room);
const root = vm.runInContext("gRoot", room), bklt = vm.runInContext("gData.bklt", room);
const at = ["_totalBlocks", "_totalBytes"].concat(bklt
  ? ["_totalLifetimes", "_atTGmaxBlocks", "_atTGmaxBytes", "_atTEndBlocks", "_atTEndBytes"] : []);
console.log(at.map((name) => String(root[name])).join(" "));
