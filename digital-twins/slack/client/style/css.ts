import { blockCss } from './block-css.ts';
import { layoutCss } from './layout-css.ts';
import { messageCss } from './message-css.ts';
import { modalCss } from './modal-css.ts';

/** The look of the web client: fonts of the machine, nothing loaded from elsewhere, nothing that moves. */
export const clientCss = `${layoutCss}${messageCss}${blockCss}${modalCss}`;
