/** The four categories of the report (DeepSeek-V3.2, section 3.2.3, table 1). */
import { z } from 'zod';

export const categories = ['search', 'code', 'interpreter', 'general'] as const;
export const categorySchema = z.enum(categories);
export type Category = z.infer<typeof categorySchema>;
