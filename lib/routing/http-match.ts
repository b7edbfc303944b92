import { quoted, refuse } from '../values/coded-error';
import { text as asText } from '../values/input';
import { HttpScheme } from './http-scheme';
import { PathMatch } from './path-match';
import { parseRegex } from './regex';
import { ResolvedTextMatch, TextMatch } from './text-match';

/** The method of a request. */
export enum HttpMethod {
  GET = 'GET',
  HEAD = 'HEAD',
  POST = 'POST',
  PUT = 'PUT',
  PATCH = 'PATCH',
  DELETE = 'DELETE',
  OPTIONS = 'OPTIONS',
  CONNECT = 'CONNECT',
  TRACE = 'TRACE',
}

/** What a match of a header or of a query parameter comes to once its text was read. */
export interface ResolvedNamedMatch {
  readonly name: string;
  /** `present`: it is there, whatever its value. */
  readonly kind: ResolvedTextMatch['kind'] | 'present';
  /** Empty for `present`. */
  readonly value: string;
}

/**
 * Which values of a request header a rule is for. Reported by the construct that uses it: `header.name`, `header.regex`,
 * `input.type`.
 */
export class HeaderMatch {
  /** The header has just this value. */
  public static exact(name: string, value: string): HeaderMatch {
    return new HeaderMatch(() => ({ name: parseHeaderName(name), kind: 'exact', value: asText(value) }));
  }

  /** The value begins with these characters. */
  public static startsWith(name: string, text: string): HeaderMatch {
    return new HeaderMatch(() => ({ name: parseHeaderName(name), kind: 'startsWith', value: asText(text) }));
  }

  /** This RE2 expression matches the whole value; 1 to 1024 bytes. */
  public static regex(name: string, expression: string): HeaderMatch {
    return new HeaderMatch(() => ({ name: parseHeaderName(name), kind: 'regex', value: parseRegex('header.regex', expression) }));
  }

  /** The request has the header, whatever its value. */
  public static present(name: string): HeaderMatch {
    return new HeaderMatch(() => ({ name: parseHeaderName(name), kind: 'present', value: '' }));
  }

  private constructor(private readonly resolve: () => ResolvedNamedMatch) {}

  /** @internal */
  public _resolve(): ResolvedNamedMatch {
    return this.resolve();
  }
}

/**
 * Which values of a query parameter a rule is for; its name is compared with regard to case. Reported by the construct that uses
 * it: `query.name`, `query.regex`, `input.type`.
 */
export class QueryParamMatch {
  /** The parameter has just this value. */
  public static exact(name: string, value: string): QueryParamMatch {
    return new QueryParamMatch(() => ({ name: parseQueryName(name), kind: 'exact', value: asText(value) }));
  }

  /** The value begins with these characters. */
  public static startsWith(name: string, text: string): QueryParamMatch {
    return new QueryParamMatch(() => ({ name: parseQueryName(name), kind: 'startsWith', value: asText(text) }));
  }

  /** This RE2 expression matches the whole value; 1 to 1024 bytes. */
  public static regex(name: string, expression: string): QueryParamMatch {
    return new QueryParamMatch(() => ({ name: parseQueryName(name), kind: 'regex', value: parseRegex('query.regex', expression) }));
  }

  /** The request has the parameter, whatever its value. */
  public static present(name: string): QueryParamMatch {
    return new QueryParamMatch(() => ({ name: parseQueryName(name), kind: 'present', value: '' }));
  }

  private constructor(private readonly resolve: () => ResolvedNamedMatch) {}

  /** @internal */
  public _resolve(): ResolvedNamedMatch {
    return this.resolve();
  }
}

/** Conditions that a request has to meet all at once. */
export interface HttpMatch {
  /**
   * Path of the request, without the query string.
   * @default - any path
   */
  readonly path?: PathMatch;

  /**
   * Whether upper and lower case are the same in the path. Not for `PathMatch.regex`, where `(?i)` says it: `path.case` is reported then.
   * @default false
   */
  readonly ignorePathCase?: boolean;

  /**
   * Method of the request.
   * @default - any method
   */
  readonly method?: HttpMethod;

  /**
   * Headers of the request; all have to match. One entry a header name; `route.duplicate-header` is reported otherwise.
   * @default - any headers
   */
  readonly headers?: HeaderMatch[];

  /**
   * Headers of the request that must not match, not one of them: a request without the header is taken. One entry a header name;
   * `route.duplicate-header` is reported otherwise.
   * @default - any headers
   */
  readonly withoutHeaders?: HeaderMatch[];

  /**
   * Parameters of the query string; all have to match. One entry a name; `route.duplicate-query-param` is reported otherwise.
   * @default - any query
   */
  readonly queryParams?: QueryParamMatch[];

  /**
   * Host that the request asks for, with the port where the client sent one: `:authority`, or the `Host` header of HTTP/1.1.
   * @default - every host of the route
   */
  readonly authority?: TextMatch;

  /**
   * How the request was sent.
   * @default - either way
   */
  readonly scheme?: HttpScheme;

  /**
   * Port that the client connected to, 1 to 65535; `port.range` is reported otherwise, and `route.never-matches` for one that no
   * server of the gateway has.
   * @default - any port
   */
  readonly port?: number;

  /**
   * Labels of the pods that send the request, for clients inside the mesh or the pods of the gateway; `label.*` is reported for wrong ones.
   * @default - any pods
   */
  readonly sourceLabels?: { [key: string]: string };

  /**
   * Namespace of the pods that send the request, for clients inside the mesh or the pods of the gateway; an RFC 1123 label,
   * `name.syntax` is reported otherwise.
   * @default - any namespace
   */
  readonly sourceNamespace?: string;
}

// Header names are compared without case; they are written in lower case, as HTTP/2 carries them.
export function parseHeaderName(name: string): string {
  if (!/^[-A-Za-z0-9_.]+$/.test(asText(name))) {
    throw refuse(
      'header.name',
      `${quoted(name)} is not a header name`,
      'write a name such as "x-canary"',
      'letters, digits, "-", "_" and "."',
    );
  }
  return name.toLowerCase();
}

function parseQueryName(name: string): string {
  if (asText(name) === '') {
    throw refuse('query.name', 'the name of the query parameter is empty', 'write the name of a parameter');
  }
  return name;
}
