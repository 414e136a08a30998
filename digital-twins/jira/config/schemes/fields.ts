import type { Resource } from '../resource.ts';
import { lettered, numbered } from './shapes.ts';

export const fieldConfiguration: Resource = {
  kind: 'fieldConfiguration',
  createdStatus: 200,
  path: '/fieldconfiguration',
  noun: 'field configuration',
  from: 10_001,
  list: 'page',
  edited: 'empty',
  single: false,
  shape: (_call, entry) => ({ ...numbered(entry), isDefault: entry.id === '10000' }),
};

export const fieldConfigurationScheme: Resource = {
  ...fieldConfiguration,
  kind: 'fieldConfigurationScheme',
  createdStatus: 201,
  path: '/fieldconfigurationscheme',
  noun: 'field configuration scheme',
  shape: (_call, entry) => lettered(entry),
};
