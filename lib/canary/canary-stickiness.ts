import { Duration } from 'cdk8s';
import { Findings } from '../core/findings';
import { readStruct } from '../routing/read-struct';
import { quoted, refuse } from '../values/coded-error';
import { madeBy, oneOf, text, truth } from '../values/input';
import { parseCookieName } from './cookie';

/** To which requests a browser adds a cookie that come from pages of other sites. */
export enum CookieSameSite {
  /** To none. */
  STRICT = 'Strict',
  /** To those that open a page. */
  LAX = 'Lax',
  /** To all. Browsers take it from HTTPS only: `secure` has to be true, `canary.cookie-insecure` is reported otherwise. */
  NONE = 'None',
}

/** The cookie that keeps a client on its version. It names the version; scripts of the page cannot read it (`HttpOnly`). */
export interface StickyCookieOptions {
  /**
   * Name of the cookie; no other cookie of the site should have it. `canary.cookie-name` is reported for what is none.
   * @default - the name of the VirtualService
   */
  readonly name?: string;

  /**
   * How long a client is kept on its version, counted from its first request, in whole seconds, 1 s to 400 days, which is
   * the longest that browsers keep a cookie; `canary.cookie-age` is reported otherwise. After that it gets a version by the shares of that day.
   * @default - until the browser is closed
   */
  readonly maxAge?: Duration;

  /**
   * The paths that the cookie is sent to: this one and all below it. `canary.cookie-path` is reported for what is no path.
   * @default /
   */
  readonly path?: string;

  /**
   * Whether the cookie is for HTTPS only. `canary.cookie-over-http` warns where a gateway has a host by plain HTTP only.
   * @default false
   */
  readonly secure?: boolean;

  /**
   * Which requests from pages of other sites carry the cookie.
   * @default CookieSameSite.LAX
   */
  readonly sameSite?: CookieSameSite;
}

/** A cookie that tells the version of a client. */
export interface StickyCookie {
  readonly name: string;
  /** What follows the value in a `Set-Cookie` header. */
  readonly attributes: string;
  /** Whether it is for HTTPS only. */
  readonly secure: boolean;
}

/**
 * How a client stays on the version that its first request came to, over a change of the shares too. What is wrong with it is
 * reported by the construct that uses it.
 */
export class CanaryStickiness {
  /**
   * By a cookie that the answer to the first request sets: for clients that keep cookies. A client whose version has no share any
   * more is given another one.
   */
  public static cookie(options: StickyCookieOptions = {}): CanaryStickiness {
    return new CanaryStickiness(options);
  }

  private constructor(private readonly options: StickyCookieOptions) {}

  /**
   * The cookie, as far as it could be read.
   * @internal
   */
  public _read(findings: Findings, field: string, usualName: string): StickyCookie | undefined {
    const given = readStruct(findings, field, this.options, WORDS);
    if (given === undefined) {
      return undefined;
    }
    const { name = usualName, maxAge, path, secure, sameSite } = given;
    const read = {
      name: findings.parse(`${field}.name`, name, parseCookieName),
      path: findings.parseOptional(`${field}.path`, path, parsePath),
      maxAge: findings.parseOptional(`${field}.maxAge`, maxAge, parseAge),
      secure: findings.parseOptional(`${field}.secure`, secure, truth),
      sameSite: findings.parseOptional(`${field}.sameSite`, sameSite, oneOf(CookieSameSite)),
    };
    if (read.name === undefined) {
      return undefined;
    }
    const isInsecure = secure === undefined || read.secure === false;
    findings.parse(field, { ...read, isInsecure }, checkSecure);
    return { name: read.name, attributes: toAttributes(read), secure: read.secure === true };
  }
}

const WORDS = ['name', 'maxAge', 'path', 'secure', 'sameSite'] satisfies (keyof StickyCookieOptions)[];

interface ReadCookie {
  readonly name?: string;
  readonly path?: string;
  /** In seconds. */
  readonly maxAge?: number;
  readonly secure?: boolean;
  readonly sameSite?: CookieSameSite;
}

function toAttributes({ path = '/', maxAge, secure = false, sameSite = CookieSameSite.LAX }: ReadCookie): string {
  const attributes = [`Path=${path}`, maxAge === undefined ? '' : `Max-Age=${maxAge}`, 'HttpOnly', secure ? 'Secure' : ''];
  return [...attributes, `SameSite=${sameSite}`].filter((attribute) => attribute !== '').join('; ');
}

function parsePath(path: string): string {
  if (!/^\/[-A-Za-z0-9/._~!$&'()*+,=:@]*$/.test(text(path))) {
    const allowed = 'a "/" first; letters, digits and -._~!$&\'()*+,=:@/';
    throw refuse('canary.cookie-path', `${quoted(path)} is not a path of a cookie`, 'write a path such as "/shop"', allowed);
  }
  return path;
}

const parseDuration = madeBy(Duration, 'Duration.hours(…), or another of its ways');

/** Browsers keep no cookie for longer than 400 days. */
const MOST_SECONDS = 400 * 24 * 60 * 60;

function parseAge(maxAge: Duration): number {
  const seconds = parseDuration(maxAge).toSeconds({ integral: false });
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > MOST_SECONDS) {
    throw refuse(
      'canary.cookie-age',
      `${seconds} s is not how long a cookie is kept`,
      'write whole seconds, at least one',
      `1 to ${MOST_SECONDS} s, whole`,
    );
  }
  return seconds;
}

/** Browsers drop such a cookie without a word. */
function checkSecure({ name = '', isInsecure, sameSite }: ReadCookie & { readonly isInsecure: boolean }): void {
  const isSecureName = /^__(host|secure)-/i.test(name);
  if (isInsecure && (isSecureName || sameSite === CookieSameSite.NONE)) {
    const cause = isSecureName ? `called ${quoted(name)}` : 'with SameSite=None';
    throw refuse('canary.cookie-insecure', `browsers drop a cookie ${cause} that is not for HTTPS only`, 'set secure: true');
  }
}
