import type { Operation } from '../../../kit/plugin.ts';
import type { OktaState } from '../../state.ts';
import { assigneeOperations } from './assignees.ts';
import { bindingMemberOperations } from './binding-members.ts';
import { bindingOperations } from './bindings.ts';
import { permissionOperations } from './permissions.ts';
import { resourceSetOperations } from './resource-sets.ts';
import { resourceOperationsOfSets } from './resources.ts';
import { customRoleOperations } from './roles.ts';

/** Custom admin roles and what they reach. */
export const iamOperations: Operation<OktaState>[] = [
  ...customRoleOperations,
  ...permissionOperations,
  ...resourceSetOperations,
  ...resourceOperationsOfSets,
  ...bindingOperations,
  ...bindingMemberOperations,
  ...assigneeOperations,
];
