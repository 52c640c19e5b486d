/**
 * What three invented food makers make: materials with their allergens, products with recipes, lines and the ways of
 * rework. A product declares the allergens of its recipe. No real firm or brand is meant.
 */

export const allergens = [
  'celery',
  'crustaceans',
  'egg',
  'fish',
  'gluten',
  'milk',
  'mustard',
  'nuts',
  'peanuts',
  'sesame',
  'soya',
  'sulphites',
] as const;
export type Allergen = (typeof allergens)[number];

export interface Trade {
  companies: readonly string[];
  /** Name → allergens. */
  materials: Readonly<Record<string, readonly Allergen[]>>;
  products: readonly TradeProduct[];
  /** Name → ranges made on it. */
  lines: Readonly<Record<string, readonly string[]>>;
  /** Range → ranges that take its rework. */
  rework: Readonly<Record<string, readonly string[]>>;
  organisms: readonly string[];
}

export interface TradeProduct {
  name: string;
  range: string;
  /** Days from production to use-by. */
  shelf: number;
  /** Pence a case. */
  price: number;
  recipe: readonly string[];
  /** Cooked or pasteurised in the sealed pack. */
  cooked: boolean;
}

const product = (
  name: string,
  range: string,
  numbers: readonly [shelf: number, price: number],
  recipe: string,
  cooked = false,
): TradeProduct => ({
  name,
  range,
  shelf: numbers[0],
  price: numbers[1],
  recipe: recipe.split(', '),
  cooked,
});

const smokehouse: Trade = {
  companies: ['Garrow Smokehouse', 'Innis Bay Smokery', 'Tarbet & Daughters'],
  materials: {
    'salmon sides': ['fish'],
    'trout fillets': ['fish'],
    'mackerel fillets': ['fish'],
    'haddock fillets': ['fish'],
    prawns: ['crustaceans'],
    'sea salt': [],
    'demerara sugar': [],
    'cream cheese': ['milk'],
    'crème fraîche': ['milk'],
    'mustard paste': ['mustard'],
    'horseradish sauce': ['mustard', 'sulphites'],
    'chopped dill': [],
    'lemon juice': ['sulphites'],
    mayonnaise: ['egg', 'mustard'],
    'cracked pepper': [],
    breadcrumbs: ['gluten'],
    'diced potato': [],
    'diced celery': ['celery'],
  },
  products: [
    product('Oak-smoked salmon 100 g', 'sliced', [21, 4180], 'salmon sides, sea salt, demerara sugar'),
    product('Peppered smoked salmon 100 g', 'sliced', [21, 4350], 'salmon sides, sea salt, cracked pepper'),
    product('Smoked trout slices 80 g', 'sliced', [20, 3690], 'trout fillets, sea salt, demerara sugar'),
    product('Gravadlax 120 g', 'sliced', [18, 4620], 'salmon sides, sea salt, chopped dill, mustard paste'),
    product('Hot-smoked salmon flakes', 'hot', [16, 3980], 'salmon sides, sea salt, demerara sugar'),
    product('Peppered mackerel fillets', 'hot', [16, 2240], 'mackerel fillets, sea salt, cracked pepper'),
    product(
      'Mackerel with horseradish',
      'hot',
      [15, 2390],
      'mackerel fillets, sea salt, horseradish sauce, lemon juice',
    ),
    product('Hot-smoked trout fillets', 'hot', [16, 3120], 'trout fillets, sea salt, lemon juice'),
    product(
      'Smoked salmon pâté',
      'spread',
      [17, 2650],
      'salmon sides, cream cheese, lemon juice, chopped dill',
    ),
    product('Mackerel pâté', 'spread', [17, 2150], 'mackerel fillets, cream cheese, cracked pepper'),
    product(
      'Mackerel and horseradish pâté',
      'spread',
      [17, 2290],
      'mackerel fillets, crème fraîche, horseradish sauce',
    ),
    product('Trout mousse', 'spread', [14, 2480], 'trout fillets, crème fraîche, chopped dill'),
    product('Haddock brandade', 'spread', [24, 2760], 'haddock fillets, diced potato, sea salt', true),
    product('Salmon and prawn terrine', 'spread', [24, 3540], 'salmon sides, prawns, crème fraîche', true),
    product(
      'Salmon and potato salad',
      'salad',
      [6, 2580],
      'salmon sides, diced potato, mayonnaise, chopped dill',
    ),
    product('Prawn cocktail salad', 'salad', [5, 2890], 'prawns, mayonnaise, lemon juice, diced celery'),
    product('Creamy mackerel salad', 'salad', [6, 2310], 'mackerel fillets, crème fraîche, cracked pepper'),
    product('Smoked haddock fishcakes', 'salad', [9, 2470], 'haddock fillets, diced potato, breadcrumbs'),
  ],
  lines: {
    'Slicing 1': ['sliced'],
    'Slicing 2': ['sliced', 'hot'],
    'Hot smoke packing': ['hot'],
    Spreads: ['spread'],
    'Spreads and salads': ['spread', 'salad'],
  },
  rework: { sliced: ['spread', 'salad'], hot: ['spread', 'salad'], spread: ['spread'], salad: [] },
  organisms: ['Listeria monocytogenes', 'Salmonella'],
};

const deli: Trade = {
  companies: ['Pellow & Finch Kitchens', 'Marlhouse Chilled Foods', 'Green Quay Kitchens'],
  materials: {
    chickpeas: [],
    tahini: ['sesame'],
    'lemon juice': ['sulphites'],
    'olive oil': [],
    yoghurt: ['milk'],
    'diced cucumber': [],
    'garlic purée': [],
    'tomato passata': [],
    'roasted peppers': [],
    mayonnaise: ['egg', 'mustard'],
    'shredded cabbage': [],
    'carrot batons': [],
    'diced potato': [],
    couscous: ['gluten'],
    feta: ['milk'],
    'cashew pieces': ['nuts'],
    'basil leaves': [],
    'vegetable stock': ['celery'],
    'double cream': ['milk'],
    'smoked paprika': [],
    'ground cumin': [],
    'soy dressing': ['soya', 'gluten'],
  },
  products: [
    product('Houmous 200 g', 'dip', [16, 1740], 'chickpeas, tahini, lemon juice, ground cumin'),
    product(
      'Red pepper houmous 200 g',
      'dip',
      [16, 1820],
      'chickpeas, tahini, roasted peppers, smoked paprika',
    ),
    product('Tzatziki 170 g', 'dip', [14, 1690], 'yoghurt, diced cucumber, garlic purée'),
    product('Tomato salsa 170 g', 'dip', [14, 1480], 'tomato passata, roasted peppers, garlic purée'),
    product('Smoky bean dip 170 g', 'dip', [15, 1590], 'chickpeas, smoked paprika, olive oil, garlic purée'),
    product('Coleslaw 300 g', 'salad', [8, 1360], 'shredded cabbage, carrot batons, mayonnaise'),
    product('Potato salad 300 g', 'salad', [8, 1420], 'diced potato, mayonnaise, garlic purée'),
    product(
      'Couscous with peppers',
      'salad',
      [7, 1650],
      'couscous, roasted peppers, ground cumin, olive oil',
    ),
    product('Feta and cucumber salad', 'salad', [6, 1980], 'feta, diced cucumber, olive oil, basil leaves'),
    product('Cabbage with soy dressing', 'salad', [6, 1560], 'shredded cabbage, carrot batons, soy dressing'),
    product('Chickpea and carrot salad', 'salad', [7, 1510], 'chickpeas, carrot batons, lemon juice'),
    product('Basil pesto 150 g', 'sauce', [21, 2460], 'basil leaves, cashew pieces, feta, olive oil'),
    product(
      'Red pesto 150 g',
      'sauce',
      [21, 2380],
      'tomato passata, cashew pieces, roasted peppers, olive oil',
    ),
    product('Romesco-style sauce 150 g', 'sauce', [20, 2120], 'roasted peppers, smoked paprika, olive oil'),
    product(
      'Tomato and basil soup',
      'soup',
      [26, 1880],
      'tomato passata, vegetable stock, basil leaves',
      true,
    ),
    product(
      'Carrot and cumin soup',
      'soup',
      [26, 1790],
      'carrot batons, vegetable stock, ground cumin',
      true,
    ),
    product(
      'Cream of pepper soup',
      'soup',
      [24, 2040],
      'roasted peppers, vegetable stock, double cream, smoked paprika',
      true,
    ),
  ],
  lines: {
    'Dips 1': ['dip'],
    'Dips 2': ['dip', 'sauce'],
    'Salads 1': ['salad'],
    'Salads 2': ['salad', 'dip'],
    'Kettle hall': ['soup', 'sauce'],
  },
  rework: { dip: ['dip', 'salad'], sauce: ['sauce', 'dip', 'soup'], salad: ['salad'], soup: ['soup'] },
  organisms: ['Salmonella', 'Listeria monocytogenes'],
};

const desserts: Trade = {
  companies: ['Wrayburn Desserts', 'The Orchard Row Pudding Company', 'Kelmore Patisserie'],
  materials: {
    'whipping cream': ['milk'],
    'cream cheese': ['milk'],
    'liquid egg': ['egg'],
    'biscuit crumb': ['gluten'],
    'dark chocolate': ['soya'],
    'hazelnut paste': ['nuts'],
    'peanut butter': ['peanuts'],
    'raspberry purée': [],
    'lemon curd': ['egg', 'milk'],
    'sponge fingers': ['gluten', 'egg'],
    'custard base': ['milk', 'egg'],
    gelatine: [],
    'caster sugar': [],
    'vanilla paste': [],
    'caramel sauce': ['milk'],
    'coconut cream': [],
    'soya cream': ['soya'],
    strawberries: [],
    'mango purée': ['sulphites'],
    'rice grains': [],
  },
  products: [
    product(
      'Raspberry cheesecake',
      'cheesecake',
      [15, 2940],
      'cream cheese, biscuit crumb, raspberry purée, gelatine',
    ),
    product(
      'Lemon cheesecake',
      'cheesecake',
      [15, 2860],
      'cream cheese, biscuit crumb, lemon curd, gelatine',
    ),
    product(
      'Hazelnut cheesecake',
      'cheesecake',
      [15, 3180],
      'cream cheese, biscuit crumb, hazelnut paste, dark chocolate',
    ),
    product(
      'Vanilla cheesecake',
      'cheesecake',
      [15, 2720],
      'cream cheese, biscuit crumb, vanilla paste, caster sugar',
    ),
    product('Chocolate mousse pots', 'mousse', [18, 2150], 'whipping cream, dark chocolate, liquid egg'),
    product('Salted caramel pots', 'mousse', [18, 2240], 'whipping cream, caramel sauce, gelatine'),
    product(
      'Peanut and chocolate pots',
      'mousse',
      [18, 2380],
      'whipping cream, peanut butter, dark chocolate',
    ),
    product('Coconut and mango pots', 'mousse', [16, 2410], 'coconut cream, mango purée, gelatine'),
    product('Soya chocolate pots', 'mousse', [18, 2290], 'soya cream, dark chocolate, caster sugar'),
    product('Raspberry coconut pots', 'mousse', [16, 2330], 'coconut cream, raspberry purée, gelatine'),
    product(
      'Strawberry trifle',
      'trifle',
      [7, 3260],
      'sponge fingers, strawberries, custard base, whipping cream',
    ),
    product(
      'Raspberry trifle',
      'trifle',
      [7, 3310],
      'sponge fingers, raspberry purée, custard base, whipping cream',
    ),
    product(
      'Chocolate hazelnut trifle',
      'trifle',
      [8, 3480],
      'sponge fingers, hazelnut paste, whipping cream, dark chocolate',
    ),
    product('Mango fool', 'trifle', [7, 2670], 'whipping cream, mango purée, caster sugar'),
    product('Baked vanilla custards', 'baked', [24, 2080], 'custard base, vanilla paste, caster sugar', true),
    product('Crème caramel', 'baked', [24, 2190], 'custard base, caramel sauce, caster sugar', true),
    product(
      'Coconut rice pudding',
      'baked',
      [26, 1930],
      'coconut cream, rice grains, caster sugar, vanilla paste',
      true,
    ),
  ],
  lines: {
    'Cheesecake line': ['cheesecake'],
    'Pots 1': ['mousse'],
    'Pots 2': ['mousse', 'trifle'],
    'Layering hall': ['trifle', 'cheesecake'],
    'Bake and set': ['baked', 'mousse'],
  },
  rework: {
    cheesecake: ['cheesecake', 'trifle'],
    mousse: ['mousse', 'trifle'],
    trifle: ['trifle'],
    baked: ['trifle', 'baked'],
  },
  organisms: ['Salmonella', 'Listeria monocytogenes'],
};

export const trades: readonly Trade[] = [smokehouse, deli, desserts];
