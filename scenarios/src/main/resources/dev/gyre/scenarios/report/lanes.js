// Swim lanes: a row for each client and node over time, with faults as bands.

function lanesOf(page, entries, state) {
  const ROW = 19, TOP = 24, LEFT = 62, BAR = 11, FOOT = 6;
  const canvas = $('lanes'), pen = canvas.getContext('2d'), tip = $('tip');
  const order = page.places.map((name, i) => i).filter(i => i > 0)
    .sort((a, b) => isNode(page.places[b]) - isNode(page.places[a]) || number(a) - number(b));
  const rowOf = new Map(order.map((place, row) => [place, row]));
  const last = entries.size ? entries.nanos[entries.size - 1] : 1;
  const cone = new Set(page.cone), subjects = new Set(page.subjects);
  const lives = livesOf();
  let view = { from: 0, to: last };

  function number(place) { return parseInt(page.places[place].replace(/\D+/g, ''), 10) || 0; }

  /** Of each node: stretches in which it is down, or stands still. */
  function livesOf() {
    const down = [], still = [], since = new Map(), paused = new Map();
    for (let i = 0; i < entries.size; i++) {
      const kind = entries.kind(i), place = entries.places[i];
      if (kind === 'crashed' || kind === 'stopped') since.set(place, entries.nanos[i]);
      else if (kind === 'started' && since.has(place)) { down.push([place, since.get(place), entries.nanos[i]]); since.delete(place); }
      else if (kind === 'paused') paused.set(place, entries.nanos[i]);
      if ((kind === 'resumed' || kind === 'crashed') && paused.has(place)) { still.push([place, paused.get(place), entries.nanos[i]]); paused.delete(place); }
    }
    since.forEach((from, place) => down.push([place, from, last]));
    paused.forEach((from, place) => still.push([place, from, last]));
    return { down, still };
  }

  const width = () => canvas.clientWidth;
  const height = TOP + ROW * order.length + FOOT;
  const x = t => LEFT + (t - view.from) / (view.to - view.from) * (width() - LEFT - 8);
  const time = px => view.from + (px - LEFT) / (width() - LEFT - 8) * (view.to - view.from);
  const y = place => TOP + rowOf.get(place) * ROW;
  const colour = name => getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();

  function draw() {
    const ratio = window.devicePixelRatio || 1, w = width();
    canvas.style.height = height + 'px';
    canvas.width = w * ratio; canvas.height = height * ratio;
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, w, height);
    pen.font = '11.5px system-ui, sans-serif';
    const c = Object.fromEntries(['ink', 'soft', 'line', 'hair', 'bad', 'ok', 'unknown', 'refused', 'cell', 'send', 'accent', 'band', 'raised', 'paper', 'mark']
      .map(name => [name, colour(name)]));
    axis(c, w);
    bands(c, w);
    for (const [place, from, to] of lives.down) block(place, from, to, c.line, 'down', c);
    for (const [place, from, to] of lives.still) block(place, from, to, c.hair, 'still', c);
    ticks(c);
    if (view.to - view.from < 4e8) wires(c);
    operations(c);
    names(c);
    cursor(c);
  }

  function axis(c, w) {
    const span = view.to - view.from, rough = span / Math.max(3, w / 150);
    const unit = Math.pow(10, Math.floor(Math.log10(rough)));
    const step = [1, 2, 5, 10].map(f => f * unit).find(s => s >= rough);
    const digits = Math.max(0, Math.min(6, 9 - Math.floor(Math.log10(step))));
    for (let t = Math.ceil(view.from / step) * step; t <= view.to; t += step) {
      pen.fillStyle = c.hair; pen.fillRect(x(t), 16, 1, height);
      if (x(t) < w - 46) pen.fillStyle = c.soft, pen.fillText((t / 1e9).toFixed(digits) + ' s', x(t) + 3, 12);
    }
    for (const place of order) { pen.fillStyle = c.hair; pen.fillRect(LEFT, y(place) + BAR / 2, w, 1); }
  }

  function bands(c, w) {
    for (const [from, to, , places] of page.faults) {
      const a = Math.max(LEFT, x(from)), b = Math.min(w, Math.max(x(to), x(from) + 2));
      if (b <= a) continue;
      pen.fillStyle = c.band;
      if (places.length) for (const place of places) pen.fillRect(a, y(place) - 4, b - a, ROW);
      else pen.fillRect(a, 16, b - a, height);
    }
  }

  function block(place, from, to, fill, word, c) {
    const a = Math.max(LEFT, x(from)), b = x(to);
    if (b <= a) return;
    pen.fillStyle = fill; pen.fillRect(a, y(place), b - a, BAR);
    if (b - a > 40) { pen.fillStyle = c.soft; pen.fillText(word, a + 4, y(place) + 9.5); }
  }

  /** At most one tick a pixel and lane; the cone over the rest. */
  function ticks(c) {
    const painted = new Uint8Array(order.length * (width() + 1));
    const from = firstAt(entries.nanos, view.from), to = firstAt(entries.nanos, view.to);
    pen.fillStyle = c.soft; pen.globalAlpha = .38;
    for (let i = from; i < to; i++) {
      const row = rowOf.get(entries.places[i]);
      if (row === undefined || !isNode(entries.place(i))) continue;
      const px = x(entries.nanos[i]) | 0, cell = row * width() + px;
      if (painted[cell]) continue;
      painted[cell] = 1;
      pen.fillRect(px, TOP + row * ROW + 2, 1, BAR - 4);
    }
    pen.globalAlpha = 1;
    for (const i of page.cone) {
      if (i < from || i >= to || !rowOf.has(entries.places[i]) || !isNode(entries.place(i))) continue;
      pen.fillStyle = page.vanishings.includes(i) ? c.bad : c.accent;
      pen.fillRect(x(entries.nanos[i]) - 1, y(entries.places[i]) - 1, 2, BAR + 2);
    }
  }

  function wires(c) {
    const from = firstAt(entries.nanos, view.from), to = firstAt(entries.nanos, view.to);
    const all = to - from < 4000;
    pen.lineWidth = 1;
    for (let i = from; i < to; i++) {
      const kind = entries.kind(i), sent = entries.causes[i];
      if ((kind !== 'received' && kind !== 'lost') || sent === NONE || !(all || cone.has(i))) continue;
      pen.strokeStyle = kind === 'lost' ? c.bad : c.send;
      pen.globalAlpha = cone.has(i) ? .95 : .22;
      pen.beginPath();
      pen.moveTo(x(entries.nanos[sent]), y(entries.places[sent]) + BAR / 2);
      pen.lineTo(x(entries.nanos[i]), y(entries.places[i]) + BAR / 2);
      pen.stroke();
    }
    pen.globalAlpha = 1;
  }

  /** Those in question last, over the others. */
  function operations(c) {
    const painted = new Set();
    const fill = { ok: c.ok, refused: c.refused, unknown: c.unknown, open: c.unknown };
    page.operations.forEach((operation, index) => { if (!subjects.has(index)) operationBar(operation, index); });
    page.subjects.forEach(index => operationBar(page.operations[index], index));
    function operationBar([place, text, from, to, outcome], index) {
      const end = to === null ? last : to;
      if (end < view.from || from > view.to || !rowOf.has(place)) return;
      const a = Math.max(LEFT, x(from)), w = Math.max(1.5, x(end) - a), subject = subjects.has(index);
      const pixel = place + ':' + (a | 0);
      if (!subject && w < 2 && painted.has(pixel)) return;
      painted.add(pixel);
      pen.fillStyle = fill[outcome]; pen.globalAlpha = subject ? 1 : .55;
      pen.fillRect(a, y(place), w, BAR);
      pen.globalAlpha = 1;
      if (subject) { pen.strokeStyle = c.bad; pen.lineWidth = 2; pen.strokeRect(a - 2, y(place) - 2, w + 4, BAR + 4); }
      if (w > 60 || subject) {
        pen.save(); pen.beginPath(); pen.rect(a, y(place) - 2, subject ? 400 : w - 2, ROW); pen.clip();
        if (w <= 60) { pen.fillStyle = c.paper; pen.fillRect(a + w + 2, y(place) - 2, pen.measureText(text).width + 6, BAR + 4); }
        pen.fillStyle = w > 60 ? c.paper : c.bad;
        pen.fillText(text, w > 60 ? a + 4 : a + w + 5, y(place) + 9.5); pen.restore();
      }
    }
  }

  function names(c) {
    pen.fillStyle = c.paper; pen.fillRect(0, 0, LEFT - 4, height);
    pen.fillStyle = c.ink;
    for (const place of order) pen.fillText(page.places[place].replace('client', 'client '), 8, y(place) + 9.5, LEFT - 14);
  }

  function cursor(c) {
    if (state.entry === NONE) return;
    const t = entries.nanos[state.entry];
    if (t < view.from || t > view.to) return;
    pen.fillStyle = c.accent; pen.fillRect(x(t) - .5, 14, 1, height);
    if (rowOf.has(entries.places[state.entry])) {
      pen.beginPath(); pen.arc(x(t), y(entries.places[state.entry]) + BAR / 2, 4.5, 0, 7); pen.fill();
      pen.strokeStyle = c.paper; pen.lineWidth = 1.5; pen.stroke();
    }
  }

  function nearest(event) {
    const box = canvas.getBoundingClientRect(), px = event.clientX - box.left, py = event.clientY - box.top;
    const place = order[Math.floor((py - TOP + 4) / ROW)];
    let best = NONE, gap = 14;
    for (let i = firstAt(entries.nanos, time(px - 14)); i < entries.size && x(entries.nanos[i]) < px + 14; i++) {
      const distance = Math.abs(x(entries.nanos[i]) - px) - (cone.has(i) ? 3 : 0);
      if (entries.places[i] === place && distance < gap) { best = i; gap = distance; }
    }
    return { best, px, py, place };
  }

  let drag = null;
  canvas.addEventListener('pointerdown', e => { drag = { x: e.clientX, view: { ...view }, moved: false }; });
  window.addEventListener('pointerup', e => {
    if (drag && !drag.moved && e.target === canvas) { const { best } = nearest(e); if (best !== NONE) state.select(best); }
    drag = null;
  });
  window.addEventListener('pointermove', e => {
    if (!drag) return;
    const by = (e.clientX - drag.x) / (width() - LEFT) * (drag.view.to - drag.view.from);
    drag.moved = drag.moved || Math.abs(e.clientX - drag.x) > 3;
    view = { from: drag.view.from - by, to: drag.view.to - by };
    draw();
  });
  canvas.addEventListener('pointermove', e => {
    const { best, px, py, place } = nearest(e);
    const here = page.faults.filter(f => time(px) >= f[0] && time(px) <= f[1] && (!f[3].length || f[3].includes(place)));
    if (drag || (best === NONE && !here.length)) { tip.style.display = 'none'; return; }
    tip.textContent = (best === NONE ? '' : seconds(entries.nanos[best]) + ' ' + entries.place(best) + '\n' + entries.text(best))
      + here.slice(0, 4).map(f => '\n⚡ ' + f[2]).join('');
    tip.style.display = 'block';
    tip.style.left = Math.max(4, Math.min(px + 14, width() - tip.offsetWidth - 8)) + 'px';
    tip.style.top = Math.max(2, Math.min(py + 14, height - tip.offsetHeight - 4)) + 'px';
  });
  canvas.addEventListener('pointerleave', () => { tip.style.display = 'none'; });
  function zoom(factor, at) {
    const middle = at === undefined ? (view.from + view.to) / 2 : at;
    view = { from: middle - (middle - view.from) * factor, to: middle + (view.to - middle) * factor };
    draw();
  }
  canvas.addEventListener('wheel', e => {
    if (!e.deltaY) return;
    e.preventDefault();
    zoom(e.deltaY > 0 ? 1.25 : .8, time(e.clientX - canvas.getBoundingClientRect().left));
  }, { passive: false });
  canvas.addEventListener('keydown', e => {
    const step = (view.to - view.from) * .15;
    if (e.key === '+') zoom(.7); else if (e.key === '-') zoom(1 / .7);
    else if (e.key === 'ArrowLeft') { view.from -= step; view.to -= step; draw(); }
    else if (e.key === 'ArrowRight') { view.from += step; view.to += step; draw(); }
  });
  function show(from, to) { const margin = Math.max((to - from) * .06, 2e6); view = { from: from - margin, to: to + margin }; draw(); }
  const all = () => show(0, last);
  function toCone() {
    const recent = page.cone.slice(-80);
    if (recent.length) show(entries.nanos[recent[0]], entries.nanos[recent[recent.length - 1]]); else all();
  }
  $('zoom-in').onclick = () => zoom(.6);
  $('zoom-out').onclick = () => zoom(1 / .6);
  $('zoom-all').onclick = all;
  $('zoom-cone').onclick = toCone;
  $('legend').append(...[['ok', 'answered'], ['unknown', 'unknown'], ['refused', 'refused'], ['bad', 'the operations in question'],
    ['accent', 'led to it'], ['band', 'fault'], ['line', 'down']].map(([name, word]) => {
    const mark = make('i'); mark.style.background = 'var(--' + name + ')'; return make('span', {}, mark, word);
  }));
  window.addEventListener('resize', draw);

  /** Keeps the selected entry in sight. */
  function follow() {
    const t = entries.nanos[state.entry], span = view.to - view.from;
    if (state.entry !== NONE && (t < view.from || t > view.to)) view = { from: t - span / 2, to: t + span / 2 };
    draw();
  }
  return { draw, follow, all, toCone };
}
