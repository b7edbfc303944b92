import { Severity } from '../core/problem';
import { Labels, selects } from '../manifests/label-selector';
import { quoted } from '../values/coded-error';
import { groupBy } from '../values/group-by';
import { DestinationRuleObject, destinationRulesOf } from './istio/destination-rules';
import { Destination } from './istio/destinations';
import { podsOf } from './istio/pods';
import { registryOf } from './istio/registry';
import { virtualServicesOf } from './istio/virtual-services';
import { PodTemplate, ServiceObject } from './istio/workloads';
import { LabelIndex } from './label-index';
import { Rule, RuleFinding } from './rule';
import { listed } from './words';

/**
 * A subset whose labels no pod of the Service has: its requests find no healthy upstream, and are answered with 503. One that no route
 * sends to may be kept for later.
 */
export const subsetWithoutPods: Rule = {
  id: 'istio.subset-without-pods',
  check: (manifests) => {
    const used = new Set(virtualServicesOf(manifests).flatMap(({ destinations }) => destinations.flatMap(subsetOf)));
    const endpoints = new Map<ServiceObject, Endpoints>();
    return destinationRulesOf(manifests).all.flatMap((rule) => {
      const service = registryOf(manifests).hosts.get(rule.host)?.service;
      if (service === undefined) {
        return [];
      }
      const its = endpoints.get(service) ?? new Endpoints(service, podsOf(service, manifests));
      endpoints.set(service, its);
      return findingsOf(rule, its, used);
    });
  },
};

function subsetOf({ host, subset, isIdle }: Destination): string[] {
  return subset === undefined || isIdle ? [] : [keyOf(host, subset)];
}

function keyOf(host: string, subset: string): string {
  return JSON.stringify([host, subset]);
}

/** The pods of a Service, by their labels. */
class Endpoints {
  public readonly isNone: boolean;
  private readonly pods: LabelIndex<PodTemplate>;
  private readonly labels: ReadonlyMap<string, ReadonlySet<string>>;

  public constructor(
    public readonly service: ServiceObject,
    pods: readonly PodTemplate[],
  ) {
    this.isNone = pods.length === 0; // made elsewhere
    this.pods = new LabelIndex(pods, ({ labels }) => labels);
    const pairs = groupBy(
      pods.flatMap(({ labels }) => Object.entries(labels)),
      ([key]) => key,
    );
    this.labels = new Map([...pairs].map(([key, its]) => [key, new Set(its.map(([, value]) => `${key}=${value}`))]));
  }

  public have(wanted: Labels): boolean {
    return this.pods.candidates(wanted).some(({ labels }) => selects({ matchLabels: wanted }, labels));
  }

  /** What the pods have of some keys. */
  public labelsOf(keys: readonly string[]): string[] {
    return keys.flatMap((key) => [...(this.labels.get(key) ?? [])]).sort();
  }
}

function findingsOf({ origin, host, subsets }: DestinationRuleObject, endpoints: Endpoints, used: ReadonlySet<string>): RuleFinding[] {
  const wanted = subsets.map(({ labels, ...subset }) => ({ ...subset, labels: ofTemplates(labels) }));
  return wanted
    .filter(({ labels }) => !endpoints.isNone && !endpoints.have(labels))
    .map(({ field, name, labels }) => ({
      origin,
      field: `${field}.labels`,
      severity: used.has(keyOf(host, name)) ? Severity.ERROR : Severity.WARNING,
      ...wordsOf(name, labels, endpoints),
    }));
}

function wordsOf(name: string, wanted: Labels, endpoints: Endpoints): Pick<RuleFinding, 'what' | 'allowed' | 'fix'> {
  const { service } = endpoints;
  const asked = Object.keys(wanted);
  const had = endpoints.labelsOf(asked);
  const labels = Object.entries(wanted).map(([key, value]) => `${key}=${value}`);
  return {
    what: `no pod of Service ${quoted(`${service.namespace}/${service.name}`)} has the labels of subset ${quoted(name)}, ${listed(labels)}, so requests for it fail with 503`,
    allowed: had.length === 0 ? `labels of its pods, none of which has ${listed(asked)}` : listed(had),
    fix: 'choose labels that the pods have, or label the pods',
  };
}

function ofTemplates(labels: Labels): Labels {
  return Object.fromEntries(Object.entries(labels).filter(([key]) => !GIVEN_LATER.test(key)));
}

/** Labels that pods get when they run: from controllers, from their node, and from Istio (istiod `AugmentLabels`). */
const GIVEN_LATER =
  /^(topology\.|kubernetes\.io\/|(service|security|topology)\.istio\.io\/|istio\.io\/rev|statefulset\.kubernetes\.io\/|apps\.kubernetes\.io\/|(rollouts-)?pod-template-hash$|controller-revision-hash$)/;
