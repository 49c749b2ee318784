// formats_page.js -- sort and filter the table, look into the flame graph, step through one operation. The page reads without it.
"use strict";
(function () {
  const all = (selector, from) => Array.from((from || document).querySelectorAll(selector));

  function table(view) {
    const body = view.tBodies[0], rows = Array.from(body.rows), heads = all("th", view);
    const filter = document.getElementById("filter"), shown = document.getElementById("shown");
    heads.forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") !== "descending", number = head.classList.contains("number");
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const key = (row) => row.cells[column].dataset.n;
        rows.sort((a, b) => {
          const by = number ? Number(key(a) || -1) - Number(key(b) || -1)
            : b.cells[column].textContent.localeCompare(a.cells[column].textContent);
          return down ? -by : by;
        });
        body.append(...rows);
      });
    });
    function apply() {
      const words = filter.value.toLowerCase();
      let n = 0;
      rows.forEach((row) => { row.hidden = !row.textContent.toLowerCase().includes(words); n += !row.hidden; });
      shown.textContent = n + " of " + rows.length + " rows";
    }
    filter.parentElement.hidden = false;
    filter.addEventListener("input", apply);
    apply();
  }

  function flame(view) {
    const boxes = all("button", view), reset = document.getElementById("whole");
    const of = (box, name) => Number(box.style.getPropertyValue(name));
    const at = boxes.map((box) => ({ box, x: of(box, "--x"), w: of(box, "--w"), y: of(box, "--y") }));
    const inside = (a, b) => a.x >= b.x - 1e-6 && a.x + a.w <= b.x + b.w + 1e-6;
    function zoom(to) {
      at.forEach((a) => {
        const within = inside(a, to) && a.y >= to.y, around = inside(to, a) && a.y < to.y;
        a.box.hidden = !within && !around;
        a.box.style.setProperty("--x", within ? (a.x - to.x) * 100 / to.w : around ? 0 : a.x);
        a.box.style.setProperty("--w", within ? a.w * 100 / to.w : around ? 100 : a.w);
      });
      reset.disabled = to.w === 100;
    }
    const whole = { x: 0, w: 100, y: 0 };
    function go(a) {
      if (!a) return;
      boxes.forEach((box) => { box.tabIndex = -1; });
      a.box.tabIndex = 0;
      a.box.focus();
    }
    view.addEventListener("click", (event) => {
      const a = at.find((one) => one.box === event.target);
      if (a) zoom(a);
    });
    view.addEventListener("keydown", (event) => {
      const a = at.find((one) => one.box === event.target), visible = at.filter((one) => !one.box.hidden);
      if (!a) return;
      const row = visible.filter((one) => one.y === a.y), i = row.indexOf(a);
      const moves = {
        ArrowLeft: () => row[i - 1], ArrowRight: () => row[i + 1],
        ArrowDown: () => visible.find((one) => one.y === a.y + 1 && inside(one, a)),
        ArrowUp: () => visible.find((one) => one.y === a.y - 1 && inside(a, one)),
      };
      if (event.key === "Escape") zoom(whole);
      else if (moves[event.key]) go(moves[event.key]());
      else return;
      event.preventDefault();
    });
    reset.parentElement.hidden = false;
    reset.disabled = true;
    reset.addEventListener("click", () => zoom(whole));
    if (boxes[0]) boxes[0].tabIndex = 0;
  }

  function steps(data) {
    const view = document.getElementById("stepped"), said = document.getElementById("said");
    const list = all("#events li"), [frames, blocks] = all("ul", view);
    const buttons = ["first", "back", "next", "last"].map((id) => document.getElementById(id));
    let now = 0;
    const li = (text, names) => {
      const item = document.createElement("li");
      item.textContent = text;
      names.filter(Boolean).forEach((name) => item.classList.add(name));
      return item;
    };
    function show(step) {
      now = Math.max(0, Math.min(data.steps, step));
      frames.replaceChildren(...data.frames.filter((f) => f[2] <= now && (now < f[3] || f[4]))
        .map((f) => li("\u2003".repeat(Math.min(f[1], 12)) + f[0], [f[2] === now && "changed"])));
      blocks.replaceChildren(...data.blocks.filter((b) => b[1] <= now && (now < b[2] || b[4])).map((b) => {
        const gone = now >= b[3] && b[3] < b[2];
        return li(b[0] + (gone ? ": the frame that made it is gone" : ""), [b[1] === now && "changed", gone && "escaped"]);
      }));
      said.textContent = "Step " + now + " of " + data.steps + ": " + (list[now] ? list[now].textContent : "");
      list.forEach((item, i) => item.classList.toggle("now", i === now));
      view.dataset.step = now;
      buttons[0].disabled = buttons[1].disabled = now === 0;
      buttons[2].disabled = buttons[3].disabled = now === data.steps;
    }
    [() => 0, () => now - 1, () => now + 1, () => data.steps].forEach((to, i) => buttons[i].addEventListener("click", () => show(to())));
    document.addEventListener("keydown", (event) => {
      if (event.altKey || event.ctrlKey || event.metaKey || event.target.closest("input, .flame, .wide")) return;
      if (event.key === "ArrowRight") show(now + 1);
      else if (event.key === "ArrowLeft") show(now - 1);
      else return;
      event.preventDefault();
    });
    view.hidden = false;
    buttons[0].parentElement.hidden = false;
    show(0);
  }

  all("table.sites").forEach(table);
  all(".flame").forEach(flame);
  const data = document.getElementById("steps-data");
  if (data) steps(JSON.parse(data.textContent));
})();
