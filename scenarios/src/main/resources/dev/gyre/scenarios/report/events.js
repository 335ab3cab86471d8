// Every event, as a list of which only the visible rows exist.

function eventsOf(page, entries, state) {
  const ROW = 24;
  const box = $('rows'), spacer = $('spacer');
  const cone = new Set(page.cone);
  let shown = new Int32Array(0);

  function options(select, first, values) {
    select.append(make('option', { value: '', textContent: first }));
    values.forEach(([value, text]) => select.append(make('option', { value, textContent: text })));
  }
  const keyNumbers = [...new Set(entries.keyNumbers)].filter(n => entries.strings[n] !== '');
  const byName = (a, b) => a[1].localeCompare(b[1], 'en', { numeric: true });
  options($('f-place'), 'anywhere', page.places.map((name, i) => [i, name]));
  options($('f-key'), 'any key', keyNumbers.map(n => [n, entries.strings[n]]).sort(byName));
  options($('f-kind'), 'any kind', page.kinds.map((name, i) => [i, name]));

  /** Texts are looked through once each, not once an entry. */
  function matching() {
    const text = $('f-text').value.trim().toLowerCase();
    const place = $('f-place').value, key = $('f-key').value, kind = $('f-kind').value;
    const hits = new Map();
    const holds = i => {
      const value = entries.text(i);
      if (!hits.has(value)) hits.set(value, value.toLowerCase().includes(text));
      return hits.get(value);
    };
    const found = [];
    for (let i = 0; i < entries.size; i++) {
      if (place !== '' && entries.places[i] !== +place) continue;
      if (key !== '' && entries.keyNumbers[i] !== +key) continue;
      if (kind !== '' && entries.kinds[i] !== +kind) continue;
      if (text === '' || holds(i)) found.push(i);
    }
    return Int32Array.from(found);
  }

  function refresh() {
    shown = matching();
    spacer.style.height = shown.length * ROW + 'px';
    count();
    draw();
  }

  function count() {
    $('counted').textContent = shown.length === entries.size ? entries.size.toLocaleString('en') + ' events'
      : shown.length.toLocaleString('en') + ' of ' + entries.size.toLocaleString('en') + ' events';
  }

  function draw() {
    const first = Math.max(0, Math.floor(box.scrollTop / ROW) - 8);
    const last = Math.min(shown.length, first + Math.ceil(box.clientHeight / ROW) + 16);
    const rows = [];
    for (let k = first; k < last; k++) rows.push(row(k));
    spacer.replaceChildren(...rows);
  }

  function row(k) {
    const i = shown[k];
    const element = make('div', { className: 'event' + (i === state.entry ? ' on' : '') + (cone.has(i) ? ' cone' : '') },
      make('span', { className: 't', textContent: (entries.nanos[i] / 1e9).toFixed(6) }),
      make('b', { textContent: shortName(entries.place(i)) }),
      make('span', { className: 'k', textContent: entries.kind(i) }),
      make('span', { className: 'y', textContent: entries.key(i) }),
      make('span', { textContent: entries.text(i), title: entries.text(i) }));
    element.style.top = k * ROW + 'px';
    element.setAttribute('role', 'option');
    element.setAttribute('aria-selected', String(i === state.entry));
    element.onclick = () => state.select(i);
    return element;
  }

  function follow() {
    if ($('all').hidden) return;
    const k = firstAt(shown, state.entry), top = k * ROW;
    if (shown[k] === state.entry && (top < box.scrollTop + ROW || top > box.scrollTop + box.clientHeight - 3 * ROW)) {
      box.scrollTop = top - box.clientHeight / 2;
    }
    draw();
  }

  box.addEventListener('scroll', draw, { passive: true });
  $('filter').addEventListener('input', refresh);
  $('filter').addEventListener('submit', e => e.preventDefault());
  return { refresh, follow, list: () => shown };
}
