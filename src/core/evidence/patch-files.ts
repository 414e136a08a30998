/** A unified patch of git's, file by file. The pieces joined are the patch again. */
export function patchFiles(patch: string): readonly { readonly path: string; readonly patch: string }[] {
  const pieces = patch.split(/^(?=diff --git )/m).filter(piece => piece.startsWith('diff --git '));
  return pieces.map(piece => ({ path: pathOf(piece), patch: piece }));
}

function pathOf(piece: string): string {
  const named = /^\+\+\+ b\/(.*)$/m.exec(piece)?.[1] ?? /^--- a\/(.*)$/m.exec(piece)?.[1];
  return (named ?? /^diff --git a\/(.*) b\//.exec(piece)?.[1] ?? '').replace(/\t$/, '');
}
