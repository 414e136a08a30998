import type { StationLimits, StationPurpose, StationSpec } from '../../../core/station/station-runtime.ts';
import { defaultLimits } from '../../../core/station/station-runtime.ts';

export const label = {
  ours: 'dev.andon',
  id: 'dev.andon.id',
  home: 'dev.andon.home',
  purpose: 'dev.andon.purpose',
  limits: 'dev.andon.limits',
  dependencies: 'dev.andon.dependencies',
} as const;
const extraPrefix = 'dev.andon.label.';

export type Labels = Readonly<Record<string, string>>;

/** The labels of everything that belongs to one station. */
export function labelsOf(home: string, spec: StationSpec): Record<string, string> {
  const extra = Object.entries(spec.labels).map(([key, value]) => [`${extraPrefix}${key}`, value]);
  return {
    ...Object.fromEntries(extra),
    ...(spec.dependencies ? { [label.dependencies]: spec.dependencies.key } : {}),
    [label.ours]: '1',
    [label.id]: spec.id,
    [label.home]: home,
    [label.purpose]: spec.purpose,
    [label.limits]: JSON.stringify(spec.limits),
  };
}

/** Ours, and of this home: nothing else is ever touched. */
export function isOurs(labels: Labels | undefined | null, home: string): boolean {
  return labels?.[label.ours] === '1' && labels[label.home] === home;
}

/** The spec's own labels again. */
export function extraLabels(labels: Labels): Record<string, string> {
  const own = Object.entries(labels).filter(([key]) => key.startsWith(extraPrefix));
  return Object.fromEntries(own.map(([key, value]) => [key.slice(extraPrefix.length), value]));
}

export function purposeOf(labels: Labels): StationPurpose {
  return (labels[label.purpose] ?? 'inspect') as StationPurpose;
}

export function limitsOf(labels: Labels): StationLimits {
  try {
    return { ...defaultLimits, ...(JSON.parse(labels[label.limits] ?? '{}') as Partial<StationLimits>) };
  } catch {
    return defaultLimits;
  }
}
