import { Findings } from '../core/findings';
import { quoted, refuse } from '../values/coded-error';
import { Host } from '../values/host';
import { madeBy, oneOf, struct, text } from '../values/input';
import { parsePort } from '../values/port';
import { HttpScheme } from './http-scheme';
import { encodedPath, isAbsolutePath } from './path-match';
import { isWhole } from './read-match';
import { ResolvedRedirect } from './read-rule';
import { unknownWords } from './unknown-words';

/** Where a redirected client is sent. At least one of scheme, host, port and path; `redirect.empty` is reported otherwise. */
export interface RedirectOptions {
  /**
   * How the new request is sent.
   * @default - the scheme of the request
   */
  readonly scheme?: HttpScheme;

  /**
   * An exact DNS name; reported otherwise: `host.*`, `redirect.host`.
   * @default - the host of the request
   */
  readonly host?: string;

  /**
   * An absolute path that replaces the one of the request, with a query after `?` if it is to have one; `redirect.path` is reported otherwise.
   * @default - the path of the request
   */
  readonly path?: string;

  /**
   * The port of the new URL.
   * @default - what the client wrote behind the host, unless `host` is given; not the usual one of a scheme that changes
   */
  readonly port?: RedirectPort;

  /**
   * 301, 302, 303, 307 or 308; `redirect.status` is reported otherwise. Others are admitted by some controllers, and then not used.
   * @default 301
   */
  readonly statusCode?: number;
}

/** Which port a redirect leads to. */
export class RedirectPort {
  /** This one, 1 to 65535; `port.range` is reported otherwise. */
  public static of(port: number): RedirectPort {
    return new RedirectPort(() => parsePort(port));
  }

  /** The usual one of the scheme: 80 for HTTP and 443 for HTTPS. It is not written, and what the client wrote behind the host stays unless `host` is given. */
  public static ofScheme(): RedirectPort {
    return new RedirectPort(() => 'of the scheme');
  }

  /** The one that the request came to. */
  public static ofRequest(): RedirectPort {
    return new RedirectPort(() => 'of the request');
  }

  private constructor(private readonly resolve: () => ResolvedRedirect['port']) {}

  /** @internal */
  public _resolve(): ResolvedRedirect['port'] {
    return this.resolve();
  }
}

const WORDS = ['scheme', 'host', 'path', 'port', 'statusCode'] satisfies (keyof RedirectOptions)[];
const STATUS_CODES = [301, 302, 303, 307, 308];

const parseScheme = oneOf(HttpScheme);
const parseRedirectPort = madeBy(RedirectPort, 'RedirectPort.of(…), RedirectPort.ofScheme() or RedirectPort.ofRequest()');

/** A redirect, if all of it could be read; all that is wrong with it becomes findings of the action. */
export function readRedirect(findings: Findings, field: string, options: RedirectOptions): ResolvedRedirect | undefined {
  const read = findings.parse(field, options, struct<RedirectOptions>);
  if (read === undefined) {
    return undefined;
  }
  const unknown = unknownWords(read, WORDS);
  unknown.forEach((defect) => findings.error(defect, field));
  const { scheme, host, path, port, statusCode = 301 } = read;
  if (unknown.length === 0 && [scheme, host, path, port].every((change) => change === undefined)) {
    const what = 'the redirect changes nothing, so a client would be sent in circles';
    findings.error({ id: 'redirect.empty', what, fix: 'set scheme, host, port or path' }, field);
    return undefined;
  }
  const redirect = {
    scheme: findings.parseOptional(field, scheme, parseScheme),
    host: findings.parseOptional(field, host, parseHost),
    path: findings.parseOptional(field, path, parsePath),
    port: findings.parseOptional(field, port, (given) => parseRedirectPort(given)._resolve()),
  };
  const code = findings.parse(field, statusCode, parseStatusCode);
  return code !== undefined && isWhole(read, { ...redirect, statusCode: code }, WORDS) ? { ...redirect, statusCode: code } : undefined;
}

function parseStatusCode(statusCode: number): number {
  if (!STATUS_CODES.includes(statusCode)) {
    throw refuse('redirect.status', `${quoted(statusCode)} is not a redirect`, 'use one of the allowed codes', STATUS_CODES.join(', '));
  }
  return statusCode;
}

function parseHost(host: string): string {
  if (Host.parse(host).isWildcard) {
    throw refuse('redirect.host', `${quoted(host)} is not one host`, 'write an exact DNS name');
  }
  return host;
}

function parsePath(path: string): string {
  if (!isRedirectPath(text(path))) {
    const encoded = encodedPath(path);
    throw refuse(
      'redirect.path',
      `${quoted(path)} is not an absolute path`,
      isRedirectPath(encoded) ? `write ${quoted(encoded)}` : 'write a path such as "/new" or "/new?from=old"',
      'a "/" first; letters, digits and -._~!$&\'()*+,;=:@/, anything else as %XX; a query after "?"; no fragment',
    );
  }
  return path;
}

/** A query has the characters of a path, and "?" (RFC 3986). */
function isRedirectPath(path: string): boolean {
  return isAbsolutePath(path.replaceAll('?', '/'));
}
