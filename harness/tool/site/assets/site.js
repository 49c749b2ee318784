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

  /* What exists after `step` steps: the frames of each thread, outermost first, and all blocks. */
  function stateAt(events, step) {
    var state = { threads: {}, blocks: [], now: [] };
    var byNumber = {}, alive = {};
    events.forEach(function (e) {
      if (e.step > step) return;
      if (e.step === step) state.now.push(e);
      var frames = state.threads[e.thread] = state.threads[e.thread] || [];
      if (e.kind === 'enter') {
        frames.push(e);
        alive[e.activation] = true;
      } else if (e.kind === 'leave') {
        state.threads[e.thread] = frames.filter(function (f) { return f.activation !== e.activation; });
        alive[e.activation] = false;
      } else if (e.kind === 'alloc') {
        byNumber[e.block] = { size: e.size, maker: e.function, activation: e.activation, freed: null };
        state.blocks.push(byNumber[e.block]);
      } else if (byNumber[e.block] && e.kind === 'realloc') {
        byNumber[e.block].size = e.size;
      } else if (byNumber[e.block]) {
        byNumber[e.block].freed = e.function;
      }
    });
    state.blocks.forEach(function (b) { b.outlives = !alive[b.activation]; });
    return state;
  }

  function sentence(e) {
    if (e.kind === 'enter') return e.function + ' is called';
    if (e.kind === 'leave') return e.function + ' returns';
    if (e.kind === 'alloc') return e.function + ' asks the heap for ' + e.size + ' B';
    if (e.kind === 'realloc') return e.function + ' changes a block to ' + e.size + ' B';
    return e.function + ' frees a block';
  }

  function drawStack(state, box) {
    var names = Object.keys(state.threads).sort();
    names.forEach(function (name) {
      if (names.length > 1) box.appendChild(element('p', 'thread', 'thread ' + name));
      var list = element('ol', 'frames');
      state.threads[name].forEach(function (f) { list.appendChild(element('li', '', f.function)); });
      box.appendChild(list);
    });
  }

  function drawHeap(state, box) {
    var list = element('ol', 'blocks');
    state.blocks.forEach(function (b) {
      var kind = b.freed ? 'freed' : b.outlives ? 'outlives' : 'alive';
      var item = element('li', kind);
      item.appendChild(element('strong', '', b.size + ' B'));
      item.appendChild(element('span', '', b.freed ? 'freed by ' + b.freed :
        b.outlives ? 'outlives ' + b.maker : 'made by ' + b.maker));
      list.appendChild(item);
    });
    if (!state.blocks.length) box.appendChild(element('p', 'empty', 'empty'));
    box.appendChild(list);
  }

  function drawSide(side, step, figure, k) {
    var state = stateAt(side.events, step);
    var place = figure.querySelectorAll('.side')[k];
    var box = place.querySelector('.state');
    box.textContent = '';
    var stack = element('div', 'stack'), heap = element('div', 'heap');
    stack.appendChild(element('h5', '', 'Stack'));
    heap.appendChild(element('h5', '', 'Heap'));
    drawStack(state, stack);
    drawHeap(state, heap);
    box.appendChild(stack);
    box.appendChild(heap);
    return side.name + ': ' + (state.now.map(sentence).join(', ') || 'nothing happens');
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
    var bar = element('div', 'controls'), said = element('p', 'said'), at = 0;
    said.setAttribute('aria-live', 'polite');

    function go(step) {
      at = Math.max(0, Math.min(data.steps, step));
      figure.dataset.step = at;
      var words = data.sides.map(function (side, k) { return drawSide(side, at, figure, k); });
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
