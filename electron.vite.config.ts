import { cpSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';
import renderer from './src/renderer/vite.config.ts';

/**
 * The core finds files of its own by their place beside or above a module: resources, programs that run in a station.
 * So it is built module by module into `out/`, as deep as it lies in `src/`, and those programs are put beside it as
 * they are.
 */
const programs = ['src/core/station/inside/**/*.ts', 'src/adapters/agents/*/*player*'];

function copyPrograms(): Plugin {
  return {
    name: 'andon-copy-programs',
    closeBundle: () => {
      for (const file of globSync(programs)) if (!/\.test\.ts$/.test(file)) cpSync(file, join('out', file.slice('src/'.length)));
    },
  };
}

/** electron-vite gives every module that says `require(` a `require` of its own; ours make theirs where they need one. */
const shim = /\n\/\/ -- CommonJS Shims --\n[\s\S]*?createRequire\(import\.meta\.url\);\n/;

function withoutShims(): Plugin {
  return {
    name: 'andon-without-shims',
    renderChunk: { order: 'post', handler: code => (shim.test(code) ? { code: code.replace(shim, '\n'), map: null } : null) },
  };
}

export default defineConfig({
  main: {
    plugins: [copyPrograms(), withoutShims()],
    build: {
      outDir: 'out',
      emptyOutDir: false,
      target: 'node24',
      rollupOptions: {
        input: { 'main/index': 'src/main/index.ts', 'main/core-process': 'src/main/core-process.ts' },
        output: { format: 'es', preserveModules: true, preserveModulesRoot: 'src', entryFileNames: '[name].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      emptyOutDir: true,
      rollupOptions: {
        input: { index: 'src/preload/index.ts' },
        // A sandboxed preload script cannot be an ES module.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  // electron-vite leaves pages as they are; ours are the same in both shells.
  renderer: { ...renderer, build: { ...renderer.build, minify: true } },
});
