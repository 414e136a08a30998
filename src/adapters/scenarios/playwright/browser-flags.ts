/**
 * What makes two pictures of the same page equal byte for byte, and what keeps the browser from talking to anyone on its own.
 * `--disable-partial-raster` alone took differing pictures from 21 of 96 to none. Names are resolved by the proxy of
 * each context only, so the browser itself must resolve nothing.
 */
export const browserFlags = [
  '--disable-partial-raster',
  '--disable-gpu',
  '--force-color-profile=srgb',
  '--font-render-hinting=none',
  '--disable-lcd-text',
  '--disable-font-subpixel-positioning',
  '--hide-scrollbars',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-domain-reliability',
  '--no-pings',
  '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
  // WebRTC would otherwise send UDP past the proxy.
  '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
] as const;
