// The only file that knows cdk8s-plus: its L1 types are used inside and never appear in the public API.
// Its declarations are dropped from the package.
export { k8s } from 'cdk8s-plus-27';
