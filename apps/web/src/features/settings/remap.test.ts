import assert from 'node:assert/strict';
import test from 'node:test';
import { pressOf, refusalOf } from './remap.ts';

const press = (
  key: string,
  held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {},
) => pressOf({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held });

test('presses are written as the table of commands writes them', () => {
  assert.equal(press('j'), 'j');
  assert.equal(press('J', { shiftKey: true }), 'Shift+j');
  assert.equal(press('?', { shiftKey: true }), '[Shift]+?');
  assert.equal(press('Enter', { metaKey: true }), '$mod+Enter');
  assert.equal(press(' '), 'Space');
  assert.equal(press('Shift', { shiftKey: true }), null);
});

test('Backspace, Alt and the browser’s own keys are refused', () => {
  for (const refused of ['Backspace', '$mod+Backspace', 'Alt+Tab', 'F5', '$mod+w', '$mod+t'])
    assert.notEqual(refusalOf(refused), null, refused);
  for (const fine of ['j', 'Shift+j', '$mod+Enter', '$mod+k']) assert.equal(refusalOf(fine), null, fine);
});
