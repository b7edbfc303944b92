import { HeaderMatch, parseHeaderName } from '../routing/http-match';
import { quoted, refuse } from '../values/coded-error';
import { text } from '../values/input';
import { cookieMatch, parseCookieName, parseCookieValue } from './cookie';

/** What a preview comes to once it was read. */
export interface ResolvedPreview {
  readonly match: HeaderMatch;
  /** The header that is looked at, in lower case. */
  readonly header: string;
  /** The cookie that is looked at, if it is one. */
  readonly cookie?: string;
  /** The requests that are meant, in words. Two previews are for the same requests just when these are the same. */
  readonly label: string;
}

/** By what a request asks for one version, whatever the shares are. What is wrong with it is reported by the construct that uses it. */
export class CanaryPreview {
  /**
   * A header with just this value.
   * @param name name of the header; reported otherwise: `header.name`, and `canary.preview-header` for that of all cookies
   * @param value visible ASCII, with spaces between; `canary.preview-value` is reported otherwise
   */
  public static header(name: string, value: string): CanaryPreview {
    return new CanaryPreview(() => {
      const header = parseHeader(name);
      return { match: HeaderMatch.exact(header, parseValue(value)), header, label: `header ${quoted(`${header}: ${value}`)}` };
    });
  }

  /**
   * A cookie with just this value, among other cookies or alone.
   * @param name name of the cookie, compared with regard to case; `canary.cookie-name` is reported otherwise
   * @param value value of the cookie; `canary.cookie-value` is reported otherwise
   */
  public static cookie(name: string, value: string): CanaryPreview {
    return new CanaryPreview(() => {
      const match = cookieMatch(parseCookieName(name), parseCookieValue(value));
      return { match, header: 'cookie', cookie: name, label: `cookie ${quoted(`${name}=${value}`)}` };
    });
  }

  private constructor(private readonly resolve: () => ResolvedPreview) {}

  /** @internal */
  public _resolve(): ResolvedPreview {
    return this.resolve();
  }
}

function parseHeader(name: string): string {
  const header = parseHeaderName(name);
  if (header === 'cookie') {
    const what = `header ${quoted(name)} holds all cookies of a client, and hardly ever just one`;
    throw refuse('canary.preview-header', what, 'write CanaryPreview.cookie(…)');
  }
  return header;
}

/** Proxies take the spaces around a value away, and an empty one is hardly what somebody sends on purpose. */
function parseValue(value: string): string {
  if (!/^[!-~]+( +[!-~]+)*$/.test(text(value))) {
    const fix = 'write a value such as "yes"';
    throw refuse(
      'canary.preview-value',
      `${quoted(value)} is not a value to ask for a version by`,
      fix,
      'visible ASCII, with spaces between',
    );
  }
  return value;
}
