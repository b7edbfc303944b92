import { Testing } from 'cdk8s';
import { chartWith } from '../support/charts';
import { Json } from '../support/dist';
import { fieldsOfKinds, isSaid } from '../support/schema-fields';
import { routes } from './every-route';
import { destinationRules, gateways, serviceEntries } from './everything';
import { NOT_OFFERED } from './not-offered';

// Whether Istio can be told all that it can be told, through the public API alone.

const KINDS = ['Gateway', 'VirtualService', 'DestinationRule', 'ServiceEntry'];
const all = fieldsOfKinds('networking.istio.io.yaml');
const fields = KINDS.flatMap((kind) => all.get(kind)!);
const rendered = [gateways, routes, destinationRules, serviceEntries].flatMap((build) => Testing.synth(chartWith(build)) as Json[]);

test.each(fields)('%s can be said, or there is a reason', (field) => {
  expect(isSaid(field, rendered)).toBe(!(field in NOT_OFFERED));
});

test('the schema has what is looked for', () => {
  expect(fields).toContain('VirtualService.http.match.headers.*.regex');
});

test('each reason is for a field of the schema', () => {
  expect(fields).toEqual(expect.arrayContaining(Object.keys(NOT_OFFERED)));
});
