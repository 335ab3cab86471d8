// Joins the parts: one selected event, shown everywhere.

function header(page) {
  const [promise, sentence] = page.violations[0] || ['', page.undecided[0] || 'Nothing is wrong with this run.'];
  document.title = page.verdict + ' ' + page.scenario + ' seed ' + page.seed;
  $('verdict').textContent = page.verdict;
  $('verdict').className = page.verdict;
  $('promise').textContent = promise;
  $('run').textContent = page.scenario + ' · seed ' + page.seed;
  $('sentence').textContent = sentence;
  $('story').textContent = page.story === page.scenario ? '' : page.story;
  const others = page.violations.slice(1).map(v => v[0] + ': ' + v[1]).concat(page.undecided);
  $('others').classList.toggle('any', others.length > 0);
  $('others').querySelector('summary').textContent = others.length + ' more';
  $('others').querySelector('ol').append(...others.slice(0, 200).map(text => make('li', { textContent: text })));
  const replay = $('replay');
  replay.querySelector('code').textContent = page.replay;
  replay.querySelector('button').onclick = e => copy(page.replay, e.target);
  $('facts').append(...Object.entries(page.facts).map(([name, value]) => make('div', {},
    make('dt', { textContent: name }), make('dd', { textContent: typeof value === 'number' ? value.toLocaleString('en') : value }))));
}

function copy(text, button) {
  const done = () => { button.textContent = 'copied'; setTimeout(() => { button.textContent = 'copy'; }, 1500); };
  const select = () => {
    const range = document.createRange();
    range.selectNodeContents($('replay').querySelector('code'));
    getSelection().removeAllRanges(); getSelection().addRange(range);
    if (document.execCommand('copy')) done();
  };
  if (navigator.clipboard) navigator.clipboard.writeText(text).then(done, select); else select();
}

function reduction(shown) {
  if (!shown) return;
  $('reduction').classList.add('any');
  $('top').classList.add('two');
  $('numbers').append(...shown.rows.map(([what, before, after]) => make('div', {},
    make('span', { textContent: what }), make('s', { textContent: before.toLocaleString('en') }), make('b', { textContent: after.toLocaleString('en') }))));
  $('steps').append(...(shown.after.length ? shown.after : ['no fault at all: the load alone shows it']).map(text => make('li', { textContent: text })));
  $('steps-before').querySelector('summary').textContent = 'the ' + shown.before.length + ' faults it began with';
  $('steps-before').querySelector('ol').append(...shown.before.map(text => make('li', { textContent: text })));
}

function table(id, rows) {
  $(id).append(...(rows.length ? rows : [['none', 0]]).map(([name, count]) => make('tr', { className: count ? '' : 'never' },
    make('td', { textContent: name }), make('td', { textContent: count ? count.toLocaleString('en') : 'never' }))));
}

function themes() {
  const root = document.documentElement;
  const dark = () => root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  return () => { root.dataset.theme = dark() ? 'light' : 'dark'; };
}

function start(page) {
  const entries = entriesOf(page), past = [];
  const state = { entry: NONE, select, act };
  header(page);
  reduction(page.reduction);
  table('coverage', page.coverage);
  table('effects', page.effects);
  $('note').textContent = (page.dropped ? page.dropped.toLocaleString('en') + ' events furthest from the violation were left out. ' : '')
    + (page.coneCut ? 'What led to it is cut to the latest ' + page.cone.length + ' events. ' : '') + 'Times are virtual.';
  const lanes = lanesOf(page, entries, state), diagram = diagramOf(page, entries, state);
  const inspector = inspectorOf(page, entries, state), events = eventsOf(page, entries, state);

  function select(entry, silently) {
    if (entry === undefined || entry < 0 || entry >= entries.size) return;
    if (!silently && state.entry !== NONE && state.entry !== entry) past.push(state.entry);
    state.entry = entry;
    lanes.follow(); diagram.follow(); events.follow(); inspector.show();
    if (!$('why').hidden && !diagram.rows.includes(entry)) tab(false);
  }

  function tab(why) {
    $('why').hidden = !why; $('all').hidden = why;
    $('tab-why').setAttribute('aria-selected', why); $('tab-all').setAttribute('aria-selected', !why);
    if (why) diagram.follow(); else { events.refresh(); events.follow(); }
    if (why) $('counted').textContent = page.cone.length + ' events' + (page.coneCut ? ', the latest' : '');
  }

  function walk(by, here) {
    const list = $('why').hidden ? events.list() : diagram.rows;
    let k = firstAt(list, state.entry);
    const place = entries.places[state.entry];
    for (k += by === 1 && list[k] !== state.entry ? 0 : by; k >= 0 && k < list.length; k += by) {
      if (!here || entries.places[list[k]] === place) { select(list[k]); return; }
    }
  }

  function act(what) {
    switch (what) {
      case 'next': walk(1, false); break;
      case 'previous': walk(-1, false); break;
      case 'nextHere': walk(1, true); break;
      case 'previousHere': walk(-1, true); break;
      case 'cause': select(entries.causes[state.entry]); break;
      case 'basis': select(entries.bases[state.entry]); break;
      case 'effect': select(effectsOf(entries, state.entry, 1)[0]); break;
      case 'back': if (past.length) select(past.pop(), true); break;
      case 'verdict': select(verdictEntry()); break;
      case 'why': tab(true); break;
      case 'all': tab(false); break;
      case 'filter': tab(false); $('f-text').focus(); break;
    }
  }

  function verdictEntry() {
    const answered = page.subjects.map(s => entries.operations.lastIndexOf(s)).find(i => i >= 0);
    return answered === undefined ? (page.cone.length ? page.cone[page.cone.length - 1] : entries.size - 1) : answered;
  }

  const keys = { j: 'next', ArrowDown: 'next', k: 'previous', ArrowUp: 'previous', n: 'nextHere', p: 'previousHere', c: 'cause',
    b: 'basis', e: 'effect', Backspace: 'back', v: 'verdict', 1: 'why', 2: 'all', '/': 'filter' };
  window.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
    const arrow = event.key.startsWith('Arrow');
    if (!keys[event.key] || (arrow && !$('bench').contains(event.target))) return;
    event.preventDefault();
    act(keys[event.key]);
  });
  $('tab-why').onclick = () => tab(true);
  $('tab-all').onclick = () => tab(false);
  const turn = themes();
  $('theme').onclick = () => { turn(); lanes.draw(); };
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', lanes.draw);

  events.refresh();
  diagram.render();
  tab(page.cone.length > 0);
  select(verdictEntry(), true);
  lanes.toCone();
  document.body.dataset.events = String(entries.size);
}

window.addEventListener('error', e => { document.body.dataset.error = e.message; });
window.addEventListener('unhandledrejection', e => { document.body.dataset.error = String(e.reason); });
unpack($('data').textContent).then(start);
