import { request } from 'node:http';
import { captured } from './run.mjs';

/** Whether a Docker engine answers here: asked directly, or through the docker command where it is somewhere else. */
export async function engineAnswers() {
  const host = process.env.DOCKER_HOST;
  if (host !== undefined || process.platform === 'win32')
    return (await captured('docker', ['version', '--format', '{{.Server.Version}}'])).code === 0;
  return ping('/var/run/docker.sock');
}

function ping(socketPath) {
  return new Promise(done => {
    const asked = request({ socketPath, path: '/_ping', timeout: 3_000 }, response => {
      response.resume();
      done(response.statusCode === 200);
    });
    asked.on('timeout', () => asked.destroy());
    asked.on('error', () => done(false));
    asked.end();
  });
}
