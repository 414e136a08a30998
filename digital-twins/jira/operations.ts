import type { Operation } from '../kit/plugin.ts';
import { permissionOperations } from './access/permission-operations.ts';
import { agileOperations } from './agile/operations.ts';
import { attachmentOperations } from './attachment/operations.ts';
import { consentOperations } from './auth/consent.ts';
import { throughGateway } from './auth/gateway.ts';
import { oauthOperations } from './auth/oauth.ts';
import { commentOperations } from './comment/operations.ts';
import { avatarOperations } from './config/avatars.ts';
import { issuePropertyBulkOperations } from './config/issue-properties.ts';
import { listOperations } from './config/lists.ts';
import { prioritySchemeOperations } from './config/priority-schemes.ts';
import { propertyOperations } from './config/properties.ts';
import { schemeDetailOperations } from './config/scheme-details.ts';
import { schemeOperations } from './config/schemes.ts';
import { securityOperations } from './config/security.ts';
import { securityWriteOperations } from './config/security-write.ts';
import { settingOperations } from './config/settings.ts';
import { siteOperations } from './config/site.ts';
import { siteFactOperations } from './config/site-facts.ts';
import { taskOperations } from './config/tasks.ts';
import { uiModificationOperations } from './config/ui-modifications.ts';
import { dashboardOperations } from './dashboard/operations.ts';
import { expressionOperations } from './expression/operations.ts';
import { configurationOperations } from './field/configuration-operations.ts';
import { contextExtraOperations } from './field/context-extras.ts';
import { fieldOperations } from './field/operations.ts';
import { filterOperations } from './filter/operations.ts';
import { bulkOperations } from './issue/bulk.ts';
import { bulkEditOperations } from './issue/bulk-edit.ts';
import { createmetaOperations } from './issue/createmeta.ts';
import { followerOperations } from './issue/followers.ts';
import { issueOperations } from './issue/operations.ts';
import { jqlOperations } from './jql/endpoints/jql-operations.ts';
import { pickerOperations } from './jql/endpoints/picker.ts';
import { searchOperations } from './jql/endpoints/search.ts';
import { linkOperations } from './link/operations.ts';
import { remoteLinkOperations } from './link/remote.ts';
import { restOperation } from './operation.ts';
import { pageOperations } from './pages/operations.ts';
import { componentOperations } from './project/components.ts';
import { projectPartOperations } from './project/features.ts';
import { projectOperations } from './project/operations.ts';
import { roleOperations } from './project/roles.ts';
import { versionOperations } from './project/versions.ts';
import { screenOperations } from './screen/operations.ts';
import { screenReadOperations } from './screen/reads.ts';
import type { JiraState } from './state.ts';
import { groupOperations } from './user/groups.ts';
import { userOperations } from './user/operations.ts';
import { adminHookOperations } from './webhooks/admin-hooks.ts';
import { dynamicHookOperations } from './webhooks/dynamic-hooks.ts';
import { workflowOperations } from './workflow/operations.ts';
import { transitionOperations } from './workflow/transition-operations.ts';
import { workflowWriteOperations } from './workflow/write-operations.ts';
import { workflowSchemeOperations } from './workflow-scheme/operations.ts';
import { worklogBulkOperations } from './worktime/bulk.ts';
import { worklogOperations } from './worktime/operations.ts';

const restOperations: Operation<JiraState>[] = [
  ...[
    siteOperations,
    userOperations,
    projectOperations,
    componentOperations,
    versionOperations,
    createmetaOperations,
    issueOperations,
    followerOperations,
    transitionOperations,
    commentOperations,
    worklogOperations,
    attachmentOperations,
    linkOperations,
    remoteLinkOperations,
    propertyOperations,
    taskOperations,
    securityOperations,
    bulkOperations,
    workflowOperations,
    workflowWriteOperations,
    workflowSchemeOperations,
    bulkEditOperations,
    worklogBulkOperations,
    issuePropertyBulkOperations,
    siteFactOperations,
    schemeDetailOperations,
    prioritySchemeOperations,
    securityWriteOperations,
    contextExtraOperations,
    uiModificationOperations,
    expressionOperations,
    screenOperations,
    screenReadOperations,
    configurationOperations,
    groupOperations,
    roleOperations,
    projectPartOperations,
    filterOperations,
    fieldOperations,
    dashboardOperations,
    settingOperations,
    schemeOperations,
    listOperations,
    avatarOperations,
    permissionOperations,
  ]
    .flat()
    .map(restOperation),
  ...jqlOperations,
  ...searchOperations,
  ...agileOperations,
  ...pickerOperations,
  ...adminHookOperations,
  ...dynamicHookOperations,
];

/** Everything this twin answers. */
export const jiraOperations: Operation<JiraState>[] = [
  ...restOperations.map(throughGateway),
  ...oauthOperations,
  ...consentOperations,
  ...pageOperations,
];
