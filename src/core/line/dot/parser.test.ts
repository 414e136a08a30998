import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseDot } from './parser.ts';

const graphs = join(import.meta.dirname, '../../../../../shared/vendor/graphs');

describe('parseDot', () => {
  it('reads nodes, chains, defaults and dotted keys with their lines', () => {
    const graph = parseDot(`// a comment
digraph Fix {
  graph [goal="Fix \\"it\\"", retry_target=plan]
  rankdir=LR;
  node [shape=box, timeout=15m]
  edge [weight=2]
  start [shape=Mdiamond]
  start -> plan -> done [label="go\\non", condition="outcome=success"]
  done [human.default_choice=yes goal_gate=true]
}`);
    expect(graph).toMatchObject({ name: 'Fix', attributes: { goal: 'Fix "it"', retry_target: 'plan', rankdir: 'LR' } });
    expect(graph.nodes).toEqual([
      { id: 'start', line: 7, attributes: { shape: 'Mdiamond', timeout: '15m' } },
      { id: 'plan', line: 8, attributes: { shape: 'box', timeout: '15m' } },
      { id: 'done', line: 8, attributes: { shape: 'box', timeout: '15m', 'human.default_choice': 'yes', goal_gate: 'true' } },
    ]);
    expect(graph.edges).toEqual([
      { from: 'start', to: 'plan', line: 8, attributes: { weight: '2', label: 'go\non', condition: 'outcome=success' } },
      { from: 'plan', to: 'done', line: 8, attributes: { weight: '2', label: 'go\non', condition: 'outcome=success' } },
    ]);
  });

  it('flattens subgraphs and keeps their defaults inside', () => {
    const graph = parseDot('digraph { subgraph cluster_a { label="A"; node [class=x]; a; b } c; a->c }');
    expect(graph.nodes.map(node => [node.id, node.attributes])).toEqual([
      ['a', { class: 'x' }],
      ['b', { class: 'x' }],
      ['c', {}],
    ]);
    expect(graph.attributes).toEqual({});
  });

  it('reads strings over several lines, block comments, and counts lines through both', () => {
    const graph = parseDot('digraph {\n/* one\n two */ a [prompt="x\ny"]\n b }');
    expect(graph.nodes.map(node => node.line)).toEqual([3, 5]);
    expect(graph.nodes[0]!.attributes).toEqual({ prompt: 'x\ny' });
  });

  it('keeps an attribute called __proto__ a mere key', () => {
    const [node] = parseDot('digraph { a [__proto__=x] }').nodes;
    expect(Object.keys(node!.attributes)).toEqual(['__proto__']);
  });

  it.each([
    ['graph { a }', 'line 1: a line starts with "digraph"; found "graph"'],
    ['digraph {\n a -> \n}', 'line 3: expected the node that the arrow leads to; found "}"'],
    ['digraph {\n a [x=\n]}', 'line 3: expected a value for x; found "]"'],
    ['digraph {\n a [label="x]\n}', 'line 2: a string is opened with " and never closed'],
    ['digraph { /* x', 'line 1: a comment is opened with /* and never closed'],
    ['digraph { a ', 'line 1: expected a node, an edge or an attribute; found the end of the file'],
    ['digraph { a }\ndigraph { b }', 'line 2: a file holds one graph; there is more after its closing "}"; found "digraph"'],
  ])('names the line of a fault in %j', (source, message) => {
    expect(() => parseDot(source)).toThrow(message);
  });

  it.skipIf(!existsSync(graphs))('reads every published graph (skipped where ../shared/vendor/graphs is missing)', () => {
    const files = readdirSync(graphs).filter(file => file.endsWith('.dot'));
    expect(files).toHaveLength(120);
    for (const file of files) {
      const graph = parseDot(readFileSync(join(graphs, file), 'utf8'));
      expect(graph.nodes.length, file).toBeGreaterThan(1);
      expect(graph.edges.length, file).toBeGreaterThan(0);
    }
  });
});
