// How one of several hosts is chosen for a name that is asked for: the name itself before wildcards, a longer one before a shorter.

/** How closely a host fits a name in lower case; the greatest number fits best, and nothing does not fit. */
export function closeness(host: string, name: string): number | undefined {
  if (host === name) {
    return Infinity;
  }
  const suffix = host.slice(1);
  const fits = host.startsWith('*') && name.endsWith(suffix) && (suffix === '' || name.length > suffix.length);
  return fits ? suffix.length : undefined;
}

/** The closest of some candidates, each with its hosts; of equal ones the first. */
export function closest<T>(candidates: readonly T[], hostsOf: (candidate: T) => readonly string[], name: string): T | undefined {
  let best: { readonly candidate: T; readonly fit: number } | undefined;
  for (const candidate of candidates) {
    const fit = Math.max(...hostsOf(candidate).map((host) => closeness(host, name) ?? -1));
    if (fit >= 0 && fit > (best?.fit ?? -1)) {
      best = { candidate, fit };
    }
  }
  return best?.candidate;
}
