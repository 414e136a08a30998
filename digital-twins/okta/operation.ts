import type { Call } from '../kit/plugin.ts';
import type { OktaState } from './state.ts';

export type OktaCall = Call<OktaState>;
