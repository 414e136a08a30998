import Docker from 'dockerode';
import { AppError, messageOf } from '../../../base/app-error.ts';

/** The engine that `DOCKER_HOST` names, else the local socket. */
export function createDocker(options?: Docker.DockerOptions): Docker {
  return new Docker(options);
}

/** Whether an engine answers that can run Linux containers. */
export async function isDockerUsable(docker: Docker = createDocker()): Promise<{ ok: true } | { ok: false; reason: string }> {
  const timeout = AbortSignal.timeout(5000);
  try {
    const info = (await Promise.race([docker.version(), rejectOn(timeout)])) as { Os?: string };
    return info.Os === 'linux'
      ? { ok: true }
      : { ok: false, reason: `the Docker engine runs ${info.Os} containers, not Linux ones` };
  } catch (error) {
    return { ok: false, reason: reasonOf(error) };
  }
}

function rejectOn(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('no answer within 5 s'))));
}

function reasonOf(error: unknown): string {
  const code = (error as { code?: string }).code;
  if (code === 'ENOENT' || code === 'ECONNREFUSED') return 'no Docker engine answers';
  if (code === 'EACCES') return 'this user may not use the Docker engine';
  return messageOf(error);
}

/** HTTP status of the engine's answer, or null when it did not answer at all. */
export function statusOf(error: unknown): number | null {
  const status = (error as { statusCode?: unknown }).statusCode;
  return typeof status === 'number' ? status : null;
}

/** The engine's trouble in our words: nothing here is the fault of the work. */
export function dockerError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const text = messageOf(error);
  if (statusOf(error) === null) {
    const hint = 'Start Docker, then try again.';
    return new AppError('unavailable', 'station.docker-away', `Docker does not answer: ${reasonOf(error)}.`, {
      hint,
      cause: error,
    });
  }
  if (/no space left|disk quota/i.test(text)) {
    const hint = 'Free some disk space (docker system df shows who uses it), then try again.';
    return new AppError('exhausted', 'station.disk-full', 'The disk that Docker works on is full.', { hint, cause: error });
  }
  return new AppError('unavailable', 'station.docker-failed', `Docker could not do it: ${text}.`, { cause: error });
}

/** Waits for an engine call; null when the thing asked for is not there. */
export async function orNull<T>(call: Promise<T>): Promise<T | null> {
  try {
    return await call;
  } catch (error) {
    if (statusOf(error) === 404) return null;
    throw dockerError(error);
  }
}
