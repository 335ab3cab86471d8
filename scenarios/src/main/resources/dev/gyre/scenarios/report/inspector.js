// One event: what it is, whence it came, what it led to, and every node's cell of its key.

function inspectorOf(page, entries, state) {
  const box = $('inspector');
  const subjectValues = new Set(valuesInQuestion(page));

  function link(word, entry) {
    const button = make('button', { type: 'button' },
      make('span', { className: 'w', textContent: word }),
      make('span', { textContent: shortName(entries.place(entry)) }),
      make('span', { textContent: entries.text(entry), title: entries.text(entry) }));
    button.onclick = () => state.select(entry);
    return button;
  }

  function show() {
    const i = state.entry;
    if (i === NONE) { box.replaceChildren(make('p', { textContent: 'Choose an event.' })); return; }
    const life = entries.lives[i] > 1 ? ' life ' + entries.lives[i] : '';
    const parts = [
      make('h3', { textContent: seconds(entries.nanos[i]) + ' · ' + entries.place(i) + life + ' · ' + entries.kind(i) + (entries.key(i) ? ' · ' + entries.key(i) : '') }),
      make('p', { className: 'what', textContent: entries.text(i) }), walk(i)];
    const links = make('div', { className: 'links' });
    if (entries.causes[i] !== NONE) links.append(link('because', entries.causes[i]));
    if (entries.bases[i] !== NONE) links.append(link('builds on', entries.bases[i]));
    for (const effect of effectsOf(entries, i, 7)) links.append(link('leads to', effect));
    if (links.childElementCount) parts.push(links);
    const key = entries.key(i);
    if (key) parts.push(make('h4', { textContent: 'Cells of ' + key + (entries.hasCell(i) ? ', before and after' : ' at this moment') }), ...cells(key, i));
    box.replaceChildren(...parts);
  }

  function walk(i) {
    const bar = make('div', { className: 'walk' });
    for (const [word, keys, act] of [['◀ previous', 'k', 'previous'], ['next ▶', 'j', 'next'], ['◀ on ' + shortName(entries.place(i)), 'p', 'previousHere'],
      ['on ' + shortName(entries.place(i)) + ' ▶', 'n', 'nextHere'], ['cause', 'c', 'cause']]) {
      const button = make('button', { type: 'button', textContent: word, title: 'key ' + keys });
      button.onclick = () => state.act(act);
      bar.append(button);
    }
    return bar;
  }

  /** The last entry at or before this one that saw the key's cell at a node. */
  function lastSeen(key, place, upTo) {
    for (let i = upTo; i >= 0; i--) {
      if (entries.places[i] === place && entries.hasCell(i) && entries.key(i) === key) return i;
    }
    return NONE;
  }

  /** What became of a node since it was seen: its last crash, end or start. */
  function lifeSince(place, from, upTo) {
    for (let i = upTo; i > from; i--) {
      const kind = entries.kind(i);
      if (entries.places[i] === place && (kind === 'crashed' || kind === 'stopped')) return ', down since';
      if (entries.places[i] === place && kind === 'started') return ', restarted since';
    }
    return '';
  }

  function cells(key, upTo) {
    const shown = [];
    page.places.forEach((name, place) => {
      if (!isNode(name)) return;
      const seen = lastSeen(key, place, upTo);
      if (seen === NONE) return;
      const here = seen === upTo;
      shown.push({ here, card: card(name, seen, here, lifeSince(place, seen, upTo)) });
    });
    return shown.length ? shown.sort((a, b) => b.here - a.here).map(s => s.card)
      : [make('p', { textContent: 'No cell of it was recorded before this.' })];
  }

  function card(name, seen, here, since) {
    const changed = here && entries.before(seen) !== entries.after(seen);
    const after = entries.after(seen).split('\n'), met = here ? entries.before(seen).split('\n') : after;
    const earlier = here ? lastSeen(entries.key(seen), entries.places[seen], seen - 1) : NONE;
    const before = earlier === NONE ? met : entries.after(earlier).split('\n');
    const crashed = before.join('\n') !== met.join('\n');
    const list = make('ul');
    const gone = before.filter(line => !after.includes(line));
    for (const line of gone) list.append(fact(line, 'del'));
    for (const line of after) list.append(fact(line, before.includes(line) ? '' : 'add'));
    const when = make('span', { textContent: here ? (crashed ? 'not as it was left: a crash took something' : changed ? 'changes now' : 'stays as it is') : 'as left at ' + seconds(entries.nanos[seen]) + since });
    return make('div', { className: 'cell' + (here ? ' here' : '') }, make('p', {}, make('b', { textContent: name }), when), list);
  }

  function fact(line, change) {
    const value = /^= (\S+)/.exec(line);
    const classes = [change, value ? '' : 'fact', value && subjectValues.has(value[1]) ? 'subject' : ''];
    return make('li', { className: classes.filter(c => c).join(' '), textContent: line.replace(/^= /, '') });
  }

  return { show };
}
