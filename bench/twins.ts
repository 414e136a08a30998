import type { Bench } from './figure.ts';
import { apart } from './twins/apart.ts';
import { delivery } from './twins/delivery.ts';
import { instances } from './twins/instances.ts';
import { installPeers } from './twins/peers.ts';
import { throughput } from './twins/throughput.ts';

/** What the twins cost and how fast they are, beside emulate and mockoon in the same run. */
export const twins: Bench = async onProgress => {
  onProgress('installing the peers');
  const peers = await installPeers();
  return [
    ...(await instances(peers, onProgress)),
    ...(await throughput(peers, onProgress)),
    await delivery(onProgress),
    await apart(onProgress),
  ];
};
