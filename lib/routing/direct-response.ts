import { Findings } from '../core/findings';
import { refuse } from '../values/coded-error';
import { madeBy, text as asText } from '../values/input';
import { ResolvedBody, ResolvedResponse } from './read-rule';
import { readStruct } from './read-struct';
import { parseStatus } from './shares';

/** What a direct response says. */
export interface RespondOptions {
  /** Status of the answer, 200 to 299 or 400 to 599; `response.status` is reported otherwise. Of a redirect, there is `HttpAction.redirect(…)`. */
  readonly status: number;

  /**
   * What the answer holds, at most 1 MiB; `response.body` is reported for more and with status 204 or 205, which have none, and `response.large-body` for more than 100 KiB, as a warning.
   * @default - nothing
   */
  readonly body?: ResponseBody;
}

/** What a direct response holds. */
export class ResponseBody {
  /** A text, sent as UTF-8. */
  public static text(text: string): ResponseBody {
    return new ResponseBody(() => ({ text: asText(text) }));
  }

  /**
   * Any bytes.
   * @param bytes in Base64; `response.body` is reported for what is none
   */
  public static base64(bytes: string): ResponseBody {
    return new ResponseBody(() => ({ bytes: parseBase64(bytes) }));
  }

  private constructor(private readonly resolve: () => ResolvedBody) {}

  /** @internal */
  public _resolve(): ResolvedBody {
    return this.resolve();
  }
}

const WORDS = ['status', 'body'] satisfies (keyof RespondOptions)[];
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const NO_BODY = [204, 205];
const MOST_BYTES = 1024 * 1024;
const MANY_BYTES = 100 * 1024;

const parseMadeBody = madeBy(ResponseBody, 'ResponseBody.text(…) or ResponseBody.base64(…)');

/** A direct response; all that is wrong with it becomes findings of the action. */
export function readResponse(findings: Findings, field: string, options: RespondOptions): ResolvedResponse | undefined {
  const read = readStruct(findings, field, options, WORDS);
  if (read === undefined) {
    return undefined;
  }
  const status = findings.parse(`${field}.status`, read.status, parseResponseStatus);
  const body = findings.parseOptional(`${field}.body`, read.body, parseBody);
  if (status !== undefined && NO_BODY.includes(status) && body !== undefined) {
    findings.error(
      { id: 'response.body', what: `an answer with status ${status} has no body`, fix: 'leave the body out' },
      `${field}.body`,
    );
  }
  const bytes = body === undefined ? 0 : bodyBytes(body).length;
  if (bytes > MANY_BYTES) {
    const what = `the body has ${bytes} bytes, which every proxy keeps in memory`;
    findings.warning({ id: 'response.large-body', what, fix: 'serve it from a backend' }, `${field}.body`);
  }
  return status === undefined ? undefined : { status, body };
}

/** The bytes of a body. */
export function bodyBytes({ text, bytes }: ResolvedBody): Uint8Array {
  return text === undefined ? Buffer.from(bytes ?? '', 'base64') : Buffer.from(text);
}

/** Envoy sends a client of such an answer to where it came from (`router.cc`: `Location`). */
function parseResponseStatus(status: number): number {
  if (parseStatus({ id: 'response.status' })(status) >= 300 && status < 400) {
    const what = `an answer with status ${status} sends the client to the same URL again`;
    throw refuse('response.status', what, 'use HttpAction.redirect(…)', '200 to 299 and 400 to 599, whole');
  }
  return status;
}

function parseBody(body: ResponseBody): ResolvedBody {
  const resolved = parseMadeBody(body)._resolve();
  const bytes = bodyBytes(resolved).length;
  if (bytes > MOST_BYTES) {
    throw refuse('response.body', `the body has ${bytes} bytes`, 'serve it from a backend', `at most ${MOST_BYTES} bytes`);
  }
  return resolved;
}

function parseBase64(bytes: string): string {
  if (!BASE64.test(asText(bytes))) {
    throw refuse('response.body', 'the body is not Base64', 'encode its bytes, or use ResponseBody.text(…)', 'Base64 (RFC 4648), padded');
  }
  return bytes;
}
