import { Construct } from 'constructs';
import { addObject } from '../core/add-object';
import { Resource } from '../core/resource';
import { quoted } from '../values/coded-error';
import { fieldsOf, struct } from '../values/input';
import { BgpCommunity, parseCommunityAlias, parseCommunityValue } from './bgp-community';
import { CommunityObject, CommunitySpec } from './crd.private';
import { placeAfter } from './install-reference';
import { MetalLbObjectProps, placementOf } from './metallb-object';

/** Properties of {@link Community}. */
export interface CommunityProps extends MetalLbObjectProps {
  /**
   * The value for each alias, as `BgpCommunity.value(…)` takes it: `{ 'no-export': '65535:65281' }`. An alias may stand in one
   * Community of the cluster only. Reported otherwise: `metallb.community`, `metallb.community-alias`.
   */
  readonly aliases: { readonly [alias: string]: string };

  /**
   * Name of the Community, an RFC 1123 subdomain; `name.syntax` is reported otherwise.
   * @default - the construct id
   */
  readonly name?: string;
}

/** Names for BGP communities, by which advertisements can refer to them: a `Community` of MetalLB. */
export class Community extends Resource {
  private readonly props: CommunityProps;
  /** Nothing where they cannot be read. */
  private readonly aliases?: readonly string[];

  public constructor(scope: Construct, id: string, props: CommunityProps) {
    super(scope, id);
    this.props = fieldsOf(props);
    const aliases = this._findings.parse('aliases', this.props.aliases, struct<CommunityProps['aliases']>);
    this.aliases = aliases && Object.keys(aliases);
    for (const [alias, value] of Object.entries(aliases ?? {})) {
      this._findings.parse('aliases', alias, parseCommunityAlias);
      this._findings.parse(`aliases.${alias}`, value, parseCommunityValue);
    }
    const { metadata, install } = placementOf(this, this.props);
    const name = this._nameOf(this.props.name);
    placeAfter(install, addObject(this, 'Resource', CommunityObject, { metadata: { ...metadata, name }, spec: () => this._spec() }));
  }

  /**
   * One of the communities, for an advertisement.
   * @param name its alias; `metallb.community-alias` is reported when there is none of that name
   */
  public alias(name: string): BgpCommunity {
    // While the aliases themselves cannot be read, they are the problem to solve.
    if (this.aliases?.includes(name) === false) {
      const what = `there is no alias ${quoted(name)}`;
      const choice =
        this.aliases.length === 0
          ? { fix: 'add it to aliases' }
          : { fix: 'add it to aliases, or take one of those', allowed: this.aliases.join(', ') };
      this._findings.error({ id: 'metallb.community-alias', what, ...choice }, `alias(${quoted(name)})`);
    }
    return BgpCommunity._of(name, this);
  }

  /** @internal */
  public _spec(): unknown {
    const spec: CommunitySpec = {
      communities: Object.entries(this.props.aliases).map(([name, value]) => ({ name, value })),
    };
    return spec;
  }
}
