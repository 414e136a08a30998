import { createHash } from 'node:crypto';
import { AppError } from '../../base/app-error.ts';
import type { StationSpec } from './station-runtime.ts';

/** The names that answer inside on port 80: the station's own product and the services it was given. */
export function namesOf(services: readonly string[]): readonly string[] {
  for (const name of services) {
    const isPlain = /^[a-z0-9](?:[a-z0-9-]{0,40}[a-z0-9])?$/.test(name) && name !== 'product';
    if (!isPlain)
      throw new AppError('invalid', 'station.bad-service', `${JSON.stringify(name)} cannot be the name of a service.`);
  }
  return ['product', ...services].map(name => `${name}.localhost`);
}

/** Short and unlike any other: two homes on one machine, or two ids that read alike, never meet. */
export function stationName(home: string, id: string): string {
  return `andon-${digest(`${home}\n${id}`)}`;
}

export function dependencyVolumeName(home: string, key: string): string {
  if (!/^[a-z0-9]{8,64}$/.test(key))
    throw new AppError('invalid', 'station.bad-key', `${JSON.stringify(key)} cannot be a key of dependencies.`);
  return `andon-deps-${digest(home).slice(0, 8)}-${key}`;
}

/** Where the product listens, as the project says through `PORT`; 3000 when it does not say. */
export function portOf(spec: StationSpec): number {
  const port = Number(spec.process.env['PORT'] ?? 3000);
  if (!Number.isInteger(port) || port < 81 || port > 65_535)
    throw new AppError('invalid', 'station.bad-port', `PORT must lie between 81 and 65535, not ${port}.`);
  return port;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 20);
}
