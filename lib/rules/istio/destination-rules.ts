import { Labels } from '../../manifests/label-selector';
import { Manifests } from '../../manifests/manifests';
import { filled, items, struct, texts } from '../../manifests/raw';
import { groupBy } from '../../values/group-by';
import { Audience } from './audience';
import { fullHost } from './mesh-host';
import { IstioObject, istioObjects } from './objects';
import { once } from './once';

/** The namespace whose configuration is for the whole mesh, as Istio is installed. */
export const ROOT_NAMESPACE = 'istio-system';

export interface SubsetObject {
  readonly field: string;
  readonly name: string;
  readonly labels: Labels;
}

export interface DestinationRuleObject extends IstioObject {
  /** `namespace/name`. */
  readonly key: string;
  /** As it is written. */
  readonly text: string;
  /** In full. */
  readonly host: string;
  readonly audience: Audience;
  /** Only for clients with these labels. */
  readonly selector?: Labels;
  readonly subsets: readonly SubsetObject[];
}

/** The DestinationRules of a cluster, by host. */
export class DestinationRules {
  public readonly all: readonly DestinationRuleObject[];
  private readonly byHost: ReadonlyMap<string, readonly DestinationRuleObject[]>;
  private readonly byPlace: ReadonlyMap<string, readonly DestinationRuleObject[]>;

  public constructor(manifests: Manifests) {
    this.all = istioObjects(manifests).destinationRules.flatMap(toRule);
    this.byHost = groupBy(this.all, ({ host }) => host);
    this.byPlace = groupBy(this.all, ({ host, namespace }) => `${namespace}/${host}`);
  }

  /** All for a host, whoever sees them. */
  public for(host: string): DestinationRuleObject[] {
    return [host, ...wildcardsOver(host)].flatMap((key) => this.byHost.get(key) ?? []);
  }

  /**
   * Those that a client takes its settings from: the ones of its own namespace, else of the host's, else of the root, and of
   * these the ones with the most specific host (istiod `PushContext.destinationRule`, `pilot/pkg/model/push_context.go`).
   * @param client namespace of the client, nothing for one that no document is in
   */
  public seenBy(client: string | undefined, host: string, home: string): readonly DestinationRuleObject[] {
    const own = client === undefined ? [] : this.local(client, host);
    if (own.length > 0) {
      return own;
    }
    const theirs = this.exported(home, host, client);
    return theirs.length > 0 ? theirs : this.exported(ROOT_NAMESPACE, host, client);
  }

  /** Those of the root namespace are for everybody, and so come last there too, unless they are for that namespace only. */
  private local(client: string, host: string): DestinationRuleObject[] {
    return this.mostSpecific(client, host, ({ audience }) =>
      client === ROOT_NAMESPACE ? audience.isPrivateTo(client) : audience.has(client),
    );
  }

  private exported(namespace: string, host: string, client: string | undefined): DestinationRuleObject[] {
    const isExported = ({ audience, selector }: DestinationRuleObject) => selector === undefined && !audience.isPrivateTo(namespace);
    return this.mostSpecific(namespace, host, isExported).filter(({ audience }) => audience.has(client));
  }

  private mostSpecific(namespace: string, host: string, isMeant: (rule: DestinationRuleObject) => boolean): DestinationRuleObject[] {
    for (const key of [host, ...wildcardsOver(host)]) {
      const rules = (this.byPlace.get(`${namespace}/${key}`) ?? []).filter(isMeant);
      if (rules.length > 0) {
        return rules;
      }
    }
    return [];
  }
}

export const destinationRulesOf = once((manifests) => new DestinationRules(manifests));

/** `*.b.c`, `*.c` and `*` for `a.b.c`. */
function wildcardsOver(host: string): string[] {
  const labels = host.split('.').slice(1);
  return [...labels.map((_, index) => `*.${labels.slice(index).join('.')}`), '*'];
}

function toRule(object: IstioObject): DestinationRuleObject[] {
  const { name, namespace, spec } = object;
  const text = filled(spec.host);
  if (text === undefined) {
    return [];
  }
  const selector = (spec.workloadSelector ?? undefined) === undefined ? undefined : texts(struct(spec.workloadSelector).matchLabels);
  return [
    {
      ...object,
      key: `${namespace}/${name}`,
      text,
      host: fullHost(text, namespace),
      // One for some clients is never exported, whatever it says.
      audience: Audience.of(selector === undefined ? spec.exportTo : ['.'], namespace),
      selector,
      subsets: items(spec.subsets).map(struct).flatMap(toSubset),
    },
  ];
}

function toSubset({ name, labels }: Readonly<Record<string, unknown>>, index: number): SubsetObject[] {
  const text = filled(name);
  return text === undefined ? [] : [{ field: `spec.subsets[${index}]`, name: text, labels: texts(labels) }];
}
