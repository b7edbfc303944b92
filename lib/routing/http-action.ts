import { Backend } from '../core/backend';
import { quoted, refuse } from '../values/coded-error';
import { Host } from '../values/host';
import { madeBy, oneOf, struct, text } from '../values/input';
import { encodedPath, isAbsolutePath } from './path-match';
import { unknownWords } from './unknown-words';

/** How the request that a redirect asks for is sent. */
export enum HttpScheme {
  /** Plain HTTP. */
  HTTP = 'http',
  /** HTTP over TLS. */
  HTTPS = 'https',
}

/** Where a redirected client is sent. At least one of scheme, host and path. */
export interface RedirectOptions {
  /**
   * How the new request is sent.
   * @default - the scheme of the request
   */
  readonly scheme?: HttpScheme;

  /**
   * An exact DNS name.
   * @default - the host of the request
   */
  readonly host?: string;

  /**
   * An absolute path that replaces the one of the request, with a query after `?` if it is to have one.
   * @default - the path of the request
   */
  readonly path?: string;

  /**
   * 301, 302, 303, 307 or 308. Istio admits others and then does not use them.
   * @default 301
   */
  readonly statusCode?: number;
}

/** What an action comes to once it was read. */
export type ResolvedAction = { readonly forward: Backend } | { readonly redirect: RedirectOptions };

/** What happens to a request that a rule takes. */
export class HttpAction {
  /** Sends it to a backend. What is wrong with the backend is reported by the construct that uses the action. */
  public static forward(backend: Backend): HttpAction {
    return new HttpAction(() => ({ forward: parseBackend(backend) }));
  }

  /**
   * Answers with a redirect. Reported by the construct that uses it: `redirect.empty`, `redirect.status`, `redirect.path`,
   * `redirect.host`, `host.*`, `route.unknown-word`, `input.*`.
   */
  public static redirect(options: RedirectOptions): HttpAction {
    return new HttpAction(() => ({ redirect: parseRedirect(options) }));
  }

  private constructor(private readonly resolve: () => ResolvedAction) {}

  /** @internal */
  public _resolve(): ResolvedAction {
    return this.resolve();
  }
}

const WORDS = ['scheme', 'host', 'path', 'statusCode'] satisfies (keyof RedirectOptions)[];
const STATUS_CODES = [301, 302, 303, 307, 308];

const parseBackend = madeBy(Backend, 'Backend.fromService(…) or Backend.fromName(…)');
const parseScheme = oneOf(HttpScheme);

function parseRedirect(options: RedirectOptions): RedirectOptions {
  const { scheme, host, path, statusCode = 301 } = struct(options);
  const [unknown] = unknownWords(options, WORDS);
  if (unknown !== undefined) {
    throw refuse(unknown.id, unknown.what, unknown.fix, unknown.allowed);
  }
  if (scheme === undefined && host === undefined && path === undefined) {
    throw refuse('redirect.empty', 'the redirect changes nothing, so a client would be sent in circles', 'set scheme, host or path');
  }
  if (!STATUS_CODES.includes(statusCode)) {
    throw refuse('redirect.status', `${quoted(statusCode)} is not a redirect`, 'use one of the allowed codes', STATUS_CODES.join(', '));
  }
  return {
    scheme: scheme === undefined ? undefined : parseScheme(scheme),
    host: host === undefined ? undefined : parseRedirectHost(host),
    path: path === undefined ? undefined : parseRedirectPath(path),
    statusCode,
  };
}

function parseRedirectHost(host: string): string {
  if (Host.parse(host).isWildcard) {
    throw refuse('redirect.host', `${quoted(host)} is not one host`, 'write an exact DNS name');
  }
  return host;
}

function parseRedirectPath(path: string): string {
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
