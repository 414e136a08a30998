import { parse } from 'yaml';
import { z } from 'zod';
import { TwinError } from '../kit/twin-error.ts';
import { type Exchange, firstOf, keptHeaders, pathOf, readAnswer } from './exchange.ts';

/**
 * Reads a recording: what `andon twin record` writes (one JSON document a line), a HAR file, or a VCR cassette (of the
 * Ruby or the Python library). Throws `TwinError` 400 for anything else.
 */
export function readRecording(text: string): Exchange[] {
  const document = text.trimStart().startsWith('{') ? readJson(text) : readYaml(text);
  if (isHar(document)) return fromHar(document);
  if (isCassette(document)) return fromCassette(document);
  return readLines(text);
}

/** One JSON document, or undefined: then it may be one a line. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readYaml(text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    throw new TwinError(400, 'recording.syntax', `the recording is neither JSON nor YAML: ${(error as Error).message}`);
  }
}

const headers = z.record(z.string(), z.unknown());

/** Short names, since there are many lines: group, method, URL, request, status, body, headers, request headers. */
const lineSchema = z.object({
  f: z.string().default('recording'),
  m: z.string(),
  u: z.string(),
  req: z.unknown().optional(),
  s: z.number().int(),
  b: z.unknown().optional(),
  h: headers.default({}),
  reqh: headers.default({}),
  rb: z.string().optional(),
});

function readLines(text: string): Exchange[] {
  const lines = text.split('\n').filter(line => line.trim() !== '');
  if (lines.length === 0) throw new TwinError(400, 'recording.empty', 'the recording is empty');
  return lines.map((line, place) => {
    const checked = lineSchema.safeParse(readJson(line));
    if (!checked.success) {
      throw new TwinError(
        400,
        'recording.line',
        `line ${place + 1} is not a recorded exchange: ${checked.error.issues[0]?.message}`,
      );
    }
    return fromLine(checked.data);
  });
}

function fromLine({ f, m, u, req, s, b, h, reqh, rb }: z.infer<typeof lineSchema>): Exchange {
  const body = rb ?? (req === undefined || req === null ? '' : typeof req === 'string' ? req : JSON.stringify(req));
  const given = keptHeaders(reqh);
  return {
    group: f,
    method: m.toUpperCase(),
    path: pathOf(u),
    headers: body !== '' && given['content-type'] === undefined ? { ...given, 'content-type': 'application/json' } : given,
    body,
    status: s,
    answerHeaders: plain(h),
    answer: b ?? null,
  };
}

function plain(given: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name.toLowerCase(), firstOf(value)]));
}

const pair = z.object({ name: z.string(), value: z.string() });

/** HAR 1.2: http://www.softwareishard.com/blog/har-12-spec/ */
const harSchema = z.object({
  log: z.object({
    entries: z.array(
      z.object({
        request: z.object({
          method: z.string(),
          url: z.string(),
          headers: z.array(pair).default([]),
          postData: z.object({ mimeType: z.string().default(''), text: z.string().default('') }).optional(),
        }),
        response: z.object({
          status: z.number(),
          headers: z.array(pair).default([]),
          content: z.object({ text: z.string().optional(), encoding: z.string().optional() }).default({}),
        }),
      }),
    ),
  }),
});
type Har = z.infer<typeof harSchema>;

function isHar(document: unknown): document is Har {
  return harSchema.safeParse(document).success;
}

function fromHar(document: Har): Exchange[] {
  return harSchema.parse(document).log.entries.map(({ request, response }) => ({
    group: 'har',
    method: request.method.toUpperCase(),
    path: pathOf(request.url),
    headers: keptHeaders(Object.fromEntries(request.headers.map(({ name, value }) => [name, value]))),
    body: request.postData?.text ?? '',
    status: response.status,
    answerHeaders: plain(Object.fromEntries(response.headers.map(({ name, value }) => [name, value]))),
    answer: readAnswer(decode(response.content.text, response.content.encoding)),
  }));
}

function decode(text: string | undefined, encoding: string | undefined): string | undefined {
  return encoding === 'base64' && text !== undefined ? Buffer.from(text, 'base64').toString('utf8') : text;
}

const cassetteBody = z
  .union([z.string(), z.null(), z.object({ string: z.string().nullish(), base64_string: z.string().nullish() })])
  .optional();
const cassetteEntry = z.object({
  request: z.object({ method: z.string(), uri: z.string(), body: cassetteBody, headers: headers.nullish() }),
  response: z.object({
    status: z.object({ code: z.number() }),
    headers: headers.nullish(),
    body: cassetteBody,
  }),
});
/** `http_interactions` in Ruby's vcr, `interactions` in Python's vcrpy. */
const cassetteSchema = z.union([
  z.object({ http_interactions: z.array(cassetteEntry) }),
  z.object({ interactions: z.array(cassetteEntry) }),
]);
type Cassette = z.infer<typeof cassetteSchema>;

function isCassette(document: unknown): document is Cassette {
  return cassetteSchema.safeParse(document).success;
}

function fromCassette(document: Cassette): Exchange[] {
  const entries = 'http_interactions' in document ? document.http_interactions : document.interactions;
  return entries.map(({ request, response }) => ({
    group: 'cassette',
    method: request.method.toUpperCase(),
    path: pathOf(request.uri),
    headers: keptHeaders(request.headers ?? {}),
    body: textOf(request.body),
    status: response.status.code,
    answerHeaders: plain(response.headers ?? {}),
    answer: readAnswer(textOf(response.body)),
  }));
}

function textOf(body: z.infer<typeof cassetteBody>): string {
  if (body === undefined || body === null) return '';
  if (typeof body === 'string') return body;
  return body.string ?? Buffer.from(body.base64_string ?? '', 'base64').toString('utf8');
}
