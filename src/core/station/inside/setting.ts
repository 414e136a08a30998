/** Who the agent's processes run as; null leaves them the holder's own user (no container, no second user). */
export type Identity = { readonly uid: number; readonly gid: number } | null;

/** What the host tells the holder when it starts it, in the variable `ANDON_HOLDER`. All paths are the station's own. */
export type HolderSetting = {
  readonly station: string;
  readonly purpose: 'agent' | 'checks' | 'product' | 'setup' | 'inspect';
  /** Where `work`, `in`, `out`, `home`, `tmp` and the holder's own `.andon` are. */
  readonly root: string;
  /** Where the dependencies of this key are mounted, or null. */
  readonly dependencies: { readonly root: string; readonly path: string } | null;
  readonly controlSocket: string;
  readonly identity: Identity;
  /** Port of the relay; 0 takes a free one. */
  readonly relayPort: number;
  /** The product's port as the project names it, and where it listens in truth (another only without a network of its own). */
  readonly declaredPort: number;
  readonly port: number;
  readonly services: readonly string[];
  readonly diskBytes: number;
  /** Variables for every process inside, besides the fixed ones. */
  readonly env: Readonly<Record<string, string>>;
};

export type Places = {
  readonly work: string;
  readonly in: string;
  readonly out: string;
  readonly home: string;
  readonly tmp: string;
  readonly own: string;
};

/** A set-up station works in the dependencies' tree, any other one in its clone. */
export function placesOf(setting: HolderSetting): Places {
  const { root } = setting;
  const work = setting.purpose === 'setup' && setting.dependencies ? `${setting.dependencies.root}/tree` : `${root}/work`;
  return { work, in: `${root}/in`, out: `${root}/out`, home: `${root}/home`, tmp: `${root}/tmp`, own: `${root}/.andon` };
}

/** The variables that every process inside sees. */
export function environmentOf(setting: HolderSetting, places: Places): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '/usr/local/bin:/usr/bin:/bin',
    LANG: 'C.UTF-8',
    TERM: 'xterm-256color',
    HOME: places.home,
    USER: 'agent',
    SHELL: '/bin/bash',
    PORT: String(setting.port),
    ANDON_IN: places.in,
    ANDON_OUT: places.out,
    ANDON_WORK: places.work,
    ...setting.env,
  };
}
