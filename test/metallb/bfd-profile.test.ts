import { ApiObject, Duration, JsonPatch } from 'cdk8s';
import { BfdProfile, BfdProfileProps } from '../../lib/metallb/bfd-profile';
import { documentOf, problemsOf } from '../support/charts';

const ms = (amount: number) => Duration.millis(amount);

test('the primary object can be patched', () => {
  const patched = documentOf('BFDProfile', (chart) => {
    ApiObject.of(new BfdProfile(chart, 'fast')).addJsonPatch(JsonPatch.add('/spec/echoMode', true));
  });
  expect(patched.spec).toEqual({ echoMode: true });
});

test('says what is sent and taken, in milliseconds', () => {
  const props: BfdProfileProps = {
    name: 'quick',
    receiveInterval: ms(10),
    transmitInterval: Duration.seconds(60),
    echoInterval: ms(100),
    detectMultiplier: 2,
    minimumTtl: 254,
    echoMode: true,
    passiveMode: false,
  };
  const { metadata, spec } = documentOf('BFDProfile', (chart) => new BfdProfile(chart, 'fast', props));
  expect(metadata.name).toBe('quick');
  expect(spec).toEqual({
    receiveInterval: 10,
    transmitInterval: 60000,
    echoInterval: 100,
    detectMultiplier: 2,
    minimumTtl: 254,
    echoMode: true,
    passiveMode: false,
  });
});

test.each<[BfdProfileProps, string]>([
  [
    { receiveInterval: ms(9) },
    'receiveInterval: 9 ms is not an interval of BFD. Allowed: 10 to 60000 ms, whole. Fix: write a duration within these limits.',
  ],
  [{ receiveInterval: ms(10.5) }, 'receiveInterval: 10.5 ms is not an interval of BFD'],
  [{ transmitInterval: ms(60001) }, 'transmitInterval: 60001 ms is not an interval of BFD'],
  [{ echoInterval: ms(0) }, 'echoInterval: 0 ms is not an interval of BFD'],
  [
    { detectMultiplier: 1 },
    'detectMultiplier: 1 is not a multiplier of BFD. Allowed: 2 to 255, whole. Fix: write a whole number from 2 to 255.',
  ],
  [{ detectMultiplier: 256 }, 'detectMultiplier: 256 is not a multiplier of BFD'],
  [{ minimumTtl: 0 }, 'minimumTtl: 0 is not a time to live of BFD'],
  [{ minimumTtl: 255 }, 'minimumTtl: 255 is not a time to live of BFD'],
])('%#: %j', (props, message) => {
  expect(problemsOf((chart) => new BfdProfile(chart, 'fast', props))).toEqual([
    expect.stringContaining(`[chart/fast] metallb.bfd-range: ${message}`),
  ]);
});
