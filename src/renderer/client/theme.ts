import { createStore } from 'zustand/vanilla';
import { keep, readKept } from './storage.ts';

/** What the engineer chose; `system` follows the machine. */
export const themeChoices = ['system', 'dark', 'light', 'contrast'] as const;
export type ThemeChoice = (typeof themeChoices)[number];

export const themeStore = createStore<{ readonly choice: ThemeChoice }>(() => ({ choice: 'system' }));

export function keptTheme(): ThemeChoice {
  const kept = readKept('theme');
  return themeChoices.find(choice => choice === kept) ?? 'system';
}

/** Shows a theme now. `chooseTheme` also remembers it. */
export function applyTheme(choice: ThemeChoice): void {
  themeStore.setState({ choice });
  document.documentElement.dataset['theme'] = choice === 'system' ? systemTheme() : choice;
}

export function chooseTheme(choice: ThemeChoice): void {
  keep('theme', choice);
  applyTheme(choice);
}

function systemTheme(): 'dark' | 'light' | 'contrast' {
  if (matchMedia('(prefers-contrast: more)').matches) return 'contrast';
  return matchMedia('(prefers-color-scheme: light)').matches ? 'light' : 'dark';
}

for (const query of ['(prefers-color-scheme: light)', '(prefers-contrast: more)']) {
  matchMedia(query).addEventListener('change', () => themeStore.getState().choice === 'system' && applyTheme('system'));
}
