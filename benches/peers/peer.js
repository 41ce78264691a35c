'use strict';
// velocityjs and amplify-velocity-template, measured as benches/peers/README.md says all engines are.

const fs = require('fs');
const path = require('path');
const readline = require('readline');

const [name, folder, once] = process.argv.slice(2);
const { parse, Compile } = require(name);

/** `$` and `$.a.b`: all that the workloads ask for. */
function select(document, path) {
  return path === '$' ? document : path.slice(2).split('.').reduce((value, name) => value?.[name], document);
}

const SHORT = { '\b': '\\b', '\n': '\\n', '\t': '\\t', '\f': '\\f', '\r': '\\r' };

function escapeJavaScript(text) {
  return String(text).replace(/['"\\/]|[^ -\x7f]/g, (unit) =>
    /['"\\/]/.test(unit) ? '\\' + unit
      : SHORT[unit] ?? '\\u' + unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0'));
}

const util = { escapeJavaScript, parseJson: (text) => JSON.parse(text) };

function input(event) {
  let document;
  const read = () => (document ??= JSON.parse(event.body));
  return {
    path: (path) => select(read(), path),
    json: (path) => JSON.stringify(select(read(), path)),
    params: () => ({ path: { ...event.params.path }, querystring: { ...event.params.querystring }, header: { ...event.params.header } }),
  };
}

function copy(object) {
  const copied = { ...object };
  for (const name in copied) if (copied[name] instanceof Object) copied[name] = copy(copied[name]);
  return copied;
}

function load(workload) {
  const read = (extension) => fs.readFileSync(path.join(folder, `${workload}.${extension}`), 'utf8');
  const text = read('vtl');
  const event = JSON.parse(read('json'));
  const render = (tree) => new Compile(tree).render({
    input: input(event), util, context: copy(event.context), stageVariables: copy(event.stageVariables),
  });
  const tree = parse(text);
  return { parse: () => parse(text), render: () => render(tree), cold: () => render(parse(text)) };
}

/** The median of batches that each take about a millisecond, so that asking the clock costs nothing. */
function measure(milliseconds, operation) {
  const batch = (size) => {
    const start = process.hrtime.bigint();
    for (let run = 0; run < size; run++) kept = operation();
    return Number(process.hrtime.bigint() - start);
  };
  const end = process.hrtime.bigint() + BigInt(milliseconds) * 1000000n;
  let size = 1;
  while (batch(size) < 500000) size *= 2;
  const times = [];
  while (times.length === 0 || process.hrtime.bigint() < end) times.push(batch(size) / size);
  times.sort((left, right) => left - right);
  return times[times.length >> 1];
}

let kept;

if (once) {
  process.stdout.write(load(once).render());
} else {
  readline.createInterface({ input: process.stdin }).on('line', (line) => {
    const [what, workload, milliseconds] = line.split(' ');
    const operations = load(workload);
    console.log(what === 'output' ? JSON.stringify(operations.render()) : measure(Number(milliseconds), operations[what]).toFixed(1));
  });
}
