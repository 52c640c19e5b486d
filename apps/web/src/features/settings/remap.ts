/** A pressed key as the table of commands writes it, and which keys nobody may take. */

export interface Press {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

const modifiers = ['Control', 'Shift', 'Alt', 'Meta', 'AltGraph', 'CapsLock', 'Dead', 'Process'];

/** Null while only modifiers are down. */
export function pressOf({ key, ctrlKey, metaKey, altKey, shiftKey }: Press): string | null {
  if (modifiers.includes(key)) return null;
  // A sign such as `?` needs Shift on some keyboards and none on others.
  const letter = /^[a-z]$/i.test(key);
  const shift = shiftKey ? (letter || key.length > 1 ? 'Shift+' : '[Shift]+') : '';
  const name = key === ' ' ? 'Space' : letter ? key.toLowerCase() : key;
  return `${ctrlKey || metaKey ? '$mod+' : ''}${altKey ? 'Alt+' : ''}${shift}${name}`;
}

/** Why this key cannot be given to a command; null where it can. */
export function refusalOf(press: string): string | null {
  if (/(^|\+)Backspace$/.test(press)) return 'Backspace is too easily pressed by mistake.';
  if (press.includes('Alt+')) return 'Keys with Alt belong to the window system and to menus.';
  if (/^F\d+$|^Tab$/.test(press)) return 'This key belongs to the browser.';
  if (/^\$mod\+(Shift\+)?[tnwrlqpsfcvxzad+\-0-9]$/.test(press)) return 'This key belongs to the browser.';
  return null;
}
