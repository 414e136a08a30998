import type { ContainerCreateOptions } from 'dockerode';
import type { HolderSetting } from '../../../core/station/inside/setting.ts';
import { dependencyVolumeName, namesOf, portOf, stationName } from '../../../core/station/station-names.ts';
import type { StationSpec } from '../../../core/station/station-runtime.ts';
import { labelsOf } from './labels.ts';

const mebibyte = 1024 * 1024;
export const controlSocket = '/run/andon/control.sock';
const hostPathless = { root: '/station', dependencies: '/deps' } as const;

/**
 * How every station is sealed; no purpose is exempt. The holder is uid 0 with three capabilities and no way to gain
 * more; it starts everything else as uid 1000 with none. No network: names lead to the relay, and nothing else exists.
 */
export function containerOptions(home: string, spec: StationSpec, image: string): ContainerCreateOptions {
  const { limits } = spec;
  return {
    name: stationName(home, spec.id),
    Image: image,
    Cmd: ['node', '/opt/andon/inside/holder.ts'],
    User: '0:0',
    Hostname: 'station',
    WorkingDir: '/station',
    Labels: labelsOf(home, spec),
    Env: [`ANDON_HOLDER=${JSON.stringify(holderSetting(spec))}`],
    HostConfig: {
      NetworkMode: 'none',
      ReadonlyRootfs: true,
      CapDrop: ['ALL'],
      CapAdd: ['SETUID', 'SETGID', 'KILL'],
      SecurityOpt: ['no-new-privileges'],
      Memory: limits.memoryMb * mebibyte,
      MemorySwap: limits.memoryMb * mebibyte,
      PidsLimit: limits.pids,
      NanoCpus: Math.round(limits.cpus * 1e9),
      Init: true,
      LogConfig: { Type: 'none', Config: {} },
      IpcMode: 'private',
      Tmpfs: { '/tmp': 'rw,exec,nosuid,nodev,size=512m,mode=1777', '/run/andon': 'rw,noexec,nosuid,nodev,size=1m,mode=0700' },
      Mounts: mountsOf(home, spec),
      ExtraHosts: namesOf(spec.services).map(name => `${name}:127.0.0.1`),
      Dns: ['127.0.0.1'],
      DnsOptions: ['timeout:1', 'attempts:1'],
      DnsSearch: ['.'],
      Ulimits: [
        { Name: 'core', Soft: 0, Hard: 0 },
        { Name: 'fsize', Soft: limits.diskMb * mebibyte, Hard: limits.diskMb * mebibyte },
      ],
    },
  };
}

function mountsOf(home: string, spec: StationSpec): NonNullable<NonNullable<ContainerCreateOptions['HostConfig']>['Mounts']> {
  const files = { Type: 'volume', Source: stationName(home, spec.id), Target: hostPathless.root } as const;
  if (!spec.dependencies) return [files];
  const isSetup = spec.purpose === 'setup';
  const source = dependencyVolumeName(home, spec.dependencies.key);
  return [files, { Type: 'volume', Source: source, Target: hostPathless.dependencies, ReadOnly: !isSetup }];
}

function holderSetting(spec: StationSpec): HolderSetting {
  const port = portOf(spec);
  return {
    station: spec.id,
    purpose: spec.purpose,
    root: hostPathless.root,
    dependencies: spec.dependencies ? { root: hostPathless.dependencies, path: spec.dependencies.path } : null,
    controlSocket,
    identity: { uid: 1000, gid: 1000 },
    relayPort: 80,
    declaredPort: port,
    port,
    services: spec.services,
    diskBytes: spec.limits.diskMb * mebibyte,
    env: {},
  };
}
