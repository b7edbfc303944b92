import { HeaderMatch } from '../routing/http-match';
import { quoted, refuse } from '../values/coded-error';
import { text } from '../values/input';

// The characters of RFC 6265, but "%", which proxies read as the beginning of a variable. Both together fit a regular expression of
// 1024 bytes, however many of them need a backslash.
const NAME = /^[-!#$&'*+.^_`|~0-9A-Za-z]{1,200}$/;
const VALUE = /^[!#-+\--:<-[\]-~]{1,200}$/;

/** The name of a cookie. */
export function parseCookieName(name: string): string {
  if (!NAME.test(text(name))) {
    const allowed = "1 to 200 of letters, digits and -!#$&'*+.^_`|~";
    throw refuse('canary.cookie-name', `${quoted(name)} is not the name of a cookie`, 'write a name such as "version"', allowed);
  }
  return name;
}

/** The value of a cookie, which a client sends as it got it. */
export function parseCookieValue(value: string): string {
  if (!VALUE.test(text(value))) {
    const allowed = '1 to 200 visible ASCII characters, without quotes, comma, semicolon and backslash';
    throw refuse('canary.cookie-value', `${quoted(value)} is not the value of a cookie`, 'write a value such as "v2"', allowed);
  }
  return value;
}

/**
 * Requests that carry this cookie, among others and at any place. Envoy joins the `cookie` headers of a request with "; " before it
 * compares them, those too into which HTTP/2 lets a client divide its cookies.
 */
export function cookieMatch(name: string, value: string): HeaderMatch {
  return HeaderMatch.regex('cookie', `(.*; *)?${escaped(`${name}=${value}`)}(;.*)?`);
}

function escaped(literal: string): string {
  return literal.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
