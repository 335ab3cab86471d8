// Space-time diagram of the causal cone (after Lamport 1978): a column for each client and node,
// a row for each event in order, arrows for messages.

function diagramOf(page, entries, state) {
  const ROW = 23, GUTTER = 96, TOP = 8, GAP = 16, CLIENT = 46, PAUSE = 25e6, MOST_SETTING = 90;
  const box = $('why');
  const gone = new Set(page.vanishings);
  const rows = withSetting();
  const columns = columnsOf();
  let tops = [], width = 0;

  /** The cone, with the crashes, pauses and beginnings of faults that lie within its time. */
  function withSetting() {
    const all = new Set(page.cone);
    if (!page.cone.length) return [];
    const places = new Set(page.cone.map(i => entries.places[i]));
    const from = page.cone[0], to = Math.min(entries.size, page.cone[page.cone.length - 1] + 400);
    const setting = [];
    let told = page.cone.some(i => entries.kind(i) === 'violated');
    for (let i = from; i < to; i++) {
      const kind = entries.kind(i);
      const life = ['crashed', 'started', 'stopped', 'paused', 'resumed'].includes(kind) && places.has(entries.places[i]);
      if (kind === 'violated' && !told) { setting.push(i); told = true; }
      if (i <= page.cone[page.cone.length - 1] && (life || kind === 'fault')) setting.push(i);
    }
    setting.slice(-MOST_SETTING).forEach(i => all.add(i));
    return [...all].sort((a, b) => a - b);
  }

  function columnsOf() {
    const places = [...new Set(rows.map(i => entries.places[i]))].filter(p => p > 0);
    const rank = p => (isNode(page.places[p]) ? 1e6 : 0) + (parseInt(page.places[p].replace(/\D+/g, ''), 10) || 0);
    return places.sort((a, b) => rank(a) - rank(b));
  }

  /** Which of the values in question are no longer in the cell. */
  function lostAt(entry) {
    return valuesInQuestion(page).filter(value => !entries.after(entry).includes('= ' + value + '  ')).join(', ');
  }

  const escape = text => text.replace(/[&<>"]/g, c => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]);

  function render() {
    if (!rows.length) {
      box.replaceChildren(make('p', { textContent: 'No operation is named by the verdict: look at every event.', style: 'padding:16px' }));
      return;
    }
    const clients = columns.filter(p => !isNode(page.places[p])).length, nodes = columns.length - clients;
    const perNode = Math.max(84, (box.clientWidth - GUTTER - 16 - clients * CLIENT) / Math.max(1, nodes));
    width = Math.max(GUTTER + clients * CLIENT + nodes * perNode, box.clientWidth - 16);
    const x = place => {
      const k = columns.indexOf(place);
      return GUTTER + (k < clients ? (k + .4) * CLIENT : clients * CLIENT + (k - clients + .3) * perNode);
    };
    tops = [];
    let at = TOP, previous = null;
    for (const i of rows) {
      if (previous !== null && entries.nanos[i] - entries.nanos[previous] > PAUSE) at += GAP;
      tops.push(at);
      at += ROW;
      previous = i;
    }
    const height = at + TOP, rowAt = new Map(rows.map((entry, k) => [entry, k]));
    const middle = k => tops[k] + ROW / 2;
    const parts = [];
    columns.forEach(place => parts.push(lifeLine(place, x(place), height, middle)));
    rows.forEach((entry, k) => parts.push(gap(k)));
    const wires = [];
    rows.forEach((entry, k) => wires.push(wire(entry, k, rowAt, x, middle)));
    rows.forEach((entry, k) => parts.push(row(entry, k, x, middle)));
    const head = '<div class="head" style="width:' + width + 'px">'
      + columns.map(p => '<span style="left:' + x(p) + 'px">' + escape(shortName(page.places[p])) + '</span>').join('') + '</div>';
    box.innerHTML = head + '<svg width="' + width + '" height="' + height + '" role="presentation">'
      + '<defs><marker id="tipped" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
      + '<path d="M0 0 L8 4 L0 8 Z" fill="var(--send)"/></marker></defs>'
      + parts.slice(0, columns.length + rows.length).join('') + '<g>' + wires.join('') + '</g>'
      + parts.slice(columns.length + rows.length).join('') + '</svg>';
    mark();
  }

  /** Solid while the node runs, dashed while it is down. */
  function lifeLine(place, at, height, middle) {
    let out = '', from = 0, down = false;
    rows.forEach((entry, k) => {
      if (entries.places[entry] !== place) return;
      const kind = entries.kind(entry);
      if (kind !== 'crashed' && kind !== 'stopped' && kind !== 'started') return;
      out += line(from, middle(k), down);
      from = middle(k);
      down = kind !== 'started';
    });
    return out + line(from, height, down);
    function line(a, b, dashed) { return '<line class="line' + (dashed ? ' down' : '') + '" x1="' + at + '" x2="' + at + '" y1="' + a + '" y2="' + b + '"/>'; }
  }

  function gap(k) {
    if (k === 0) return '';
    const nanos = entries.nanos[rows[k]] - entries.nanos[rows[k - 1]];
    if (nanos <= PAUSE) return '';
    const at = tops[k] - GAP / 2;
    const word = nanos > 1e9 ? (nanos / 1e9).toFixed(2) + ' s' : (nanos / 1e6).toFixed(0) + ' ms';
    return '<line class="gap" x1="' + GUTTER + '" x2="' + width + '" y1="' + at + '" y2="' + at + '"/>'
      + '<text class="time" x="' + (GUTTER - 22) + '" y="' + (at + 4) + '" text-anchor="end">+ ' + word + '</text>';
  }

  function wire(entry, k, rowAt, x, middle) {
    const kind = entries.kind(entry), sent = entries.causes[entry], from = rowAt.get(sent);
    if ((kind !== 'received' && kind !== 'lost') || from === undefined) return '';
    const a = x(entries.places[sent]), b = x(entries.places[entry]), back = a < b ? -6 : 6;
    return '<path class="wire' + (kind === 'lost' ? ' lost' : '') + '" data-a="' + sent + '" data-b="' + entry + '" d="M' + a + ' ' + middle(from)
      + ' L' + (b + back) + ' ' + middle(k) + '"' + (kind === 'lost' ? '' : ' marker-end="url(#tipped)"') + '/>';
  }

  function row(entry, k, x, middle) {
    const kind = entries.kind(entry), place = entries.places[entry], y = middle(k);
    const back = '<rect class="back" x="0" y="' + tops[k] + '" width="' + width + '" height="' + ROW + '"/>';
    const same = k > 0 && entries.nanos[rows[k - 1]] === entries.nanos[entry];
    const time = same ? '' : '<text class="time" x="' + (GUTTER - 22) + '" y="' + (y + 4) + '" text-anchor="end">' + (entries.nanos[entry] / 1e6).toFixed(2) + ' ms</text>';
    if (place === 0) {
      return '<g class="row world" data-entry="' + entry + '">' + back + '<line x1="' + GUTTER + '" x2="' + width + '" y1="' + (y + 9) + '" y2="' + (y + 9) + '"/>' + time
        + '<text x="' + (GUTTER + 4) + '" y="' + (y + 4) + '">' + escape(shorten((kind === 'violated' ? '✕ ' : '⚡ ') + entries.text(entry), width - GUTTER - 10)) + '</text></g>';
    }
    const at = x(place), left = at > GUTTER + (width - GUTTER) * .6, room = left ? at - GUTTER - 12 : width - at - 18;
    const quiet = kind === 'received' || kind === 'replied' || kind === 'read' || kind === 'delayed';
    const text = kind === 'received' && entries.hasCell(entry + 1) ? '' : entries.text(entry);
    const words = gone.has(entry) ? text + ' — ' + lostAt(entry) + ' is gone from ' + entries.place(entry) : text;
    return '<g class="row' + (quiet ? ' quiet' : '') + (gone.has(entry) ? ' gone' : '') + '" data-entry="' + entry + '">' + back + time + dot(kind, at, y, entry)
      + '<text x="' + (left ? at - 11 : at + 11) + '" y="' + (y + 4) + '"' + (left ? ' text-anchor="end"' : '')
      + ' style="paint-order:stroke;stroke:var(--paper);stroke-width:3.5px;stroke-linejoin:round">' + escape(shorten(words, room)) + '</text></g>';
  }

  const shorten = (text, pixels) => { const most = Math.max(4, Math.floor(pixels / 6.1)); return text.length <= most ? text : text.slice(0, most - 1) + '…'; };

  function dot(kind, x, y, entry) {
    const circle = (r, fill, stroke) => '<circle cx="' + x + '" cy="' + y + '" r="' + r + '" fill="' + fill + '" stroke="' + stroke + '" stroke-width="1.6"/>';
    const cross = '<path d="M' + (x - 5) + ' ' + (y - 5) + ' l10 10 m0 -10 l-10 10" stroke="var(--bad)" stroke-width="2.4" fill="none"/>';
    if (gone.has(entry)) return circle(6, 'var(--bad)', 'var(--bad)');
    switch (kind) {
      case 'asked': case 'answered': return '<rect x="' + (x - 5) + '" y="' + (y - 5) + '" width="10" height="10" rx="2" fill="var(--ok)"/>';
      case 'changed': return circle(5.5, 'var(--cell)', 'var(--cell)');
      case 'read': return circle(4.5, 'var(--paper)', 'var(--cell)');
      case 'crashed': case 'stopped': case 'lost': return cross;
      case 'started': case 'resumed': return circle(5, 'var(--paper)', 'var(--ok)');
      case 'paused': return circle(5, 'var(--soft)', 'var(--soft)');
      case 'sent': return circle(3.5, 'var(--paper)', 'var(--send)');
      case 'received': case 'delayed': return circle(3, 'var(--send)', 'var(--send)');
      default: return circle(3.5, 'var(--soft)', 'var(--soft)');
    }
  }

  /** Marks what is selected, and its arrows. */
  function mark() {
    box.querySelectorAll('.on, .lit').forEach(e => e.classList.remove('on', 'lit'));
    const shown = box.querySelector('[data-entry="' + state.entry + '"]');
    if (!shown) return;
    shown.classList.add('on');
    box.querySelectorAll('.wire').forEach(w => {
      if (+w.dataset.a === state.entry || +w.dataset.b === state.entry) w.classList.add('lit');
    });
  }

  function follow() {
    mark();
    const k = rows.indexOf(state.entry);
    if (k < 0 || box.hidden) return;
    const top = tops[k], view = box.clientHeight - 40;
    if (top < box.scrollTop + 20 || top > box.scrollTop + view - ROW) box.scrollTop = Math.max(0, top - view * .55);
  }

  box.addEventListener('click', e => {
    const found = e.target.closest('[data-entry]');
    if (found) state.select(+found.dataset.entry);
  });
  let waiting = 0;
  window.addEventListener('resize', () => { cancelAnimationFrame(waiting); waiting = requestAnimationFrame(render); });
  return { render, follow, rows };
}
