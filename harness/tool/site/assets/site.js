/* site.js -- the search, and the pictures that are stepped through. All else reads without scripts. */
(function () {
  'use strict';

  function element(name, className, text) {
    var e = document.createElement(name);
    if (className) e.className = className;
    if (text !== undefined) e.textContent = text;
    return e;
  }

  /* ---- steps ---- */

  /* The frames of each thread after `step` steps, outermost first. */
  function framesAt(events, step) {
    var threads = {};
    events.forEach(function (e) {
      if (e.step > step || (e.kind !== 'enter' && e.kind !== 'leave')) return;
      var frames = threads[e.thread] = threads[e.thread] || [];
      if (e.kind === 'enter') frames.push(e);
      else threads[e.thread] = frames.filter(function (f) { return f.activation !== e.activation; });
    });
    return threads;
  }

  /* Every block with the steps at which it is made, freed and left by the frame that made it. */
  function blocksOf(events) {
    var blocks = [], byNumber = {};
    events.forEach(function (e) {
      var b = byNumber[e.block];
      if (e.kind === 'alloc') {
        b = byNumber[e.block] = { made: e.step, sizes: [[e.step, e.size]], maker: e.function,
          activation: e.activation, left: Infinity, freed: Infinity, freer: '' };
        blocks.push(b);
      } else if (e.kind === 'realloc' && b) {
        b.sizes.push([e.step, e.size]);
      } else if (e.kind === 'free' && b) {
        b.freed = e.step;
        b.freer = e.function;
      }
    });
    var left = {};
    events.forEach(function (e) { if (e.kind === 'leave') left[e.activation] = e.step; });
    blocks.forEach(function (b) { b.left = left[b.activation] || Infinity; });
    return blocks;
  }

  function sentence(e) {
    if (e.kind === 'enter') return e.function + ' is called';
    if (e.kind === 'leave') return e.function + ' returns';
    if (e.kind === 'alloc') return e.function + ' asks the heap for ' + e.size + ' B';
    if (e.kind === 'realloc') return e.function + ' changes a block to ' + e.size + ' B';
    return e.function + ' frees a block';
  }

  function drawStack(threads, box) {
    var names = Object.keys(threads).sort();
    box.textContent = '';
    names.forEach(function (name) {
      if (names.length > 1) box.appendChild(element('p', 'thread', 'thread ' + name));
      var list = element('ol', 'frames');
      threads[name].forEach(function (f) { list.appendChild(element('li', '', f.function)); });
      box.appendChild(list);
    });
  }

  /* An element for each block, made once: a step changes only those to which something happens. */
  function makeHeap(side, box) {
    var list = element('ol', 'blocks'), empty = element('p', 'empty', 'empty');
    side.blocks = blocksOf(side.events);
    side.blocks.forEach(function (b) {
      b.item = element('li');
      b.size = b.item.appendChild(element('strong'));
      b.words = b.item.appendChild(element('span'));
      b.item.hidden = true;
      list.appendChild(b.item);
    });
    side.drawHeap = function (from, to) {
      var low = Math.min(from, to), high = Math.max(from, to);
      function between(step) { return step > low && step <= high; }
      side.blocks.forEach(function (b) {
        if (between(b.made) || between(b.freed) || between(b.left) ||
            b.sizes.some(function (s) { return between(s[0]); })) drawBlock(b, to);
      });
      empty.hidden = side.blocks.some(function (b) { return b.made <= to; });
    };
    box.appendChild(empty);
    box.appendChild(list);
  }

  function drawBlock(b, step) {
    b.item.hidden = b.made > step;
    b.item.className = b.freed <= step ? 'freed' : b.left <= step ? 'outlives' : 'alive';
    b.words.textContent = b.freed <= step ? 'freed by ' + b.freer :
      b.left <= step ? 'outlives ' + b.maker : 'made by ' + b.maker;
    b.sizes.forEach(function (s) { if (s[0] <= step || s === b.sizes[0]) b.size.textContent = s[1] + ' B'; });
  }

  function makeSide(side, place) {
    var box = place.querySelector('.state');
    var stack = element('div', 'stack'), heap = element('div', 'heap'), frames = element('div');
    stack.appendChild(element('h5', '', 'Stack'));
    stack.appendChild(frames);
    heap.appendChild(element('h5', '', 'Heap'));
    makeHeap(side, heap);
    box.appendChild(stack);
    box.appendChild(heap);
    side.draw = function (from, to) {
      drawStack(framesAt(side.events, to), frames);
      side.drawHeap(from, to);
      var now = side.events.filter(function (e) { return e.step === to; });
      return side.name + ': ' + (now.map(sentence).join(', ') || 'nothing happens');
    };
  }

  function moveLine(figure, step, steps) {
    figure.querySelectorAll('svg.timeline').forEach(function (svg) {
      var x = +svg.dataset.left + svg.dataset.width * step / (steps + 1);
      var line = svg.querySelector('.now');
      line.setAttribute('x1', x);
      line.setAttribute('x2', x);
    });
  }

  function stepper(figure) {
    var data = JSON.parse(figure.querySelector('script').textContent);
    data.sides.forEach(function (side) {
      side.events = side.events.map(function (e) {
        return { step: e.s, kind: e.k, activation: e.a, thread: e.t, function: e.f, block: e.b, size: e.z };
      });
    });
    figure.querySelectorAll('.side').forEach(function (place, k) { makeSide(data.sides[k], place); });
    var bar = element('div', 'controls'), said = element('p', 'said'), at = 0;
    said.setAttribute('aria-live', 'polite');

    function go(step) {
      var from = at;
      at = Math.max(0, Math.min(data.steps, step));
      figure.dataset.step = at;
      var words = data.sides.map(function (side) { return side.draw(from, at); });
      said.textContent = 'Step ' + at + ' of ' + data.steps + (at ? '. ' + words.join('. ') + '.' : '. Nothing has run yet.');
      moveLine(figure, at, data.steps);
    }

    [['First', function () { go(0); }, 'Home'], ['Back', function () { go(at - 1); }, 'ArrowLeft'],
     ['Forward', function () { go(at + 1); }, 'ArrowRight'], ['Last', function () { go(data.steps); }, 'End']
    ].forEach(function (b) {
      var button = element('button', '', b[0]);
      button.type = 'button';
      button.addEventListener('click', b[1]);
      bar.appendChild(button);
    });
    figure.addEventListener('keydown', function (e) {
      var moves = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: data.steps };
      if (!(e.key in moves) || e.altKey || e.ctrlKey || e.metaKey) return;
      e.preventDefault();
      go(moves[e.key]);
    });
    figure.insertBefore(said, figure.firstChild);
    figure.insertBefore(bar, said);
    go(0);
  }

  /* ---- search ---- */

  function matches(words, max) {
    var found = [];
    (window.heapmarkPages || []).forEach(function (entry) {
      var head = (entry[0] + ' ' + entry[1]).toLowerCase(), all = head + ' ' + entry[3].toLowerCase();
      if (!words.every(function (w) { return all.indexOf(w) >= 0; })) return;
      var score = words.filter(function (w) { return head.indexOf(w) >= 0; }).length;
      found.push({ entry: entry, score: score });
    });
    found.sort(function (a, b) { return b.score - a.score; });
    return found.slice(0, max);
  }

  function search() {
    var form = document.querySelector('form[role=search]'), input = document.getElementById('q');
    var box = document.getElementById('found'), up = document.body.dataset.up;
    form.hidden = false;
    form.addEventListener('submit', function (e) {
      e.preventDefault();
      var first = box.querySelector('a');
      if (first) location.href = first.href;
    });
    input.addEventListener('input', function () {
      var words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      box.textContent = '';
      box.hidden = !words.length;
      if (!words.length) return;
      var list = element('ul');
      matches(words, 12).forEach(function (m) {
        var item = element('li'), link = element('a', '', m.entry[0] === m.entry[1] ? m.entry[0] : m.entry[0] + ': ' + m.entry[1]);
        link.href = up + m.entry[2];
        item.appendChild(link);
        list.appendChild(item);
      });
      box.appendChild(list.children.length ? list : element('p', '', 'No page has all of these words.'));
    });
    document.addEventListener('keydown', function (e) {
      if (e.key === '/' && document.activeElement !== input) {
        e.preventDefault();
        input.focus();
      }
    });
  }

  document.querySelectorAll('figure.steps').forEach(stepper);
  if (window.matchMedia('(max-width: 62rem)').matches) document.querySelector('.menu').open = false;
  search();
})();
