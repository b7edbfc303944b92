import { ClusterFacts, MetalLbBgpMode } from '../../core/cluster-facts';
import { Manifests } from '../../manifests/manifests';
import { bgpModeOf, ChartValues, MetalLbChart, metalLbCharts } from './installs';
import { metalLbObjects } from './objects';

/** How MetalLB runs in a cluster, as far as that is known. */
export interface MetalLbSettings {
  /** The only namespace in which it reads its objects. */
  readonly namespace?: string;
  readonly bgpMode?: MetalLbBgpMode;
  /** The one class of Services it serves; without any it serves those that have none. */
  readonly loadBalancerClass?: string;
  /** Whether that is so, and not only what MetalLB does when it is told nothing. */
  readonly isClassKnown: boolean;
  readonly existing: ExistingNames;
}

/** Names of what exists without being made here. */
export type ExistingNames = Readonly<Record<'pools' | 'peers' | 'bfdProfiles' | 'communities', ReadonlySet<string>>>;

/**
 * What the facts say, else the install among the manifests. Where a declared cluster has no install, MetalLB is there as its Helm
 * chart does it by default.
 */
export function metalLbSettings(manifests: Manifests, facts?: ClusterFacts): MetalLbSettings {
  const { namespace, bgpMode, loadBalancerClass, existing = {} } = facts?.metallb ?? {};
  const [install] = metalLbCharts(manifests);
  const values = install === undefined ? facts && LATEST : { ...defaultsOf(install), ...written(install) };
  const chosenClass = loadBalancerClass ?? values?.loadBalancerClass;
  return {
    namespace: namespace ?? install?.namespace?.value ?? onlyNamespace(manifests),
    bgpMode: bgpMode ?? bgpModeOf(values ?? {}),
    loadBalancerClass: chosenClass === '' ? undefined : chosenClass,
    isClassKnown: chosenClass !== undefined,
    existing: {
      pools: new Set(existing.pools),
      peers: new Set(existing.peers),
      bfdProfiles: new Set(existing.bfdProfiles),
      communities: new Set(existing.communities),
    },
  };
}

const LATEST: ChartValues = { frrK8s: true, frr: false, loadBalancerClass: '' };

/** What the chart does by itself (MetalLB `charts/metallb/values.yaml`, 0.16): not known where other values may say otherwise. */
function defaultsOf({ version = '*', isWhole }: MetalLbChart): ChartValues {
  if (!isWhole) {
    return {};
  }
  const [, major, minor] = /^v?(\d+)\.(\d+)/.exec(version) ?? [];
  const isRecent = version === '*' || Number(major) > 0 || Number(minor) >= 16; // before, another mode was the default
  return isRecent ? LATEST : { loadBalancerClass: '' };
}

function written({ values }: MetalLbChart): ChartValues {
  return Object.fromEntries(Object.entries(values.value).filter(([, value]) => value !== undefined));
}

/** That in which all objects of MetalLB stand: it reads those of one only. */
function onlyNamespace(manifests: Manifests): string | undefined {
  const used = new Set(
    Object.values(metalLbObjects(manifests)).flatMap((objects: readonly { namespace: string }[]) =>
      objects.map(({ namespace }) => namespace),
    ),
  );
  return used.size > 1 ? undefined : ([...used][0] ?? 'metallb-system');
}
