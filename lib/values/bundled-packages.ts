/* eslint-disable @typescript-eslint/no-require-imports -- an import statement would load them at once */

// Bundled packages are loaded when they are first needed: most programs need one of them at most, and all would pay for all of
// them with a third of what it costs to import this library.

export function ipAddress(): typeof import('ip-address') {
  return require('ip-address') as typeof import('ip-address');
}

export function re2(): typeof import('re2js') {
  return require('re2js') as typeof import('re2js');
}

export function yaml(): typeof import('yaml') {
  return require('yaml') as typeof import('yaml');
}
