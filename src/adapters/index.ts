export { createReplayAgent } from './agents/replay/replay-agent.ts';
export { createGitDelivery } from './delivery/git/open-mirror.ts';
export { createPictureComparer } from './pictures/compare-pictures.ts';
export { createRegistryProxy } from './registry/registry-proxy.ts';
export { createPlaywrightPlayer } from './scenarios/playwright/player.ts';
export { createDockerRuntime } from './stations/docker/docker-runtime.ts';
export { createLocalRuntime } from './stations/local/local-runtime.ts';
export { createTwinProcess } from './twins/twin-process.ts';
