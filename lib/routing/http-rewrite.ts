import { quoted, refuse } from '../values/coded-error';
import { text as asText } from '../values/input';
import { encodedPath, isAbsolutePath } from './path-match';
import { compile, parseRegex } from './regex';

/** What a change of the path comes to once it was read. */
export type ResolvedPathRewrite =
  | { readonly kind: 'full' | 'prefix'; readonly value: string }
  | { readonly kind: 'regex'; readonly pattern: string; readonly substitution: string };

/**
 * The path that the backend sees instead of the one of the request; the query stays. Reported by the construct that uses it:
 * `rewrite.path`, `rewrite.no-prefix`, `rewrite.regex`, `rewrite.substitution`, `input.type`.
 */
export class PathRewrite {
  /** This path, whatever the one of the request. */
  public static full(path: string): PathRewrite {
    return new PathRewrite(() => ({ kind: 'full', value: parsePath(path) }));
  }

  /**
   * This path in place of the prefix that the rule matched, by the segments of `PathMatch.prefix` or the characters of
   * `PathMatch.startsWith`: `/api` to `/v2` makes `/v2/x` of `/api/x`. `rewrite.no-prefix` is reported for a rule
   * one of whose matches is for no prefix.
   */
  public static prefix(path: string): PathRewrite {
    return new PathRewrite(() => ({ kind: 'prefix', value: parsePath(path) }));
  }

  /**
   * Every part of the path that an RE2 expression matches is replaced.
   * @param pattern RE2, 1 to 1024 bytes
   * @param substitution what takes its place, not empty; `\1` is the first group of the expression, `\0` all it matched, and `\\` a backslash
   */
  public static regex(pattern: string, substitution: string): PathRewrite {
    return new PathRewrite(() => {
      const expression = parseRegex('rewrite.regex', pattern);
      return { kind: 'regex', pattern: expression, substitution: parseSubstitution(substitution, expression) };
    });
  }

  private constructor(private readonly resolve: () => ResolvedPathRewrite) {}

  /** @internal */
  public _resolve(): ResolvedPathRewrite {
    return this.resolve();
  }
}

/** What the backend sees instead of what the client asked for. At least one; `rewrite.empty` is reported otherwise. */
export interface HttpRewrite {
  /**
   * The path.
   * @default - the one of the request
   */
  readonly path?: PathRewrite;

  /**
   * The host, as `:authority` or `Host`: an exact DNS name, with `:port` if it is to have one. Reported otherwise: `host.*`,
   * `rewrite.host`, `port.range`, and `rewrite.host-twice` where a header sets it too.
   * @default - the one of the request
   */
  readonly host?: string;
}

function parsePath(path: string): string {
  if (!isAbsolutePath(asText(path))) {
    const encoded = encodedPath(path);
    throw refuse(
      'rewrite.path',
      `${quoted(path)} is not an absolute path`,
      isAbsolutePath(encoded) ? `write ${quoted(encoded)}` : 'write a path such as "/new"',
      'a "/" first; letters, digits and -._~!$&\'()*+,;=:@/, anything else as %XX; no query or fragment',
    );
  }
  return path;
}

/** What RE2 replaces a match by: text, and groups of the expression by number. */
function parseSubstitution(substitution: string, expression: string): string {
  const groups = compile(expression).groupCount();
  const isKnown = (group: string): boolean => Number(group) <= groups;
  const escapes = [...asText(substitution).matchAll(/\\([\s\S]?)/g)].map(([, escaped]) => escaped);
  const wrong = escapes.find((escaped) => escaped !== '\\' && !(/^\d$/.test(escaped) && isKnown(escaped)));
  if (substitution === '' || wrong !== undefined) {
    const what = substitution === '' ? 'the substitution is empty' : `${quoted(substitution)} has ${quoted(`\\${wrong}`)} in it`;
    const allowed = `text that is not empty; "\\0" to "\\${groups}" for what the expression and its groups matched, "\\\\" for a backslash`;
    throw refuse('rewrite.substitution', what, 'write what takes the place of a match', allowed);
  }
  return substitution;
}
