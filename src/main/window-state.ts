import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BrowserWindow, type Rectangle, screen } from 'electron';
import { z } from 'zod';

const Kept = z.object({
  bounds: z.object({
    x: z.number().int(),
    y: z.number().int(),
    width: z.number().int().min(400),
    height: z.number().int().min(300),
  }),
  isMaximized: z.boolean(),
});

export type WindowState = {
  readonly bounds: Partial<Rectangle> & { width: number; height: number };
  readonly isMaximized: boolean;
};

const usual: WindowState = { bounds: { width: 1440, height: 900 }, isMaximized: false };
const fileName = 'window.json';

/** The window's last place, if it can still be seen on a display that is there; else the usual size. */
export function readWindowState(folder: string): WindowState {
  try {
    const kept = Kept.parse(JSON.parse(readFileSync(join(folder, fileName), 'utf8')));
    const isVisible = screen.getAllDisplays().some(({ workArea }) => overlaps(kept.bounds, workArea));
    return isVisible ? kept : usual;
  } catch {
    return usual; // there is none yet, or it cannot be read
  }
}

/** Writes the place down when the window closes; a maximised window keeps the size it had before. */
export function keepWindowState(window: BrowserWindow, folder: string): void {
  window.on('close', () => {
    const state = { bounds: window.getNormalBounds(), isMaximized: window.isMaximized() };
    try {
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, fileName), JSON.stringify(state));
    } catch {
      // The window's place is not worth keeping anyone from closing it.
    }
  });
}

function overlaps(a: Rectangle, b: Rectangle): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
