import { quoted, refuse } from '../values/coded-error';
import { text } from '../values/input';
import { withNormalEscapes } from './normal-path';
import { parseRegex } from './regex';

export type PathMatchKind = 'exact' | 'prefix' | 'startsWith' | 'regex';

/** What a path match comes to once its text was read. */
export interface ResolvedPathMatch {
  readonly kind: PathMatchKind;
  readonly value: string;
}

/**
 * Which request paths a rule is for. The same words select the same requests wherever they are rendered; a controller that
 * cannot do so refuses the match by name. The query string is never part of the path. A wrong text is reported by the
 * construct that uses the match: `path.syntax`, `path.regex`, `input.type`.
 */
export class PathMatch {
  /** This path and no other: `/api` is not `/api/`. */
  public static exact(path: string): PathMatch {
    return new PathMatch(() => ({ kind: 'exact', value: parsePath(path) }));
  }

  /** This path and everything below it, by whole segments: `/api` takes `/api` and `/api/x`, not `/apix`. A slash at the end makes no difference. */
  public static prefix(path: string): PathMatch {
    return new PathMatch(() => ({ kind: 'prefix', value: parsePath(path).replace(/(?<=.)\/+$/, '') }));
  }

  /** Every path that begins with these characters: `/api` takes `/api`, `/api/x` and `/apix`. */
  public static startsWith(path: string): PathMatch {
    return new PathMatch(() => ({ kind: 'startsWith', value: parsePath(path) }));
  }

  /** Every path that this RE2 expression matches as a whole; 1 to 1024 bytes. */
  public static regex(expression: string): PathMatch {
    return new PathMatch(() => ({ kind: 'regex', value: parseRegex('path.regex', expression) }));
  }

  private constructor(private readonly resolve: () => ResolvedPathMatch) {}

  /** @internal */
  public _resolve(): ResolvedPathMatch {
    return this.resolve();
  }
}

// What the path of a request can hold: the characters of Gateway API for Exact and PathPrefix (RFC 3986, `pchar` and "/").
const ABSOLUTE = /^\/(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|%[0-9A-Fa-f]{2})*$/;
// What kube-apiserver and Gateway API refuse beside.
const AMBIGUOUS = /\/\/|\/\.\.?(\/|$)|%2f/i;

function parsePath(path: string): string {
  if (!isPath(text(path))) {
    const encoded = withNormalEscapes(encodedPath(path));
    throw refuse(
      'path.syntax',
      `${quoted(path)} is not a path`,
      isPath(encoded) ? `write ${quoted(encoded)}` : 'write an absolute path such as "/api"',
      'a "/" first; letters, digits and -._~!$&\'()*+,;=:@/, anything else, and only that, as %XX; no query, fragment, "//", "/./", "/../" or "%2f"',
    );
  }
  return path;
}

function isPath(path: string): boolean {
  return isAbsolutePath(path) && !AMBIGUOUS.test(path) && withNormalEscapes(path) === path;
}

/** Whether a request could have this path. */
export function isAbsolutePath(path: string): boolean {
  return ABSOLUTE.test(path);
}

/** What is probably meant by a text that is no path: with its slash, and what a path does not have as a client sends it. */
export function encodedPath(path: string): string {
  if (/\p{Cc}|\p{Cs}/u.test(path)) {
    // Control characters and halves of characters: there is nothing they could be meant for.
    return path;
  }
  const encoded = encodeURI(path.startsWith('/') ? path : `/${path}`);
  return encoded.replace(/%25(?=[0-9A-Fa-f]{2})/g, '%');
}
