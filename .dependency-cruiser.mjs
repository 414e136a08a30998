// The table of layers in ARCHITECTURE.md. A folder's name says where its code may run, and this holds it to that.
const node = '^(node:|fs|path|os|net|http|https|crypto|child_process|stream|util|url|worker_threads|v8|vm|zlib)';
const packages = 'node_modules/';

/** A rule: what lies in `from` may not reach `to`. `except` stays allowed. */
function forbid(name, comment, from, to, except = null) {
  return {
    name,
    comment,
    severity: 'error',
    from: { path: from, pathNot: '\\.(test|fixture)\\.tsx?$' },
    to: { path: to, ...(except === null ? {} : { pathNot: except }) },
  };
}

const layers = ['base', 'contract', 'rpc', 'core', 'adapters', 'app', 'cli', 'main', 'server', 'preload', 'renderer'];
/** What each layer may use of `src/`, beside itself. */
const mayUse = {
  base: [],
  contract: ['base'],
  rpc: ['base', 'contract/define'],
  core: ['base'],
  adapters: ['base', 'core'],
  app: ['base', 'contract', 'rpc', 'core', 'adapters'],
  cli: ['base', 'contract', 'rpc', 'app'],
  main: ['base', 'contract', 'rpc', 'app'],
  server: ['base', 'contract', 'rpc', 'app'],
  preload: [],
  renderer: ['base', 'contract', 'rpc'],
};

/** The only packages that a layer may use; any other is refused. A layer that is not named here may use what it likes. */
const packagesOf = {
  base: [],
  contract: ['zod'],
  rpc: [],
  core: ['better-sqlite3', 'zod', 'yaml', 'node-pty', '@xterm/headless', '@xterm/addon-serialize'],
  preload: ['electron'],
};

const layerRules = layers.map(layer => ({
  ...forbid(
    `${layer}-uses-only-its-own`,
    `src/${layer} may use ${mayUse[layer].join(', ') || 'nothing'} of src`,
    `^src/${layer}/`,
    '^src/',
    `^src/(${[layer, ...mayUse[layer]].join('|')})(/|\\.ts$)`,
  ),
}));

const packageRules = Object.entries(packagesOf).map(([layer, names]) =>
  forbid(
    `${layer}-packages`,
    `src/${layer} may use these packages only: ${names.join(', ') || 'none'}`,
    `^src/${layer}/`,
    packages,
    names.length === 0 ? null : `node_modules/(@types/)?(${names.join('|')})/`,
  ),
);

export default {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'A cycle is two things that are one, or one that is two.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolvable',
      comment: 'An import that leads nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^(electron|virtual:)' },
    },
    ...layerRules,
    ...packageRules,
    ...['base', 'contract', 'rpc', 'preload', 'renderer'].map(layer =>
      forbid(`${layer}-without-node`, `src/${layer} runs where there is no Node`, `^src/${layer}/(?!vite\\.config)`, node),
    ),
    forbid(
      'electron-in-main-only',
      'Only the shell for the desktop knows Electron',
      '^src/(?!main/|preload/)',
      '(^electron$|node_modules/electron/)',
    ),
    forbid('ws-in-server-only', 'Only browser mode knows the WebSocket server', '^src/(?!server/)', 'node_modules/(@types/)?ws/'),
    {
      name: 'one-adapter-from-another',
      comment: 'An adapter knows its core interface and no other adapter',
      severity: 'error',
      from: { path: '^src/adapters/([^/]+)/([^/]+)/', pathNot: '\\.test\\.ts$' },
      to: { path: '^src/adapters/[^/]+/[^/]+/', pathNot: '^src/adapters/$1/$2/' },
    },
    {
      name: 'one-feature-from-another',
      comment: 'A feature of the renderer knows no other feature',
      severity: 'error',
      from: { path: '^src/renderer/features/([^/]+)/' },
      to: { path: '^src/renderer/features/[^/]+/', pathNot: '^src/renderer/features/$1/' },
    },
    forbid('twins-apart', 'The digital twins are a world of their own', '^digital-twins/', '^src/'),
    {
      name: 'kit-knows-no-twin',
      comment: 'The kit knows no twin, except in its tests',
      severity: 'error',
      from: { path: '^digital-twins/kit/', pathNot: 'test[.]ts$' },
      to: { path: '^digital-twins/(?!kit/)' },
    },
    forbid('twins-over-http', 'src reaches the digital twins over HTTP only', '^src/', '^digital-twins/'),
    {
      name: 'one-twin-from-another',
      comment: 'A twin knows the kit and no other twin',
      severity: 'error',
      from: { path: '^digital-twins/(?!kit/|testing/|drift/)([^/]+)/' },
      to: { path: '^digital-twins/[^/]+/', pathNot: '^digital-twins/($1|kit|testing)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^resources/' },
    parser: 'swc',
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.d.ts'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      exportsFields: ['exports'],
    },
  },
};
