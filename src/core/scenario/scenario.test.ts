// biome-ignore-all lint/suspicious/noTemplateCurlyInString: references of scenarios are written like that
import { describe, expect, it } from 'vitest';
import { AppError } from '../../base/app-error.ts';
import { exampleText } from './example.fixture.ts';
import { withoutSecrets } from './person-reference.ts';
import { parseScenario, readScenario } from './scenario.ts';

function problemIn(find: string | RegExp, replace: string) {
  expect(exampleText.replace(find, replace)).not.toBe(exampleText);
  const read = readScenario(exampleText.replace(find, replace), 'x.yaml');
  return 'problems' in read ? read.problems.map(({ line, message, fix }) => `${line}: ${message} | ${fix}`) : [];
}

describe('a scenario file', () => {
  it('is read into steps that say who does what', () => {
    const scenario = parseScenario(exampleText, 'x.yaml');
    expect(scenario).toMatchObject({
      id: 'escalate-once',
      kind: 'bug',
      failsBefore: ['one-message'],
      viewport: { width: 1280, height: 800 },
      locale: 'en-US',
      timezone: 'UTC',
    });
    expect(scenario.steps.map(step => `${step.as}: ${step.what}`)).toEqual([
      'dana: go to /',
      'dana: fill field "Password" with "${dana.password}"',
      'dana: click button "Sign in"',
      'dana: select "urgent" in field "Priority"',
      'dana: press Enter on field "Title"',
      'dana: picture "list"',
      'omar: expect row-visible: row containing "VPN" in element "tickets" is visible',
      'dana: expect one-message: slack: exactly 1 × POST /api/chat.postMessage with channel "C0SUPPORT", text containing "T-1"',
      'dana: expect issue-done: jira: issues.HELP-7.status is "Done"',
      'dana: expect nothing-else: nothing else is written to any twin',
      'dana: expect no-errors: no errors in the console',
    ]);
    expect(scenario.steps[1]).toMatchObject({ type: 'fill', value: 'Correct-Horse-1', line: 15 });
  });

  it.each<[string, string | RegExp, string, string]>([
    ['a missing field', 'title: Escalating twice posts one message\n', '', '1: "title" is missing | Add `title:` (string).'],
    ['an unknown key', 'clock:', 'clocks:', '9: unknown key "clocks" | Did you mean "clock"?'],
    ['an unknown key in a step', 'visible: true', 'visibel: true', '27: unknown key "visibel" | Did you mean "visible"?'],
    ['an unknown key in a locator', 'role: row', 'rol: row', '26: unknown key "rol" | Did you mean "role"?'],
    ['an unknown key in a nested locator', 'testId:', 'testID:', '26: unknown key "testID" | Did you mean "testId"?'],
    [
      'an unknown verb',
      '- click:',
      '- clik:',
      '17: a step starts with one of goto, click, fill, select, check, uncheck, hover, press, checkpoint, expect | Did you mean "click"?',
    ],
    [
      'two verbs in one step',
      '- goto: /',
      '- goto: /\n    press: Enter',
      '14: one step does one thing, but this one has goto and press | Did you mean "goto"?',
    ],
    [
      'an expectation of nothing',
      'console: clean',
      'consle: clean',
      '39: an expectation looks at one of page, twin (with calls or state), twins, console | Did you mean "console"?',
    ],
    [
      'a page expectation that says nothing',
      '    visible: true\n',
      '',
      '24: says nothing about the page: add visible, hidden, text, count, value or within_viewport | Correct this step.',
    ],
    [
      'a state expectation without a value',
      '    equals: Done\n',
      '',
      '32: a state expectation has exactly one of equals, matches, contains | Correct this step.',
    ],
    [
      'fails_before naming nothing real',
      '[one-message]',
      '[one-mesage]',
      '6: fails_before names "one-mesage", which no step expects | Did you mean "one-message"?',
    ],
    [
      'a bug that declares no failure',
      'fails_before: [one-message]',
      'fails_before: []',
      '5: a bug scenario must say what fails on base | Add `fails_before: [id of an expectation]`, or say `kind: regression`.',
    ],
    [
      'a regression that declares one',
      'kind: bug',
      'kind: regression',
      '6: a regression scenario holds on base, so fails_before must be empty | Remove fails_before, or say `kind: bug`.',
    ],
    [
      'two expectations of one id',
      'expect: issue-done',
      'expect: one-message',
      '32: expect "one-message" is used twice; evidence is found by it | Give this one a name of its own.',
    ],
    ['an unknown person', 'as: omar', 'as: omer', '24: there is no person "omer" | Did you mean "omar"?'],
    [
      'an unknown fact',
      'dana.password}',
      'dana.pasword}',
      '16: ${dana.pasword}: nothing is known as "pasword" of dana | Did you mean "password"?',
    ],
    [
      'a twin without a seed',
      'twin: slack',
      'twin: slak',
      '29: the twin "slak" has no seed in this scenario | Did you mean "slack"?',
    ],
    [
      'two ways to find one thing',
      '{ css: .clock }',
      '{ css: .clock, text: now }',
      '23: "mask": a locator has exactly one of role, label, testId, text, placeholder, css | Correct `mask`.',
    ],
    [
      'an address elsewhere',
      'goto: /',
      'goto: https://example.com/',
      '14: "goto": an address is a path such as /tickets, or http://NAME.localhost/… | Correct `goto`.',
    ],
    [
      'an address without a scheme',
      'goto: /',
      'goto: //example.com/',
      '14: "goto": an address is a path such as /tickets, or http://NAME.localhost/… | Correct `goto`.',
    ],
    [
      'a bad regular expression',
      '"^/rest',
      '"(^/rest',
      '38: "matches": not a regular expression that can be read | Correct `matches`.',
    ],
    [
      'an unknown kind',
      'kind: bug',
      'kind: bugg',
      '5: "kind": Invalid option: expected one of "bug"|"change"|"regression" | Write "bug" or "change" or "regression" for `kind`.',
    ],
    [
      'an id that is not kebab-case',
      'id: escalate-once',
      'id: Escalate Once',
      '2: "id": an id is in kebab-case: lower case letters, digits and single dashes | Correct `id`.',
    ],
    [
      'a time zone that is none',
      'people:',
      'timezone: Mars/Base\npeople:',
      '10: "timezone": not a time zone; write it like Europe/Berlin or UTC | Correct `timezone`.',
    ],
    [
      'another schema',
      'holdout/1',
      'holdout/9',
      '1: "schema": Invalid input: expected "holdout/1" | Write "holdout/1" for `schema`.',
    ],
  ])('names line and fix of %s', (_, find, replace, wanted) => {
    expect(problemIn(find, replace)).toContain(wanted);
  });

  it('names the line of what is not YAML, once', () => {
    expect(problemIn('steps:', 'steps: [')).toHaveLength(1);
    expect(problemIn('steps:', 'steps: [')[0]).toMatch(/^14: not readable as YAML/);
  });

  it('names everything that is wrong in one error, with the file', () => {
    const text = exampleText.replace('visible: true', 'visibel: true').replace('as: omar', 'as: omer');
    const error = (() => {
      try {
        return parseScenario(text, 'scenarios/x.yaml');
      } catch (thrown) {
        return thrown as AppError;
      }
    })();
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({
      kind: 'invalid',
      code: 'scenario.invalid',
      message: 'scenarios/x.yaml:27: unknown key "visibel"\nscenarios/x.yaml:24: there is no person "omer"',
    });
  });

  it.each(['', 'hello', '[]', '42', 'steps: {}'])('refuses %j with words', text => {
    const read = readScenario(text, 'x.yaml');
    expect('problems' in read && read.problems.length).toBeGreaterThan(0);
  });

  it('puts secrets back to their references in what is shown', () => {
    const scenario = parseScenario(exampleText, 'x.yaml');
    expect(withoutSecrets(scenario, 'fill("Correct-Horse-1") as dana.marsh@relay.example')).toBe(
      'fill("${dana.password}") as dana.marsh@relay.example',
    );
  });
});
