// As much of JSON Schema as completion needs: what may stand at a place. The server judges; this only offers.

/**
 * Every schema that may hold at a place.
 * @param schema The schema of what the path begins at.
 * @param path Names of members, and numbers in lists.
 * @param root Where references begin.
 */
export function resolve(schema, path, root = schema) {
  let at = spread(schema, root);
  for (const step of path)
    at = at.flatMap((one) => typeof step === "number" ? [one.items] : [one.properties?.[step] ?? byPattern(one, step) ?? one.additionalProperties])
      .filter((one) => one && typeof one === "object").flatMap((one) => spread(one, root));
  return at;
}

/** The values that a schema names. */
export function valuesOf(schema) {
  if ("const" in schema) return [schema.const];
  if (schema.enum) return schema.enum;
  return schema.type === "boolean" ? [true, false] : [];
}

function byPattern(schema, name) {
  return Object.entries(schema.patternProperties ?? {}).find(([pattern]) => new RegExp(pattern, "u").test(name))?.[1];
}

// A reference stands for what it names, an alternative for each of its parts; what describes stays with what it describes.
function spread(schema, root, depth = 0) {
  if (!schema || typeof schema !== "object" || depth > 20) return [];
  const parts = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])];
  const named = schema.$ref?.startsWith("#/") ? schema.$ref.slice(2).split("/").reduce((one, key) => one?.[key], root) : null;
  return [schema, ...(named ? [named] : []), ...parts].flatMap((one) => one === schema ? [one] : spread(one, root, depth + 1));
}
