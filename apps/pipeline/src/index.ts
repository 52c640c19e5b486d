/** Composes the rooms. What surfaces (command line, API) are built on. */
export { families } from '@touchstone/synth';
export { readConfig, type Config } from './config.ts';
export { describeRecipe, recipeTemplate, type RecipeField } from './recipe-fields.ts';
export { existingCategories, loadRecipe, type LoadedRecipe } from './recipe.ts';
export { byCategory, proven, type FamilyProgress, type RunProgress } from './progress.ts';
