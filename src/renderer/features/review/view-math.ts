export type Size = { readonly width: number; readonly height: number };
export type Box = Size & { readonly x: number; readonly y: number };
export type Zoom = 'fit' | number;

const steps = [0.25, 0.33, 0.5, 0.67, 0.8, 1, 1.5, 2, 3, 4];

/** A picture is made smaller than the width asks for, so that all of it is seen, but not by more than this. */
const leastOfWidth = 0.7;

/** How large a picture is drawn, 1 being pixel by pixel. Fitting shows all of it, long pages their width, and never enlarges. */
export function scaleOf(zoom: Zoom, picture: Size, room: Size): number {
  if (zoom !== 'fit') return zoom;
  if (picture.width <= 0 || picture.height <= 0) return 1;
  const width = room.width / picture.width;
  return Math.min(1, width, Math.max(room.height / picture.height, width * leastOfWidth));
}

/** The next step in or out from a scale. */
export function zoomFrom(scale: number, direction: 1 | -1): number {
  const next = direction === 1 ? steps.find(step => step > scale + 0.005) : steps.findLast(step => step < scale - 0.005);
  return next ?? (direction === 1 ? steps.at(-1)! : steps[0]!);
}

/** A region of a picture where it is drawn, in CSS pixels. */
export function drawnBox(region: Box, scale: number): Box {
  return { x: region.x * scale, y: region.y * scale, width: region.width * scale, height: region.height * scale };
}

/** Where to scroll so that a box stands in the middle of a view as far as the content allows. */
export function scrollTo(box: Box, view: Size): { readonly left: number; readonly top: number } {
  return {
    left: Math.max(0, box.x + box.width / 2 - view.width / 2),
    top: Math.max(0, box.y + box.height / 2 - view.height / 2),
  };
}

/** A place along a width as percent from 0 to 100. */
export function percentAt(x: number, width: number): number {
  return width <= 0 ? 50 : Math.min(100, Math.max(0, (x / width) * 100));
}
