import { type RefObject, useEffect, useRef, useState } from 'react';
import type { PicturePair } from '../../../contract/index.ts';
import { type BlobState, useBlob } from '../../client/use-blob.ts';
import { drawnBox, scaleOf, scrollTo, type Zoom, zoomFrom } from './view-math.ts';

export const viewModes = ['side', 'slider', 'onion', 'difference', 'blink'] as const;
export type ViewMode = (typeof viewModes)[number];

export type Viewer = {
  readonly mode: ViewMode;
  setMode(mode: ViewMode): void;
  nextMode(): void;
  /** How much of before is shown, from 0 (only after) to 100 (only before); where the seam stands, how faint the upper picture is. */
  readonly share: number;
  setShare(share: number): void;
  flip(): void;
  readonly scale: number;
  zoom(to: Zoom | 'in' | 'out'): void;
  readonly region: number | null;
  pickRegion(number: number): void;
  nextRegion(): void;
  readonly frame: RefObject<HTMLDivElement | null>;
  readonly pictures: { readonly before: BlobState; readonly after: BlobState; readonly difference: BlobState };
};

const blinkMs = 700;
let lastMode: ViewMode = 'slider';

/** How a pair of pictures is looked at. The way of comparing stays the same from pair to pair. */
export function useViewer(pair: PicturePair): Viewer {
  const [mode, setMode] = useState<ViewMode>(lastMode);
  const [share, setShare] = useState(50);
  const [region, setRegion] = useState<number | null>(pair.regions[0]?.number ?? null);
  const { frame, scale, zoom } = useZoom(pair, mode);
  const flip = () => setShare(share > 50 ? 0 : 100);
  const pickMode = (next: ViewMode) => {
    lastMode = next;
    setMode(next);
    setShare(next === 'blink' ? 0 : 50);
  };
  useEffect(() => {
    // Who asked for less motion turns the pictures over by hand, with the space bar.
    if (mode !== 'blink' || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    const timer = setInterval(() => setShare(before => (before > 50 ? 0 : 100)), blinkMs);
    return () => clearInterval(timer);
  }, [mode]);
  const pickRegion = (number: number) => {
    setRegion(number);
    const picked = pair.regions.find(each => each.number === number);
    if (picked && frame.current)
      frame.current.scrollTo(
        scrollTo(drawnBox(picked, scale), { width: frame.current.clientWidth, height: frame.current.clientHeight }),
      );
  };
  return {
    mode,
    setMode: pickMode,
    nextMode: () => pickMode(viewModes[(viewModes.indexOf(mode) + 1) % viewModes.length]!),
    share,
    setShare,
    flip: () => {
      if (mode === 'side' || mode === 'difference') pickMode('slider');
      flip();
    },
    frame,
    scale,
    zoom,
    region,
    pickRegion,
    nextRegion: () => {
      const at = pair.regions.findIndex(each => each.number === region);
      const next = pair.regions[(at + 1) % pair.regions.length];
      if (next) pickRegion(next.number);
    },
    pictures: { before: useBlob(pair.before), after: useBlob(pair.after), difference: useBlob(pair.difference) },
  };
}

function useZoom(pair: PicturePair, mode: ViewMode) {
  const frame = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState({ width: 0, height: 0 });
  const [zoom, setZoom] = useState<Zoom>('fit');
  useEffect(() => {
    if (!frame.current) return;
    const element = frame.current;
    // Its height is what is in it; what it may become stands in its style, of which the resolved value is in px.
    const measure = () => setRoom({ width: element.clientWidth, height: Number.parseFloat(getComputedStyle(element).maxHeight) });
    const sizer = new ResizeObserver(measure);
    sizer.observe(element);
    addEventListener('resize', measure);
    return () => {
      sizer.disconnect();
      removeEventListener('resize', measure);
    };
  }, []);
  const isPaired = mode === 'side' && pair.before !== null && pair.after !== null;
  const scale = scaleOf(zoom, pair, isPaired ? { ...room, width: (room.width - 8) / 2 } : room);
  return {
    frame,
    scale,
    zoom: (to: Zoom | 'in' | 'out') => setZoom(to === 'in' ? zoomFrom(scale, 1) : to === 'out' ? zoomFrom(scale, -1) : to),
  };
}
