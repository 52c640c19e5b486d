/** Inputs for fields of form-model.ts. Ctrl or ⌘ with Enter sends from within a long text. */
import { Button, NativeSelect, Switch, TextInput, Textarea } from '@mantine/core';
import { useId, useState, type KeyboardEvent } from 'react';
import { fill, type Field, type Written } from './form-model.ts';
import type { JsonObject } from '@touchstone/contracts';
import classes from './play.module.css';

export interface SchemaFormProps {
  fields: readonly Field[];
  action: string;
  busy: boolean;
  onSend: (values: JsonObject) => void;
}

export function SchemaForm({ fields, action, busy, onSend }: SchemaFormProps) {
  const [written, setWritten] = useState<Written>({});
  const [faults, setFaults] = useState<Record<string, string>>({});
  const send = () => {
    const filled = fill(fields, written);
    setFaults(filled.faults ?? {});
    if (filled.values !== null) onSend(filled.values);
  };
  return (
    <form
      className={classes['form']}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {fields.length === 0 && <p>Takes no arguments.</p>}
      {fields.map((field) => (
        <Input
          key={field.name}
          field={field}
          value={written[field.name]}
          fault={faults[field.name]}
          onChange={(value) => setWritten({ ...written, [field.name]: value })}
          onSend={send}
        />
      ))}
      <Button type="submit" loading={busy} size="compact-md">
        {action}
      </Button>
    </form>
  );
}

interface InputProps {
  field: Field;
  value: string | boolean | undefined;
  fault: string | undefined;
  onChange: (value: string | boolean) => void;
  onSend: () => void;
}

function Input({ field, value, fault, onChange, onSend }: InputProps) {
  const id = useId();
  const shared = {
    id,
    label: field.name,
    description: field.doc,
    error: fault,
    withAsterisk: field.required,
    size: 'xs' as const,
  };
  const text = typeof value === 'string' ? value : '';
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    onSend();
  };
  switch (field.kind) {
    case 'boolean':
      return (
        <Switch
          id={id}
          label={`${field.name}${field.doc === '' ? '' : `: ${field.doc}`}`}
          size="sm"
          checked={value === true}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      );
    case 'choice':
      return (
        <NativeSelect
          {...shared}
          value={text}
          onChange={(event) => onChange(event.currentTarget.value)}
          data={[
            { value: '', label: field.standard === '' ? '–' : `${field.standard} (unless said)` },
            ...field.choices,
          ]}
        />
      );
    case 'long':
    case 'lines':
    case 'json':
      return (
        <Textarea
          {...shared}
          value={text}
          onChange={(event) => onChange(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          rows={field.kind === 'long' ? 6 : 3}
          spellCheck={false}
          classNames={{ input: classes['mono'] ?? '' }}
          placeholder={field.standard}
        />
      );
    case 'text':
    case 'number':
    case 'integer':
      return (
        <TextInput
          {...shared}
          value={text}
          inputMode={field.kind === 'text' ? 'text' : 'decimal'}
          onChange={(event) => onChange(event.currentTarget.value)}
          placeholder={field.standard}
          autoComplete="off"
        />
      );
  }
}
