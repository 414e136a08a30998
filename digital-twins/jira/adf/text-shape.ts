import type { View } from '../shapes.ts';
import type { AdfDocument } from './document.ts';
import { adfToWiki } from './to-wiki.ts';

/** A text as the client's version of the API writes it: a document, or wiki markup. */
export function textShape(view: Pick<View, 'version'>, document: AdfDocument | null): unknown {
  return document === null || view.version === 3 ? document : adfToWiki(document);
}
