// Draws each relation of the lists as an arc above the text. Without it the page has all but the arcs.
(() => {
  "use strict";
  const SVG = "http://www.w3.org/2000/svg", LANE = 16, ROOM = 6, CORNER = 6, GAP = 6, OUT = 14, STEP = 9;
  const pen = document.createElement("canvas").getContext("2d");

  function node(parent, name, attributes) {
    const made = parent.appendChild(document.createElementNS(SVG, name));
    for (const key in attributes) made.setAttribute(key, attributes[key]);
    return made;
  }

  // The lines of a paragraph that have marks, each with its marks and the pieces of arcs above it.
  function linesOf(paragraph) {
    const lines = [];
    for (const mark of paragraph.querySelectorAll("mark.first")) {
      const box = mark.getClientRects()[0];
      const middle = (box.top + box.bottom) / 2;
      let line = lines.find((other) => Math.abs(other.middle - middle) < 12);
      if (!line) lines.push(line = { paragraph, middle, marks: [], pieces: [] });
      line.marks.push(mark);
      mark.line = line;
    }
    return lines;
  }

  function middleOf(mark) {
    const label = mark.querySelector(":scope > b").getBoundingClientRect();
    return label.left + label.width / 2;
  }

  // Several ends above one label stand side by side.
  function spread(ends) {
    const at = new Map();
    for (const end of ends) at.set(end.mark, [...(at.get(end.mark) || []), end]);
    for (const [mark, meeting] of at) {
      meeting.sort((one, other) => one.toward - other.toward);
      meeting.forEach((end, n) => { end.x = middleOf(mark) + (n - (meeting.length - 1) / 2) * STEP; });
    }
  }

  function relationsOf(article) {
    const found = [], ends = [];
    for (const item of article.querySelectorAll(".relations li")) {
      const head = document.getElementById(item.dataset.head), child = document.getElementById(item.dataset.child);
      if (!head?.line || !child?.line) continue;
      const order = head.line === child.line ? 0 : head.compareDocumentPosition(child) & 4 ? 1 : -1;
      const far = (mark, other, up) => order ? (up ? 1e6 : -1e6) : middleOf(other);
      const relation = {
        look: item.className, label: item.dataset.label, order,
        head: { mark: head, toward: far(head, child, order > 0) },
        child: { mark: child, toward: far(child, head, order < 0), tip: true },
      };
      ends.push(relation.head, relation.child);
      found.push(relation);
    }
    spread(ends);
    return found;
  }

  function cut(relation, edges) {
    const { head, child, order } = relation;
    if (!order) return [{ line: head.mark.line, from: head, to: child }];
    const side = (line, atEnd) => {
      const rtl = getComputedStyle(line.paragraph).direction === "rtl";
      return atEnd === rtl ? edges.left - OUT : edges.right + OUT;
    };
    const [first, last] = order > 0 ? [head, child] : [child, head];
    return [
      { line: first.mark.line, from: first, edge: side(first.mark.line, true), leaves: order > 0 },
      { line: last.mark.line, from: last, edge: side(last.mark.line, false), leaves: order < 0 },
    ];
  }

  function place(relations, edges) {
    pen.font = "500 10.5px system-ui, sans-serif";
    for (const relation of relations) {
      const width = pen.measureText(relation.label).width, pieces = cut(relation, edges);
      for (const piece of pieces) {
        const x = [piece.from.x, piece.to ? piece.to.x : piece.edge].sort((a, b) => a - b);
        Object.assign(piece, { relation, x, length: x[1] - x[0] });
        piece.shown = piece.length > width + 26;
      }
      if (!pieces.some((piece) => piece.shown)) {
        pieces.reduce((one, other) => other.length > one.length ? other : one).shown = true;
      }
      for (const piece of pieces) {
        const middle = (piece.x[0] + piece.x[1]) / 2, half = piece.shown ? width / 2 + 4 : 0;
        piece.span = [Math.min(piece.x[0], middle - half), Math.max(piece.x[1], middle + half)];
        piece.line.pieces.push(piece);
      }
    }
  }

  function lanes(line) {
    const taken = [];
    line.pieces.sort((one, other) => one.length - other.length);
    for (const piece of line.pieces) {
      const free = (lane) => lane.every(([a, b]) => piece.span[1] + GAP < a || piece.span[0] - GAP > b);
      let n = taken.findIndex(free);
      if (n < 0) n = taken.push([]) - 1;
      taken[n].push(piece.span);
      piece.lane = n;
    }
    for (const mark of line.marks) {
      mark.querySelector(":scope > i").style.setProperty("--lift", taken.length ? `${taken.length * LANE + ROOM}px` : "0px");
    }
  }

  // Where the paragraph of a line and the labels of its marks are, now that the lines have their room.
  function measure(line) {
    line.box = line.paragraph.getBoundingClientRect();
    for (const mark of line.marks) {
      mark.top = mark.querySelector(":scope > b").getBoundingClientRect().top - line.box.top;
    }
    line.top = Math.min(...line.marks.map((mark) => mark.top));
  }

  function drawPiece(svg, piece) {
    const { relation, from, to, edge } = piece, box = piece.line.box;
    const y = piece.line.top - ROOM - piece.lane * LANE - 6;
    const group = node(svg, "g", { class: relation.look });
    const foot = (end) => end.mark.top - (end.tip ? 5 : 2.5);
    const x1 = from.x - box.left, x2 = (to ? to.x : edge) - box.left, way = Math.sign(x2 - x1) || 1;
    const corner = Math.min(CORNER, Math.abs(x2 - x1) / 2);
    let path = `M${x1} ${foot(from)}V${y + corner}Q${x1} ${y} ${x1 + way * corner} ${y}H`;
    path += to ? `${x2 - way * corner}Q${x2} ${y} ${x2} ${y + corner}V${foot(to)}` : x2;
    node(group, "path", { class: "arc", d: path });
    for (const end of to ? [from, to] : [from]) {
      const x = end.x - box.left, low = foot(end);
      if (end.tip) node(group, "path", { class: "tip", d: `M${x - 3.6} ${low - 2}h7.2l-3.6 6.6z` });
      else node(group, "circle", { class: "tip", cx: x, cy: low, r: 2.3 });
    }
    if (!to) {
      const point = piece.leaves ? x2 : x2 + way * -4, turn = piece.leaves ? way : -way;
      node(group, "path", { d: `M${point - turn * 4} ${y - 3.5}L${point} ${y}L${point - turn * 4} ${y + 3.5}` });
    }
    if (piece.shown) node(group, "text", { x: (x1 + x2) / 2, y: y + 3.6 }).textContent = relation.label;
  }

  function linesOfArticle(article) {
    const text = article.querySelector(".text");
    const lines = [...text.querySelectorAll("p")].flatMap(linesOf);
    place(relationsOf(article), text.getBoundingClientRect());
    return lines;
  }

  // All is read before anything is changed, and again before anything is drawn: a page may hold many articles.
  let width = 0;
  function drawAll() {
    width = document.documentElement.clientWidth;
    document.querySelectorAll(".text svg").forEach((old) => old.remove());
    const lines = [...document.querySelectorAll("section")].flatMap(linesOfArticle);
    lines.forEach(lanes);
    const joined = lines.filter((line) => line.pieces.length);
    joined.forEach(measure);
    for (const line of joined) {
      const svg = node(line.paragraph, "svg", { "aria-hidden": "true" });
      line.pieces.forEach((piece) => drawPiece(svg, piece));
    }
  }

  function print(on) {
    document.documentElement.classList.toggle("printing", on);
    drawAll();
  }
  document.fonts.ready.then(drawAll);
  addEventListener("beforeprint", () => print(true));
  addEventListener("afterprint", () => print(false));
  addEventListener("resize", () => { if (document.documentElement.clientWidth !== width) drawAll(); });
})();
