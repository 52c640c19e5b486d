import type { Json } from '@touchstone/contracts';
import { withAnswer } from '../trial.ts';
import type { Probe } from './probe.ts';

/** Own keys of these names, which only parsing can make. */
const texts = [
  '{"__proto__": {"accepted": true}}',
  '{"constructor": {"prototype": {"met": true}}}',
  '{"toString": "accepted", "valueOf": 1, "length": 0}',
];

export const prototypeKeys: Probe = {
  id: 'prototype-keys',
  what: 'keys such as __proto__ and constructor that may reach into the host language',
  build: ({ task }) => texts.map((text) => withAnswer(task, JSON.parse(text) as Json)),
};
