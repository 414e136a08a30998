import type { Line } from '../../core/line/model.ts';

/** The stages that a person counts as steps, in the order in which a run that goes well meets them. */
export function stepsOf(line: Line): readonly string[] {
  const steps: string[] = [];
  const seen = new Set<string>();
  const visit = (id: string) => {
    if (seen.has(id)) return;
    seen.add(id);
    const role = line.stages[id]?.role;
    if (role === 'work' || role === 'ask') steps.push(id);
    const edges = line.edges.filter(edge => edge.from === id);
    for (const edge of [...edges].sort((a, b) => Number(a.condition !== '') - Number(b.condition !== ''))) visit(edge.to);
  };
  visit(line.start);
  return steps;
}
