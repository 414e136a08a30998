import { type Answer, json } from '../../kit/answer.ts';
import type { JiraCall, RestOperation } from '../operation.ts';
import { asList, asObject, asText, type Loose, readBody, readList } from '../reading.ts';
import { JiraRefusal } from '../refusal.ts';
import { type Context, readContext } from './context.ts';
import { type Budget, evaluate } from './evaluate.ts';
import { parseExpression } from './parse.ts';
import { ExpressionError } from './tokens.ts';
import { jsonOf } from './value.ts';

/** Jira expressions: a small language over issues, projects and people. */
export const expressionOperations: RestOperation[] = [
  { name: 'expression.eval', method: 'POST', path: '/expression/eval', label: 'docs', run: call => run(call, searchMeta) },
  { name: 'expression.evaluate', method: 'POST', path: '/expression/evaluate', label: 'docs', run: call => run(call, tokenMeta) },
  { name: 'expression.analyse', method: 'POST', path: '/expression/analyse', label: 'docs', run: analyse },
];

/** Steps one evaluation may take, and the other limits (Jira docs, "Jira expressions", restrictions). */
const limits = { steps: 10_000, expensiveOperations: 10, beans: 1000, primitiveValues: 10_000 };

type Meta = (context: Context) => Loose;

const searchMeta: Meta = ({ search }) => (search === undefined ? {} : { issues: { jql: { ...search, validationWarnings: [] } } });
const tokenMeta: Meta = ({ search }) => (search === undefined ? {} : { issues: { jql: { isLast: true, nextPageToken: '' } } });

function run(call: JiraCall, metaOf: Meta): Answer {
  const body = readBody(call);
  const text = asText(body.expression)?.trim() ?? '';
  if (text === '') throw new JiraRefusal(400, ['The expression cannot be empty.']);
  const context = readContext(call, asObject(body.context));
  const budget: Budget = { steps: 0, most: limits.steps };
  const value = attempt(text, () => jsonOf(evaluate(parseExpression(text), context.scope, budget)));
  const expand = readList(call, 'expand');
  const wanted = expand.some(one => one === 'meta' || one === 'meta.complexity');
  const meta = { ...(wanted ? { complexity: complexity(budget) } : {}), ...metaOf(context) };
  return json({ value, ...(Object.keys(meta).length === 0 ? {} : { meta }) });
}

function complexity({ steps }: Budget): Loose {
  const used: Record<string, number> = { steps };
  return Object.fromEntries(Object.entries(limits).map(([name, limit]) => [name, { value: used[name] ?? 0, limit }]));
}

function attempt<Result>(text: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (error instanceof ExpressionError) throw new JiraRefusal(400, [`Evaluation failed: "${text}" - ${error.message}`]);
    throw error;
  }
}

function analyse(call: JiraCall): Answer {
  const expressions = asList(readBody(call).expressions).map(one => asText(one) ?? '');
  if (expressions.length === 0) throw new JiraRefusal(400, ['At least one expression must be given.']);
  return json({ results: expressions.map(analysed) });
}

/** Whether an expression can be read, and where it cannot. */
function analysed(expression: string): Loose {
  try {
    parseExpression(expression);
    return { expression, valid: true };
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    const before = expression.slice(0, error.at).split('\n');
    const place = { line: before.length, column: (before.at(-1) ?? '').length + 1 };
    return { expression, valid: false, errors: [{ ...place, expression, message: error.message, type: 'syntax' }] };
  }
}
