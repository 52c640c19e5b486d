/** A button that stands for a command: it shows the command's key, and pulses when the key is pressed. */
import { Button, type ButtonProps } from '@mantine/core';
import { commands, shownKeys, type CommandId } from '../keys/commands.ts';
import { keysOf, useKeyPreferences } from '../keys/preferences.ts';
import { useCommand } from '../keys/registry.ts';

export interface CommandButtonProps extends ButtonProps {
  command: CommandId;
  onRun: () => void;
  /** Instead of the command's own title. */
  label?: string;
}

export function CommandButton({ command, onRun, label, disabled, ...button }: CommandButtonProps) {
  useCommand(command, () => onRun(), disabled !== true);
  const key = keysOf(command, useKeyPreferences())[0];
  return (
    <Button
      size="xs"
      variant="default"
      {...button}
      disabled={disabled ?? false}
      data-command={command}
      onClick={onRun}
      rightSection={key === undefined ? undefined : <kbd aria-hidden>{shownKeys(key).join(' ')}</kbd>}
    >
      {label ?? commands[command].title}
    </Button>
  );
}
