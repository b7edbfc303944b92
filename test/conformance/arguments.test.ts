import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { flagsTakenByNpm, parseArguments } from '../../conformance/runner/arguments';

const known = ['accepted', 'routes', 'traffic'];

test('without suites all are run, with some those, each once and in their own order', () => {
  expect(parseArguments([], known)).toEqual({ suites: known, json: false, record: false, ifBuilt: false, seed: 1 });
  expect(parseArguments(['traffic', 'accepted', 'traffic', '--json'], known)).toMatchObject({
    suites: ['accepted', 'traffic'],
    json: true,
  });
  expect(parseArguments(['--record', '--if-built'], known)).toMatchObject({ record: true, ifBuilt: true });
});

test('a suite or an option that does not exist is refused with those that do', () => {
  expect(() => parseArguments(['rotes'], known)).toThrow('unknown suite "rotes"\nusage: npm run conformance [accepted|routes|traffic]...');
  expect(() => parseArguments(['--yaml'], known)).toThrow('unknown option "--yaml"');
});

test('worlds made by chance are asked in any number, from any seed on, and never recorded', () => {
  expect(parseArguments(['traffic', '--worlds', '200', '--seed', '17'], known)).toMatchObject({
    suites: ['traffic'],
    worlds: 200,
    seed: 17,
  });
  expect(parseArguments(['--worlds', '1'], known)).toMatchObject({ worlds: 1, seed: 1 });
  expect(() => parseArguments(['--worlds'], known)).toThrow('--worlds needs a number from 1 on, not ""');
  expect(() => parseArguments(['--seed', 'x'], known)).toThrow('--seed needs a number from 1 on, not "x"');
  expect(() => parseArguments(['--worlds', '0'], known)).toThrow('--worlds needs a number from 1 on, not "0"');
  expect(() => parseArguments(['--worlds', '5', '--record'], known)).toThrow('leave --worlds out');
});

test('options that npm took for its own count', () => {
  expect(flagsTakenByNpm({ npm_config_if_built: 'true', npm_config_json: 'true', npm_config_record: '' })).toEqual([
    '--json',
    '--if-built',
  ]);
  expect(flagsTakenByNpm({ npm_config_worlds: '200', npm_config_seed: '' })).toEqual(['--worlds', '200']);
});

test('a wrong command line ends with 2, and says nothing on stdout', () => {
  const main = join(__dirname, '..', '..', 'conformance', 'runner', 'main.ts');
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', main, 'rotes'], { encoding: 'utf8' });
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toContain('unknown suite "rotes"');
});
