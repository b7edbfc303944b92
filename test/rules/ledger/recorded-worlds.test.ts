import { METALLB_NAMESPACE, Writer } from '../../../conformance/runner/addresses/documents';
import { Outcome, readWorlds, World } from '../../../conformance/runner/addresses/world';
import { ClusterFacts } from '../../../lib/core/cluster-facts';
import { KubeObject } from '../../../lib/manifests/document';
import { Manifests } from '../../../lib/manifests/manifests';
import { Allocator } from '../../../lib/rules/ledger/allocator';
import { Verdict } from '../../../lib/rules/ledger/verdict';

const worlds = readWorlds().filter(({ mode, steps }) => !mode.webhooks && steps.length === 1);

/** In the cluster of the rig Services are IPv4 unless they say otherwise. */
const factsOf = ({ mode }: World): ClusterFacts => ({
  serviceCidr: '10.96.0.0/16,fd00:96::/112',
  metallb: { namespace: METALLB_NAMESPACE, loadBalancerClass: mode.loadBalancerClass },
});

const allocatorOf = (world: World): Allocator => {
  const writer = new Writer('w', world.mode);
  const [step] = world.steps;
  const objects: KubeObject[] = [
    ...writer.namespaces(step),
    ...[...writer.pools(step), ...writer.services(step)].map(({ object }) => object),
  ];
  const documents = objects.map((object, index) => ({ origin: `object-${index}`, chart: 'c', file: 'c.yaml', object }));
  return Allocator.of(new Manifests(documents, 'default'), factsOf(world));
};

const agrees = (verdict: Verdict, { addresses, refused }: Outcome): boolean => {
  switch (verdict.kind) {
    case 'exact':
      return verdict.addresses.join() === addresses?.join();
    case 'automatic':
      return addresses !== undefined && verdict.allows(addresses);
    case 'refused':
      return verdict.reason === refused;
    case 'ignored':
      return addresses === undefined && refused === undefined;
  }
};

test('there are worlds to play', () => expect(worlds.length).toBeGreaterThan(60));

test.each(worlds.map((world) => [world.name, world] as const))('%s', (_, world) => {
  const allocator = allocatorOf(world);
  for (const service of allocator.services) {
    const expected = world.steps[0].expect[service.key.split('/')[1]];
    const verdict = allocator.verdictOf(service);
    expect([service.key, verdict, agrees(verdict, expected) || expected]).toEqual([service.key, verdict, true]);
    if (expected.addresses !== undefined) {
      allocator.assign(service, expected.addresses);
      expect(agrees(allocator.verdictOf(service), expected)).toBe(true); // looked at again, it keeps what it has
    }
  }
});
