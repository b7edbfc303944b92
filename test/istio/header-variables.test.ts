import { Backend } from '../../lib/core/backend';
import { IstioGatewayRoute } from '../../lib/istio/istio-gateway-route';
import { HttpAction } from '../../lib/routing/http-action';
import { HttpRule } from '../../lib/routing/http-rule';
import { problemsOf } from '../support/charts';

const backend = Backend.fromName('web', { port: 80 });
const problems = (rule: Partial<HttpRule>) =>
  problemsOf((scope) => new IstioGatewayRoute(scope, 'route', { hosts: ['*'], rules: [{ action: HttpAction.forward(backend), ...rule }] }));

test.each([
  '100%%',
  '%%FOO%%',
  '%PROTOCOL%',
  'a %REQ(x-id)% b',
  '%START_TIME%',
  '%START_TIME(%Y-%m-%d)%',
  '%DYNAMIC_METADATA(["a", "b"])%',
])('the value %j', (value) => expect(problems({ requestHeaders: { set: { x: value } } })).toEqual([]));

test('variables that Envoy does not know', () => {
  expect(problems({ requestHeaders: { set: { x: 'a %FOO% b' } }, responseHeaders: { add: { y: '%req(x)%' } } })).toEqual([
    '[chart/route] header.value: rules[0].requestHeaders.set.x: "FOO" in "a %FOO% b" is unknown to Envoy, which makes Envoy refuse the whole port. ' +
      'Fix: write a variable of Envoy such as "%REQ(x-id)%", or "%%" for a percent sign.',
    expect.stringContaining('header.value: rules[0].responseHeaders.add.y: "req" in "%req(x)%" is unknown to Envoy'),
  ]);
  const action = HttpAction.split([{ backend, weight: 100, requestHeaders: { set: { x: '%REQ%' } } }]);
  expect(problems({ action })).toEqual([
    expect.stringContaining('header.value: rules[0].action[0].requestHeaders.set.x: "REQ" in "%REQ%" has no argument'),
  ]);
});
