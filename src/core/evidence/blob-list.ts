import type { EvidenceDraft } from './evidence.ts';

/** One blob that the evidence speaks of: what it is, under a name for a person. */
export type NamedBlob = { readonly hash: string; readonly type: string; readonly name: string };

const extensions: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'text/plain': 'txt',
  'text/x-diff': 'patch',
  'application/x-asciicast': 'cast',
};

/** Every blob that the evidence refers to, once each, in the order of its first mention. */
export function blobsOf(evidence: EvidenceDraft): NamedBlob[] {
  const all = [...blobsOfChange(evidence), ...evidence.scenarios.flatMap(blobsOfScenario)];
  return [...new Map(all.toReversed().map(blob => [blob.hash, blob])).values()].toReversed();
}

/** Where a blob lies in a bundle, with forward slashes. */
export function fileOf({ hash, type }: NamedBlob): string {
  return `blobs/${hash}.${extensions[type] ?? 'bin'}`;
}

function blobsOfChange({ diff, checks, transcript }: EvidenceDraft): NamedBlob[] {
  const outputs = checks.flatMap(check =>
    check.output === null ? [] : [{ hash: check.output, type: 'text/plain', name: `check ${check.name} on ${check.side}` }],
  );
  return [
    ...(diff === null ? [] : [{ hash: diff.patch, type: 'text/x-diff', name: 'the change' }]),
    ...outputs,
    ...(transcript === null
      ? []
      : [{ hash: transcript.blob, type: 'application/x-asciicast', name: `transcript of ${transcript.agent}` }]),
  ];
}

function blobsOfScenario({ id, replays, comparisons }: EvidenceDraft['scenarios'][number]): NamedBlob[] {
  const pictures = replays.flatMap(({ side, repeat, pictures }) =>
    pictures.map(({ checkpoint, blob }) => png(blob, `${id}/${side}.${repeat}/${checkpoint}`)),
  );
  const compared = comparisons.flatMap(({ checkpoint, before, after, difference }) =>
    [
      { hash: before, side: 'before' },
      { hash: after, side: 'after' },
      { hash: difference, side: 'difference' },
    ].flatMap(({ hash, side }) => (hash === null ? [] : [png(hash, `${id}/${side}/${checkpoint}`)])),
  );
  return [...pictures, ...compared];
}

function png(hash: string, name: string): NamedBlob {
  return { hash, type: 'image/png', name };
}
