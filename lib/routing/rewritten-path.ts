import { ResolvedPathRewrite } from './http-rewrite';
import { ResolvedPathMatch } from './path-match';
import { compile } from './regex';

/**
 * The path that a backend sees.
 * @param matched what the path was compared with
 */
export function rewrittenPath(rewrite: ResolvedPathRewrite, path: string, matched: ResolvedPathMatch | undefined): string {
  switch (rewrite.kind) {
    case 'full':
      return rewrite.value;
    case 'regex':
      return withReplaced(path, rewrite.pattern, rewrite.substitution);
    case 'prefix':
      return withPrefix(rewrite.value, path, matched);
  }
}

function withPrefix(replacement: string, path: string, matched: ResolvedPathMatch | undefined): string {
  if (matched?.kind === 'startsWith') {
    return replacement + path.slice(matched.value.length);
  }
  if (matched?.kind !== 'prefix') {
    // Only where requests are handed over: the rule that gets them matches the whole path.
    return replacement;
  }
  // By segments: neither do two of them grow together nor does "//" come of it.
  const rest = matched.value === '/' ? path : path.slice(matched.value.length);
  return rest === '' ? replacement : replacement.replace(/\/+$/, '') + rest;
}

/** Every match of a pattern replaced, as RE2 does it. */
function withReplaced(path: string, pattern: string, substitution: string): string {
  const matcher = compile(pattern).matcher(path);
  let [replaced, end] = ['', 0];
  while (matcher.find()) {
    const filled = substitution.replace(/\\([\d\\])/g, (_, escaped: string) =>
      escaped === '\\' ? escaped : (matcher.group(Number(escaped)) ?? ''),
    );
    replaced += path.slice(end, matcher.start()) + filled;
    end = matcher.end();
  }
  return replaced + path.slice(end);
}
