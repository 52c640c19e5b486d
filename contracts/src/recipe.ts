/** A recipe says what corpus to build. Every field is documented by its description, which `touchstone recipe check` prints. */
import { z } from 'zod';
import { categorySchema } from './category.ts';
import { gateIdSchema } from './certificate.ts';
import { splitSchema } from './source.ts';

const quotaSchema = z.strictObject({
  tasks: z.number().int().min(1).max(1_000_000).describe('Certified tasks wanted in this category.'),
  families: z
    .record(z.string(), z.number().positive())
    .optional()
    .describe('Family id → weight. Left out: every family of the category, equally.'),
});

export const recipeSchema = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,63}$/)
    .describe('Lower case, digits, hyphens; names the run and its export.'),
  description: z.string().optional().describe('For people.'),
  randomSeed: z
    .number()
    .int()
    .describe('Item i of a family is a function of (randomSeed, i). Same seed, same corpus.'),
  saltKeyEnv: z
    .string()
    .default('TOUCHSTONE_SALT_KEY')
    .describe(
      'Environment variable with the key that makes ids unguessable. Unset: a key kept under TOUCHSTONE_HOME.',
    ),
  categories: z
    .partialRecord(categorySchema, quotaSchema)
    .refine((categories) => Object.keys(categories).length > 0, 'expected at least one category')
    .describe('What to make, per category.'),
  splits: z
    .array(splitSchema)
    .min(1)
    .optional()
    .describe('Keep only tasks of these splits. Left out: all three.'),
  driver: z
    .enum(['auto', 'docker', 'bwrap', 'embedded'])
    .default('auto')
    .describe('Where sandboxes come from. auto: the strongest that really runs here.'),
  gates: z
    .strictObject({
      mayBeNotMeasured: z
        .array(gateIdSchema)
        .default(['not-remembered', 'teaches'])
        .describe('Gates that need a model the recipe lacks; any other gate that is not measured refuses.'),
      referenceRuns: z
        .number()
        .int()
        .min(1)
        .max(10)
        .default(3)
        .describe('How often the reference must pass.'),
    })
    .default({ mayBeNotMeasured: ['not-remembered', 'teaches'], referenceRuns: 3 })
    .describe('How strictly drafts are proven.'),
  budgets: z
    .strictObject({
      wallMinutesMax: z
        .number()
        .positive()
        .optional()
        .describe('Ends the run at an item number; decides nothing else.'),
      draftsPerTaskMax: z
        .number()
        .positive()
        .default(50)
        .describe('A family that needs more drafts than this per task is given up, visibly.'),
    })
    .default({ draftsPerTaskMax: 50 })
    .describe('What a run may use.'),
  itemsPerJob: z
    .number()
    .int()
    .min(1)
    .max(500)
    .default(50)
    .describe('Items in one job; workers take whole jobs.'),
});
export type Recipe = z.infer<typeof recipeSchema>;
export type RecipeInput = z.input<typeof recipeSchema>;
