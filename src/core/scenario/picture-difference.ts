/** A changed part of a picture, in pixels from its top left. Numbered from 1, top to bottom. */
export type ChangedRegion = {
  readonly number: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

/** How two pictures differ. `image` is a PNG that marks what changed; null where nothing did or the sizes differ. */
export type PictureDifference = {
  readonly isSame: boolean;
  readonly width: number;
  readonly height: number;
  readonly sizeDiffers: boolean;
  readonly changedPixels: number;
  /** From 0 to 1. */
  readonly changedShare: number;
  readonly regions: readonly ChangedRegion[];
  readonly image: Uint8Array | null;
};
