// What the page shows: facts by name, entries in typed columns.

const $ = id => document.getElementById(id);
const NONE = -1;

async function unpack(text) {
  const bytes = Uint8Array.from(atob(text.trim()), c => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate'));
  return JSON.parse(await new Response(stream).text());
}

/** Makes of the packed columns: times in nanoseconds, links as entries, strings by number. */
function entriesOf(page) {
  const c = page.columns, size = c.nanos.length;
  const nanos = new Float64Array(size);
  const causes = new Int32Array(size), bases = new Int32Array(size);
  for (let i = 0, now = 0; i < size; i++) {
    nanos[i] = now += c.nanos[i];
    causes[i] = c.causes[i] === 0 ? NONE : i - c.causes[i];
    bases[i] = c.bases[i] === 0 ? NONE : i - c.bases[i];
  }
  const s = c.strings;
  return {
    size, nanos, causes, bases,
    places: Uint16Array.from(c.places), lives: Uint16Array.from(c.lives), kinds: Uint8Array.from(c.kinds),
    operations: Int32Array.from(c.operations), keyNumbers: Int32Array.from(c.keys), strings: s,
    text: i => s[c.texts[i]], key: i => s[c.keys[i]], before: i => s[c.befores[i]], after: i => s[c.afters[i]],
    kind: i => page.kinds[c.kinds[i]], place: i => page.places[c.places[i]],
    hasCell: i => s[c.afters[i]] !== '',
  };
}

const isNode = name => /^n\d+$/.test(name);
const shortName = name => name.replace(/^client/, 'c');
const seconds = nanos => (nanos / 1e9).toFixed(6).replace(/(\d{3})(\d{3})$/, '$1\u2009$2') + ' s';

/** The first entry at or after this time. */
function firstAt(nanos, time) {
  let low = 0, high = nanos.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (nanos[middle] < time) low = middle + 1; else high = middle;
  }
  return low;
}

/** What an entry directly led to. */
function effectsOf(entries, entry, most) {
  const found = [];
  for (let i = entry + 1; i < entries.size && found.length < most; i++) {
    if (entries.causes[i] === entry || entries.bases[i] === entry) found.push(i);
  }
  return found;
}

/** What the operations in question wrote. */
function valuesInQuestion(page) {
  return page.subjects.map(i => / = (\S+)/.exec((page.operations[i] || [])[1] || '')).filter(found => found).map(found => found[1]);
}

/** An element with properties and children. */
function make(tag, properties, ...children) {
  const element = Object.assign(document.createElement(tag), properties || {});
  element.append(...children);
  return element;
}
