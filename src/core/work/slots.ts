import type { Slots } from './world.ts';

export function createSlots(count: number): Slots {
  let free = count;
  const waiting: (() => void)[] = [];
  const take = () => (free > 0 ? Promise.resolve(void free--) : new Promise<void>(resolve => void waiting.push(resolve)));
  const give = () => {
    const next = waiting.shift();
    if (next) next();
    else free++;
  };
  return {
    use: async work => {
      await take();
      try {
        return await work();
      } finally {
        give();
      }
    },
  };
}
