/** What may be done with a task, and whom to thank. */
import { z } from 'zod';

export const sourceLicenceSchema = z.strictObject({
  /** Source id, for example `npm:vega-datasets@3.2.1/data/weather.csv`. */
  source: z.string(),
  /** SPDX expression, or `LicenseRef-…` for public domain statements that SPDX has no id for. */
  spdx: z.string(),
  attribution: z.string(),
  url: z.string().optional(),
});

export const licenceSchema = z.strictObject({
  /** SPDX expression of the task itself. */
  spdx: z.string(),
  sources: z.array(sourceLicenceSchema),
});
export type Licence = z.infer<typeof licenceSchema>;
