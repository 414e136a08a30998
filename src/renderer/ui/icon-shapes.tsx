import type { ReactNode } from 'react';

/**
 * The outlines of all icons, on a 24 × 24 grid, drawn with the current ink. Filled marks cut their sign out with `--cut`,
 * which is the colour of the surface below. Each mark of the state vocabulary has an outline that no other one has.
 */
export const iconShapes = {
  arrow: (
    <>
      <path d="M5 12h14M13 6l6 6-6 6" />
    </>
  ),
  back: (
    <>
      <path d="M9 14 4 9l5-5" />
      <path d="M4 9h10a6 6 0 0 1 0 12h-3" />
    </>
  ),
  blink: (
    <>
      <path d="M3 12h3M18 12h3M12 3v3M12 18v3M6 6l1.8 1.8M16.2 16.2 18 18M18 6l-1.8 1.8M7.8 16.2 6 18" />
    </>
  ),
  board: (
    <>
      <rect x="3" y="4" width="5" height="16" rx="1.5" />
      <rect x="9.5" y="4" width="5" height="10" rx="1.5" />
      <rect x="16" y="4" width="5" height="13" rx="1.5" />
    </>
  ),
  check: (
    <>
      <path d="m5 12.5 4.5 4.5L19 7.5" />
    </>
  ),
  cord: (
    <>
      <path d="M12 2v11" />
      <path d="M12 13v0a3 3 0 0 1 3 3v3a3 3 0 0 1-6 0v-3a3 3 0 0 1 3-3z" />
    </>
  ),
  cpu: (
    <>
      <rect x="6" y="6" width="12" height="12" rx="2" />
      <path d="M9.5 2.500V6M14.5 2.500V6M9.5 18v3.500M14.5 18v3.500M2.5 9.500H6M2.5 14.500H6M18 9.500h3.500M18 14.500h3.5" />
    </>
  ),
  diff: (
    <>
      <path d="M12 4v10M7 9h10M7 19h10" />
    </>
  ),
  down: (
    <>
      <path d="m6 9 6 6 6-6" />
    </>
  ),
  eye: (
    <>
      <path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z" />
      <circle cx="12" cy="12" r="2.8" />
    </>
  ),
  file: (
    <>
      <path d="M6 3h8l4 4v14H6zM14 3v4h4" />
    </>
  ),
  folder: (
    <>
      <path d="M3.5 19V5.5H9l2 2.5h9.5V19z" />
    </>
  ),
  host: (
    <>
      <rect x="4" y="4" width="16" height="7" rx="1.5" />
      <rect x="4" y="13" width="16" height="7" rx="1.5" />
      <path d="M8 7.500h.3M8 16.500h.3" />
    </>
  ),
  left: (
    <>
      <path d="m15 6-6 6 6 6" />
    </>
  ),
  lines: (
    <>
      <circle cx="5" cy="6" r="2" />
      <circle cx="19" cy="6" r="2" />
      <circle cx="12" cy="18" r="2" />
      <path d="M7 6h10M6.2 7.7l4.6 8.6M17.8 7.7l-4.6 8.6" />
    </>
  ),
  lock: (
    <>
      <rect x="5" y="11" width="14" height="9" rx="2" />
      <path d="M8 11V8a4 4 0 0 1 8 0v3" />
    </>
  ),
  merge: (
    <>
      <circle cx="6" cy="6" r="2.5" />
      <circle cx="18" cy="14" r="2.5" />
      <path d="M6 8.5V20M6 9c.5 3.5 3.5 5 9.5 5" />
    </>
  ),
  nonet: (
    <>
      <path d="M3 3l18 18M8.5 15.5a5 5 0 0 1 5.5-1M5 11.5a10 10 0 0 1 4-2.2M12.5 8.5A10 10 0 0 1 19 11.5M12 19v.3" />
    </>
  ),
  onion: (
    <>
      <circle cx="9" cy="12" r="5.5" />
      <circle cx="15" cy="12" r="5.5" />
    </>
  ),
  pencil: (
    <>
      <path d="M4 20l1-4L16 5l3 3L8 19z" />
    </>
  ),
  plus: (
    <>
      <path d="M12 5v14M5 12h14" />
    </>
  ),
  right: (
    <>
      <path d="m9 6 6 6-6 6" />
    </>
  ),
  runs: (
    <>
      <path d="M3 12h4l3-8 4 16 3-8h4" />
    </>
  ),
  scenarios: (
    <>
      <path d="M4 8V5a1 1 0 0 1 1-1h3M16 4h3a1 1 0 0 1 1 1v3M20 16v3a1 1 0 0 1-1 1h-3M8 20H5a1 1 0 0 1-1-1v-3" />
      <path d="m10 9 5 3-5 3z" />
    </>
  ),
  search: (
    <>
      <circle cx="11" cy="11" r="6.5" />
      <path d="m20 20-4.2-4.2" />
    </>
  ),
  settings: (
    <>
      <path d="M4 7h10M18 7h2M4 17h4M12 17h8" />
      <circle cx="16" cy="7" r="2" />
      <circle cx="10" cy="17" r="2" />
    </>
  ),
  shield: (
    <>
      <path d="M12 3l7.5 3v5.5c0 4.5-3 8-7.5 9.5-4.5-1.5-7.5-5-7.5-9.5V6z" />
    </>
  ),
  slider: (
    <>
      <rect x="3.5" y="5" width="17" height="14" rx="2" />
      <path d="M12 2.5v19M9 10l-2 2 2 2M15 10l2 2-2 2" />
    </>
  ),
  split: (
    <>
      <rect x="3.5" y="5" width="17" height="14" rx="2" />
      <path d="M12 5v14" />
    </>
  ),
  ask: (
    <>
      <path d="M12 1.8 22.2 12 12 22.2 1.8 12z" fill="currentColor" stroke="none" />
      <path d="M9.6 9.700a2.5 2.5 0 0 1 4.9.6c0 1.7-2.5 2-2.5 3.500M12 16.700v.2" stroke="var(--cut)" strokeWidth="2" />
    </>
  ),
  claim: (
    <>
      <path d="M4.5 9V4.500H9M15 4.500h4.500V9M19.5 15v4.500H15M9 19.500H4.500V15" strokeWidth="1.8" />
      <path d="M9 12h6" strokeWidth="1.8" />
    </>
  ),
  escalated: (
    <>
      <rect x="3" y="3" width="18" height="18" rx="3" strokeWidth="2" />
      <path d="M12 16.500v-9M8.3 11 12 7.300l3.7 3.7" strokeWidth="2" />
    </>
  ),
  failed: (
    <>
      <path d="M8 2.500h8L21.5 8v8L16 21.500H8L2.5 16V8z" fill="currentColor" stroke="none" />
      <path d="m8.7 8.7 6.6 6.600M15.3 8.700l-6.6 6.6" stroke="var(--cut)" strokeWidth="2.3" />
    </>
  ),
  flaky: (
    <>
      <path d="M12 2.5 22 20.500H2z" strokeWidth="2" />
      <path d="M7 16.500l2.2-3.5 2.8 3 2.7-4 2.3 3.8" strokeWidth="1.8" />
    </>
  ),
  'no-op': (
    <>
      <circle cx="12" cy="12" r="8.5" strokeWidth="2" />
      <path d="M6.2 17.8 17.8 6.2" strokeWidth="2" />
    </>
  ),
  passed: (
    <>
      <circle cx="12" cy="12" r="9.5" fill="currentColor" stroke="none" />
      <path d="m7.8 12.3 2.9 2.9 5.6-6" stroke="var(--cut)" strokeWidth="2.3" />
    </>
  ),
  paused: (
    <>
      <circle cx="12" cy="12" r="8.5" strokeWidth="2" />
      <path d="M9.8 9v6M14.2 9v6" strokeWidth="2" />
    </>
  ),
  queued: (
    <>
      <circle cx="12" cy="12" r="8.5" strokeDasharray="3 3.675" strokeWidth="2" />
    </>
  ),
  review: (
    <>
      <rect x="3" y="3" width="18" height="18" rx="4" strokeWidth="2" />
      <path d="M6.5 12S8.5 8.8 12 8.800s5.5 3.2 5.5 3.2-2 3.2-5.5 3.200S6.5 12 6.5 12z" fill="currentColor" stroke="none" />
    </>
  ),
  running: (
    <>
      <circle cx="12" cy="12" r="8.5" strokeWidth="2" />
      <path d="M12 7a5 5 0 0 1 0 10z" fill="currentColor" stroke="none" />
    </>
  ),
  unchanged: (
    <>
      <circle cx="12" cy="12" r="8.5" strokeWidth="2" />
      <path d="M8.5 10.300h7M8.5 13.700h7" strokeWidth="2" />
    </>
  ),
  stalled: (
    <>
      <path
        d="M6 3h12M6 21h12M7.5 3c0 5 3 6.5 4.5 9-1.5 2.5-4.5 4-4.5 9M16.5 3c0 5-3 6.5-4.5 9 1.5 2.5 4.5 4 4.5 9"
        strokeWidth="2"
      />
    </>
  ),
  stations: (
    <>
      <rect x="3" y="4" width="18" height="16" rx="2" />
      <path d="m7 9 3 3-3 3M13 15h4" />
    </>
  ),
  twins: (
    <>
      <rect x="3" y="3" width="12" height="12" rx="2" />
      <path d="M19 9a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2h-8a2 2 0 0 1-2-2" />
    </>
  ),
  up: (
    <>
      <path d="m6 15 6-6 6 6" />
    </>
  ),
  user: (
    <>
      <circle cx="12" cy="8" r="3.5" />
      <path d="M5 20c.5-4 3-6 7-6s6.5 2 7 6" />
    </>
  ),
  verify: (
    <>
      <path d="M12 3l7.5 3v5.500c0 4.5-3 8-7.5 9.5-4.5-1.5-7.5-5-7.5-9.500V6z" />
      <path d="m8.8 12 2.4 2.4 4.2-4.6" />
    </>
  ),
  warn: (
    <>
      <path d="M12 4 2.8 19.5h18.4z" />
      <path d="M12 10v4.5M12 17v.3" />
    </>
  ),
  x: (
    <>
      <path d="M6 6l12 12M18 6 6 18" />
    </>
  ),
  open: (
    <>
      <path d="M12 3l7.5 3v5.5c0 4.5-3 8-7.5 9.5-4.500-1.500-7.500-5-7.500-9.500V6z" />
      <path d="m9 9.500 6 6M15 9.500l-6 6" />
    </>
  ),
} as const satisfies Record<string, ReactNode>;

export type IconName = keyof typeof iconShapes;
