/** How many panes stand side by side and above each other. */
export type PaneLayout = '1' | '2×2' | '4×2';
export const paneLayouts: readonly PaneLayout[] = ['1', '2×2', '4×2'];

export function placesOf(layout: PaneLayout): number {
  return layout === '1' ? 1 : layout === '2×2' ? 4 : 8;
}

/** Columns that fill the page with so many panes: a few are shown large, however many would fit. */
export function columnsFor(layout: PaneLayout, count: number): number {
  const most = layout === '1' ? 1 : layout === '2×2' ? 2 : 4;
  const rows = count > 2 && layout !== '1' ? 2 : 1;
  return Math.max(1, Math.min(most, Math.ceil(count / rows)));
}
