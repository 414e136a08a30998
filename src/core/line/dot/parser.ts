import { syntaxFault, type Token, tokensOf } from './lexer.ts';

/** Attribute values are the text as written, without quotes: `"15m"`, `15m` and `true` are read where they are used. */
export type DotAttributes = Readonly<Record<string, string>>;
/** `line` is where the node is first mentioned, from 1. */
export type DotNode = { readonly id: string; readonly attributes: DotAttributes; readonly line: number };
export type DotEdge = { readonly from: string; readonly to: string; readonly attributes: DotAttributes; readonly line: number };
export type DotGraph = {
  readonly name: string;
  readonly attributes: DotAttributes;
  readonly nodes: readonly DotNode[];
  readonly edges: readonly DotEdge[];
};

type Attributes = Record<string, string>;
/** What a block hands down: the defaults for nodes and edges made inside it. */
type Scope = { readonly node: Attributes; readonly edge: Attributes; readonly isRoot: boolean };
type Draft = {
  readonly attributes: Attributes;
  readonly nodes: Map<string, { attributes: Attributes; line: number }>;
  readonly edges: DotEdge[];
};

/**
 * Read one `digraph` of the Attractor dialect of DOT. Subgraphs only scope their defaults: their nodes and edges end up
 * in the one flat graph, in the order of the file. Throws `invalid` / `line.syntax` with the line of the fault.
 */
export function parseDot(source: string): DotGraph {
  const reader = readerOf(tokensOf(source));
  reader.takeWord('strict');
  if (!reader.takeWord('digraph')) throw reader.fault('a line starts with "digraph"');
  const name = reader.isMark('{') ? '' : reader.name('the name of the graph');
  const draft: Draft = { attributes: bare(), nodes: new Map(), edges: [] };
  readBlock(reader, draft, { node: bare(), edge: bare(), isRoot: true });
  if (reader.peek().kind !== 'end') throw reader.fault('a file holds one graph; there is more after its closing "}"');
  const nodes = [...draft.nodes].map(([id, { attributes, line }]) => ({ id, attributes, line }));
  return { name, attributes: draft.attributes, nodes, edges: draft.edges };
}

/** Without a prototype, so that an attribute called `__proto__` or `constructor` is only a key. */
function bare(...from: readonly DotAttributes[]): Attributes {
  return Object.assign(Object.create(null), ...from) as Attributes;
}

function readBlock(reader: Reader, draft: Draft, scope: Scope): void {
  reader.expect('{');
  while (!reader.takeMark('}')) {
    if (!reader.takeMark(';')) readStatement(reader, draft, scope);
  }
}

function readStatement(reader: Reader, draft: Draft, scope: Scope): void {
  if (reader.isMark('{')) readBlock(reader, draft, inner(scope));
  else if (reader.takeWord('subgraph')) readSubgraph(reader, draft, scope);
  else readNamed(reader, draft, scope);
}

const defaultsOf = ['graph', 'node', 'edge'] as const;

function readNamed(reader: Reader, draft: Draft, scope: Scope): void {
  const head = reader.peek();
  const id = reader.name('a node, an edge or an attribute');
  const defaults = head.kind === 'word' && reader.isMark('[') ? defaultsOf.find(of => of === id) : undefined;
  if (defaults) readDefaults(reader, draft, scope, defaults);
  else if (reader.takeMark('=')) readGraphAttribute(reader, draft, scope, id);
  else readChain(reader, draft, scope, { id, line: head.line });
}

function readGraphAttribute(reader: Reader, draft: Draft, scope: Scope, id: string): void {
  const value = reader.name(`a value for ${id}`);
  if (scope.isRoot) draft.attributes[id] = value;
}

function inner(scope: Scope): Scope {
  return { node: bare(scope.node), edge: bare(scope.edge), isRoot: false };
}

function readSubgraph(reader: Reader, draft: Draft, scope: Scope): void {
  if (!reader.isMark('{')) reader.name('the name of the subgraph');
  readBlock(reader, draft, inner(scope));
}

function readDefaults(reader: Reader, draft: Draft, scope: Scope, of: (typeof defaultsOf)[number]): void {
  const attributes = readAttributes(reader);
  if (of !== 'graph') Object.assign(scope[of], attributes);
  else if (scope.isRoot) Object.assign(draft.attributes, attributes);
}

type Mention = { readonly id: string; readonly line: number };

/** `a`, `a [..]`, `a -> b -> c [..]`: the attributes belong to the node, or to every edge of the chain. */
function readChain(reader: Reader, draft: Draft, scope: Scope, head: Mention): void {
  const chain = [head];
  while (reader.takeMark('->')) chain.push({ line: reader.peek().line, id: reader.name('the node that the arrow leads to') });
  const attributes = reader.isMark('[') ? readAttributes(reader) : bare();
  for (const mention of chain) declare(draft, scope, mention, chain.length === 1 ? attributes : bare());
  chain.slice(1).forEach((to, index) => {
    draft.edges.push({ from: chain[index]!.id, to: to.id, attributes: bare(scope.edge, attributes), line: to.line });
  });
}

/** Defaults hold for nodes that are made after them; a node mentioned again keeps what it has. */
function declare(draft: Draft, scope: Scope, { id, line }: Mention, attributes: DotAttributes): void {
  const node = draft.nodes.get(id) ?? { attributes: bare(scope.node), line };
  Object.assign(node.attributes, attributes);
  draft.nodes.set(id, node);
}

function readAttributes(reader: Reader): Attributes {
  const attributes = bare();
  while (reader.takeMark('[')) {
    while (!reader.takeMark(']')) {
      if (reader.takeMark(',') || reader.takeMark(';')) continue;
      const key = reader.name('an attribute or "]"');
      attributes[key] = reader.takeMark('=') ? reader.name(`a value for ${key}`) : 'true';
    }
  }
  return attributes;
}

type Reader = ReturnType<typeof readerOf>;

function readerOf(tokens: readonly Token[]) {
  let at = 0;
  const peek = () => tokens[at]!;
  const isMark = (mark: string) => peek().kind === 'mark' && peek().value === mark;
  const fault = (message: string) => syntaxFault(`${message}; found ${shown(peek())}`, peek().line);
  const takeIf = (isIt: boolean) => {
    if (isIt) at++;
    return isIt;
  };
  const takeMark = (mark: string) => takeIf(isMark(mark));
  return {
    peek,
    isMark,
    fault,
    takeMark,
    takeWord: (word: string) => takeIf(peek().kind === 'word' && peek().value === word),
    expect: (mark: string) => {
      if (!takeMark(mark)) throw fault(`expected "${mark}"`);
    },
    name: (wanted: string) => {
      const token = peek();
      if (token.kind === 'mark' || token.kind === 'end') throw fault(`expected ${wanted}`);
      at++;
      return token.value;
    },
  };
}

function shown(token: Token): string {
  return token.kind === 'end' ? token.value : `"${token.value.slice(0, 40)}"`;
}
