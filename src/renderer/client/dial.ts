import type { Port } from '../../rpc/port.ts';

/**
 * Opens one port to the control room, however long that takes. Rejects with an `AppError`: `denied` means that asking
 * again cannot help, anything else that it may.
 */
export type Dial = (signal: AbortSignal) => Promise<Port>;
