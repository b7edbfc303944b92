import { IConstruct } from 'constructs';
import { quoted, refuse } from '../values/coded-error';
import { text } from '../values/input';

/** A BGP community that an announcement carries: by its value, or by the alias that a `Community` gives it. */
export class BgpCommunity {
  /**
   * A community by its value (MetalLB `internal/bgp/community`). `metallb.community` is reported for what can be none.
   * @param value `65535:65281`, two numbers from 0 to 65535, or `large:64512:1:2`, three numbers from 0 to 4294967295, which
   * MetalLB's native BGP mode does not know
   */
  public static value(value: string): BgpCommunity {
    return new BgpCommunity(() => parseCommunityValue(value));
  }

  /**
   * A community by an alias that is kept elsewhere. For one of this program, write `community.alias(…)`.
   * @param alias name in a Community of the cluster; `metallb.community-alias` is reported for what can be none
   */
  public static fromName(alias: string): BgpCommunity {
    return new BgpCommunity(() => parseCommunityAlias(alias));
  }

  /**
   * By an alias of a construct, which reports one that it does not have.
   * @internal
   */
  public static _of(alias: string, community: IConstruct): BgpCommunity {
    return new BgpCommunity(() => alias, community);
  }

  private constructor(
    private readonly resolve: () => string,
    private readonly community?: IConstruct,
  ) {}

  /**
   * The construct that gives it an alias.
   * @internal
   */
  public get _community(): IConstruct | undefined {
    return this.community;
  }

  /** @internal */
  public _resolve(): string {
    return this.resolve();
  }
}

/** Two 16-bit numbers, or `large` and three 32-bit numbers, with colons between. */
export function parseCommunityValue(value: string): string {
  const parts = text(value).split(':');
  const [numbers, most] = parts.length === 4 && parts[0] === 'large' ? [parts.slice(1), 0xffffffff] : [parts, 0xffff];
  const count = most === 0xffff ? 2 : 3;
  if (numbers.length !== count || !numbers.every((number) => /^\d+$/.test(number) && Number(number) <= most)) {
    throw refuse(
      'metallb.community',
      `${quoted(value)} is not a BGP community`,
      'write a value such as "65535:65281" or "large:64512:1:2"',
      'two numbers from 0 to 65535, or "large" and three numbers from 0 to 4294967295, with ":" between',
    );
  }
  return value;
}

/** A name that MetalLB cannot take for a value: it reads what holds a colon as one. */
export function parseCommunityAlias(alias: string): string {
  if (text(alias) === '' || alias.includes(':')) {
    const what = `${quoted(alias)} is not an alias of a community`;
    throw refuse(
      'metallb.community-alias',
      what,
      'take a name without ":", or write BgpCommunity.value(…) for a value',
      'text without ":"',
    );
  }
  return alias;
}
