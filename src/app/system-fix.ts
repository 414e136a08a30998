import { existsSync } from 'node:fs';

/** A part of the system that Andon needs, and the command that brings it, for the system at hand. */
export type SystemPart = 'chromium' | 'docker' | 'bubblewrap' | 'git';

const onDebian: Readonly<Record<SystemPart, string>> = {
  chromium: 'apt-get update && apt-get install -y chromium',
  docker: 'apt-get update && apt-get install -y docker.io debootstrap iptables && service docker start',
  bubblewrap: 'apt-get update && apt-get install -y bubblewrap',
  git: 'apt-get update && apt-get install -y git',
};
const onMac: Readonly<Record<SystemPart, string>> = {
  chromium: 'brew install --cask chromium',
  docker: 'brew install --cask docker && open -a Docker',
  bubblewrap: 'brew install --cask docker && open -a Docker',
  git: 'xcode-select --install',
};
const onWindows: Readonly<Record<SystemPart, string>> = {
  chromium: 'winget install Google.Chrome',
  docker: 'winget install Docker.DockerDesktop',
  bubblewrap: 'winget install Docker.DockerDesktop',
  git: 'winget install Git.Git',
};
const elsewhere: Readonly<Record<SystemPart, string>> = {
  chromium: 'Install Chromium with your package manager.',
  docker: 'Install Docker and start it: https://docs.docker.com/engine/install/',
  bubblewrap: 'Install bubblewrap with your package manager.',
  git: 'Install git with your package manager.',
};

/** The one fix, and whether `doctor --fix` can do it by itself: on Debian as root. */
export function systemFix(part: SystemPart): { fix: string; canFix: boolean } {
  const isDebian = process.platform === 'linux' && existsSync('/usr/bin/apt-get');
  const isRoot = process.getuid?.() === 0;
  if (isDebian) return { fix: isRoot ? onDebian[part] : `sudo sh -c '${onDebian[part]}'`, canFix: isRoot };
  const fix = process.platform === 'darwin' ? onMac[part] : process.platform === 'win32' ? onWindows[part] : elsewhere[part];
  return { fix, canFix: false };
}
