import { quoted, refuse } from './coded-error';
import { text as asText } from './input';

const NAME = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)*$/;
// What an URL has around its host.
const AROUND = /^(?:[a-z]+:\/\/)?([^/:]*)(?::\d*)?(?:\/.*)?$/s;
const IPV4 = /^\d+\.\d+\.\d+\.\d+$/;

/** Who a request is for: an exact DNS name, every name (`*`), or every name below a domain (`*.example.com`). */
export class Host {
  public static parse(text: string): Host {
    const suffix = asText(text) === '*' ? '' : text.replace(/^\*\./, '');
    if (text !== '*' && (!NAME.test(suffix) || suffix.length > 253)) {
      throw suffix.includes('*') || (suffix === '' && text !== '') ? misplacedWildcard(text) : notAHost(text);
    }
    return new Host(text, suffix);
  }

  private constructor(
    public readonly text: string,
    private readonly suffix: string,
  ) {}

  public get isWildcard(): boolean {
    return this.text.startsWith('*');
  }

  public get isIpv4(): boolean {
    return IPV4.test(this.text);
  }

  /** Whether a request for some name could be for both. */
  public overlaps(other: Host): boolean {
    return this.holds(other) || other.holds(this);
  }

  /** Whether every request for the other host is one for this. Of two hosts that overlap, one holds the other. */
  public holds(other: Host): boolean {
    return (
      this.text === '*' ||
      this.text === other.text ||
      (this.isWildcard &&
        other.suffix !== '' &&
        `.${other.suffix}`.endsWith(`.${this.suffix}`) &&
        (other.isWildcard || other.suffix !== this.suffix))
    );
  }
}

function misplacedWildcard(text: string): Error {
  return refuse(
    'host.wildcard',
    `${quoted(text)} has a wildcard inside a label`,
    'put the wildcard in place of the whole first label',
    'a DNS name, "*", or "*.example.com"',
  );
}

function notAHost(text: string): Error {
  const meant = text.toLowerCase().replace(AROUND, '$1');
  const fix = NAME.test(meant.replace(/^\*\./, '')) ? `write ${quoted(meant)}` : 'write a name such as "shop.example.com"';
  return refuse(
    'host.syntax',
    `${quoted(text)} is not a host`,
    fix,
    'a lower-case DNS name without scheme, port or path, "*", or "*.example.com"',
  );
}
