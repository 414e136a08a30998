import type { PathProblem } from './scenario-problem.ts';
import { didYouMean } from './suggestion.ts';

/** The parts of a file's head that refer to each other. */
export type WholeFile = {
  readonly kind: 'bug' | 'change' | 'regression';
  readonly fails_before: readonly string[];
  readonly people: Readonly<Record<string, unknown>>;
  readonly seeds: Readonly<Record<string, unknown>>;
  readonly steps: readonly Readonly<Record<string, unknown>>[];
};

/** What no single step can know: names that must be unique, or must be declared elsewhere in the file. */
export function problemsOfWhole(head: WholeFile): PathProblem[] {
  const people = Object.keys(head.people);
  const ids = head.steps.flatMap(({ expect }) => (typeof expect === 'string' ? [expect] : []));
  return [
    ...(people.length === 0
      ? [{ path: ['people'], message: 'a scenario needs at least one person who acts', fix: 'Name one: `people: { dana: {} }`.' }]
      : []),
    ...repeated(head, 'expect'),
    ...repeated(head, 'checkpoint'),
    ...head.steps.flatMap((raw, index) => unknownPerson(raw, index, people)),
    ...head.fails_before.flatMap((name, index) =>
      ids.includes(name)
        ? []
        : [
            {
              path: ['fails_before', index],
              message: `fails_before names "${name}", which no step expects`,
              fix: didYouMean(name, ids),
            },
          ],
    ),
    ...kindProblems(head),
    ...head.steps.flatMap((raw, index) => unseededTwin(raw, index, Object.keys(head.seeds))),
  ];
}

function kindProblems(head: WholeFile): PathProblem[] {
  const { kind, fails_before: names } = head;
  const path = ['fails_before'];
  if (kind === 'regression' && names.length > 0)
    return [
      {
        path,
        message: 'a regression scenario holds on base, so fails_before must be empty',
        fix: 'Remove fails_before, or say `kind: bug`.',
      },
    ];
  if (kind !== 'regression' && names.length === 0)
    return [
      {
        path: ['kind'],
        message: `a ${kind} scenario must say what fails on base`,
        fix: 'Add `fails_before: [id of an expectation]`, or say `kind: regression`.',
      },
    ];
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  return twice.map(name => ({ path, message: `fails_before names "${name}" twice`, fix: 'Remove one.' }));
}

function repeated(head: WholeFile, key: 'expect' | 'checkpoint'): PathProblem[] {
  const names = head.steps.map(step => step[key]);
  return names.flatMap((name, index) =>
    typeof name === 'string' && names.indexOf(name) !== index
      ? [
          {
            path: ['steps', index, key],
            message: `${key} "${name}" is used twice; evidence is found by it`,
            fix: 'Give this one a name of its own.',
          },
        ]
      : [],
  );
}

function unknownPerson(raw: Readonly<Record<string, unknown>>, index: number, people: readonly string[]): PathProblem[] {
  const { as } = raw;
  if (typeof as !== 'string' || people.includes(as)) return [];
  return [{ path: ['steps', index, 'as'], message: `there is no person "${as}"`, fix: didYouMean(as, people) }];
}

function unseededTwin(raw: Readonly<Record<string, unknown>>, index: number, twins: readonly string[]): PathProblem[] {
  const { twin } = raw;
  if (typeof twin !== 'string' || twins.includes(twin)) return [];
  return [
    {
      path: ['steps', index, 'twin'],
      message: `the twin "${twin}" has no seed in this scenario`,
      fix: twins.length === 0 ? `Add \`seeds: { ${twin}: name }\`.` : didYouMean(twin, twins),
    },
  ];
}
