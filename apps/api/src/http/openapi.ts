/**
 * The OpenAPI 3.1 document, from the descriptions and zod schemas of the routes themselves. Written here because schemas that
 * contain themselves (any JSON) end the stack of the generator that comes with the router.
 */
import { z, type OpenAPIHono, type RouteConfig } from '@hono/zod-openapi';
import * as nouns from '@touchstone/contracts';
import * as wire from '@touchstone/contracts/api';

type Io = 'input' | 'output';
type JsonObject = Record<string, unknown>;

const componentPrefix = '#/components/schemas/';

/** Schemas of the wire appear by name; whatever else an operation uses stands where it is used. */
function nameSchemas(): void {
  const exported: Record<string, unknown> = { ...nouns, ...wire };
  for (const [name, schema] of Object.entries(exported))
    if (schema instanceof z.ZodType && z.globalRegistry.get(schema)?.id === undefined)
      z.globalRegistry.add(schema, { ...z.globalRegistry.get(schema), id: componentName(name) });
}

function componentName(exported: string): string {
  const bare = exported.replace(/Schema$/, '');
  return bare.charAt(0).toUpperCase() + bare.slice(1);
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the document does not depend on a router's variables
export function openApiDocument(router: OpenAPIHono<any>, info: { version: string }): JsonObject {
  nameSchemas();
  const components: Record<string, unknown> = {};
  const paths: Record<string, JsonObject> = {};
  for (const definition of router.openAPIRegistry.definitions) {
    if (definition.type !== 'route') continue;
    const { route } = definition;
    (paths[route.path] ??= {})[route.method] = operationOf(route, components);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Touchstone',
      version: info.version,
      description: 'Tasks with certificates, episodes, verdicts that may abstain, and curation.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    paths,
    components: {
      schemas: components,
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'A key that begins with ts_.' },
      },
    },
  };
}

function operationOf(route: RouteConfig, components: Record<string, unknown>): JsonObject {
  const { request, responses, security, summary, description, tags, operationId } = route;
  const convert = (schema: z.ZodType, io: Io) => schemaOf(schema, io, components);
  const parameters = [
    ...parametersOf(request?.params, 'path', convert),
    ...parametersOf(request?.query, 'query', convert),
    ...parametersOf(Array.isArray(request?.headers) ? undefined : request?.headers, 'header', convert),
  ];
  const body = request?.body;
  return withoutUndefined({
    operationId: operationId ?? operationIdOf(route),
    summary,
    description,
    tags,
    security,
    'x-role': (route as RouteConfig & { 'x-role'?: string })['x-role'],
    parameters: parameters.length > 0 ? parameters : undefined,
    requestBody: body && {
      required: (body.required ?? false) && !takesNothing(body.content),
      content: contentOf(body.content, 'input', convert),
    },
    responses: Object.fromEntries(
      Object.entries(responses).map(([status, response]) => [
        status,
        'content' in response && response.content
          ? { ...response, content: contentOf(response.content, 'output', convert) }
          : response,
      ]),
    ),
  });
}

/** A missing body is read as `{}`: the document asks for one only where that does not do. */
function takesNothing(content: unknown): boolean {
  return Object.values(content as Record<string, { schema: unknown }>).some(
    ({ schema }) => schema instanceof z.ZodType && schema.safeParse({}).success,
  );
}

type Convert = (schema: z.ZodType, io: Io) => JsonObject;

function parametersOf(schema: unknown, place: 'path' | 'query' | 'header', convert: Convert): JsonObject[] {
  if (!(schema instanceof z.ZodObject)) return [];
  return Object.entries(schema.shape as Record<string, z.ZodType>).map(([name, field]) => ({
    name,
    in: place,
    required: place === 'path' || !field.safeParse(undefined).success,
    schema: convert(field, 'input'),
  }));
}

function contentOf(content: unknown, io: Io, convert: Convert): JsonObject {
  return Object.fromEntries(
    Object.entries(content as Record<string, { schema: unknown }>).map(([type, { schema }]) => [
      type,
      { schema: schema instanceof z.ZodType ? convert(schema, io) : schema },
    ]),
  );
}

/** Named schemas move to the components; one whose input differs from its output has a second name for it. */
function schemaOf(schema: z.ZodType, io: Io, components: Record<string, unknown>): JsonObject {
  const converted = z.toJSONSchema(schema, {
    io,
    target: 'draft-2020-12',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      const { def } = zodSchema._zod;
      if (def.type === 'number') stopAtSafeIntegers(jsonSchema);
    },
  }) as JsonObject;
  const { $schema: _, $defs, ...rest } = converted;
  const definitions = ($defs ?? {}) as Record<string, JsonObject>;
  const named = new Map(Object.keys(definitions).map((id) => [id, nameFor(id, io)]));
  for (const [id, definition] of Object.entries(definitions))
    components[nameFor(id, io)] = pointedAt(withoutId(definition), named);
  return pointedAt(withoutId(rest), named) as JsonObject;
}

function nameFor(id: string, io: Io): string {
  return io === 'input' && !id.endsWith('Request') ? `${id}Input` : id;
}

function withoutId({ id: _, ...schema }: JsonObject): JsonObject {
  return schema;
}

/** References within one schema become references within the document. */
function pointedAt(value: unknown, named: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((each) => pointedAt(each, named));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => {
      if (key !== '$ref' || typeof each !== 'string') return [key, pointedAt(each, named)];
      const id = each.replace('#/$defs/', '');
      return [key, componentPrefix + (named.get(id) ?? id)];
    }),
  );
}

/** Bounds that only say "a safe integer" are noise to whoever reads the document. */
function stopAtSafeIntegers(schema: { minimum?: unknown; maximum?: unknown }): void {
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
}

function operationIdOf({ method, path }: RouteConfig): string {
  const words = path.replace(/^\/api\/v1/, '').split(/[^A-Za-z0-9]+/);
  return method + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

function withoutUndefined(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}
