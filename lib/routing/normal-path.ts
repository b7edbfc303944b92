/**
 * A path as it is compared: without the segments "." and "..", with "/" for "\", and each character either itself or as %XX, whichever
 * it needs. Slashes stay as many as they are (Envoy's `normalize_path`).
 */
export function normalPath(path: string): string {
  const segments: string[] = [];
  const given = withNormalEscapes(path.replaceAll('\\', '/')).split('/').slice(1);
  given.forEach((segment, index) => {
    if (segment === '..') {
      segments.pop();
    } else if (segment !== '.') {
      segments.push(segment);
    }
    if (['.', '..'].includes(segment) && index === given.length - 1) {
      segments.push('');
    }
  });
  return `/${segments.join('/')}`;
}

/** Letters, digits and -._~ mean the same as themselves and as %XX (RFC 3986, "unreserved"). */
export function withNormalEscapes(path: string): string {
  return path
    .replace(/%[0-9A-Fa-f]{2}/g, (escape) => {
      const character = String.fromCharCode(parseInt(escape.slice(1), 16));
      return /[-A-Za-z0-9._~]/.test(character) ? character : escape;
    })
    .replace(/["<>^`{|}]/g, encodeURIComponent);
}
