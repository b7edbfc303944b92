import { quoted, refuse } from '../values/coded-error';
import { text as asText } from '../values/input';
import { PathMatch } from './path-match';
import { parseRegex } from './regex';

/** The method of a request. */
export enum HttpMethod {
  GET = 'GET',
  HEAD = 'HEAD',
  POST = 'POST',
  PUT = 'PUT',
  PATCH = 'PATCH',
  DELETE = 'DELETE',
  OPTIONS = 'OPTIONS',
}

/** What a header match comes to once its text was read. */
export interface ResolvedHeaderMatch {
  readonly name: string;
  readonly kind: 'exact' | 'startsWith' | 'regex';
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

  private constructor(private readonly resolve: () => ResolvedHeaderMatch) {}

  /** @internal */
  public _resolve(): ResolvedHeaderMatch {
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
   * Method of the request.
   * @default - any method
   */
  readonly method?: HttpMethod;

  /**
   * Headers of the request; all have to match. One entry a header name; `route.duplicate-header` is reported otherwise.
   * @default - any headers
   */
  readonly headers?: HeaderMatch[];
}

// Header names are compared without case; they are written in lower case, as HTTP/2 carries them.
function parseHeaderName(name: string): string {
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
