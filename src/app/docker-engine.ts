import Docker from 'dockerode';
import { messageOf } from '../base/app-error.ts';
import type { DoctorCheck } from '../contract/index.ts';
import { systemFix } from './system-fix.ts';

/** What the Docker engine of this machine says of itself. */
export type EngineFacts =
  | { readonly status: 'up'; readonly version: string; readonly images: readonly string[] }
  | { readonly status: 'down'; readonly reason: string };

const patience = 5_000;

export async function engineFacts(): Promise<EngineFacts> {
  const docker = new Docker({ timeout: patience });
  try {
    const [{ Version }, images] = await Promise.all([docker.version(), docker.listImages()]);
    return { status: 'up', version: Version, images: images.flatMap(image => image.RepoTags ?? []) };
  } catch (error) {
    return { status: 'down', reason: messageOf(error) || 'nothing answers' };
  }
}

export function dockerCheck(engine: EngineFacts): DoctorCheck {
  const title = 'Docker engine';
  if (engine.status === 'up')
    return { id: 'docker', title, status: 'ok', detail: `version ${engine.version}`, fix: null, canFix: false };
  const detail = `${engine.reason}. Stations run without isolation until there is one`;
  return { id: 'docker', title, status: 'warning', detail, ...systemFix('docker') };
}
