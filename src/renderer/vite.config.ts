import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = fileURLToPath(new URL('../../', import.meta.url));

/**
 * No script, picture or connection from anywhere else. Styles need 'unsafe-inline', since the terminal emulator writes its
 * own <style>; scripts never do. The servers of the page send the same policy as a header.
 */
const contentPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' blob: data:",
  "font-src 'self'",
  "connect-src 'self' ws: wss:",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** The policy stands in built pages only: the development server's own scripts are inline. */
function policy(): Plugin {
  return {
    name: 'andon-policy',
    apply: 'build',
    transformIndexHtml: () => [
      { tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: contentPolicy }, injectTo: 'head-prepend' },
    ],
  };
}

/** With `?fixture`, a page of the development server is given a room with sample data in place of a real one. */
function fixture(): Plugin {
  return {
    name: 'andon-fixture',
    apply: 'serve',
    transformIndexHtml: (_html, { originalUrl }) =>
      originalUrl?.includes('?fixture')
        ? [{ tag: 'script', attrs: { type: 'module', src: `/@fs${root}test/fixtures/room-fixture-page.ts` }, injectTo: 'body' }]
        : [],
  };
}

export default defineConfig({
  root: here,
  base: './',
  plugins: [react(), policy(), fixture()],
  server: { fs: { allow: [root] } },
  build: {
    outDir: `${root}out/renderer`,
    emptyOutDir: true,
    target: 'chrome130',
    // A data: address would need a wider policy for fonts, and pictures of evidence are fetched by hash.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
