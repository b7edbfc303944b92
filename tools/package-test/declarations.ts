import { preProcessFile } from 'typescript';

/**
 * The modules named by a declaration file that a user's compiler must never read: what `cdk8s import` generated,
 * cdk8s-plus, and the `*.private` files that know them, whose declarations are not in the package. A comment may name
 * them, a type may not.
 */
export function hiddenTypesNamed(declaration: string): string[] {
  const { importedFiles, referencedFiles, typeReferenceDirectives } = preProcessFile(declaration);
  return [...importedFiles, ...referencedFiles, ...typeReferenceDirectives]
    .map(({ fileName }) => fileName)
    .filter((name) => /(^|\/)imports\/|^cdk8s-plus-|\.private$/.test(name));
}
