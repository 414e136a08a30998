import { Component, type ReactNode } from 'react';
import { AppError, messageOf } from '../../base/app-error.ts';
import { Button } from '../ui/button.tsx';
import { Fault } from '../ui/fault.tsx';

type Caught = { readonly error: AppError | null };

/** Keeps a fault of one page from taking the window with it; the cord and the other pages go on. */
export class PageGuard extends Component<{ readonly children: ReactNode }, Caught> {
  override state: Caught = { error: null };

  static getDerivedStateFromError(error: unknown): Caught {
    return {
      error: new AppError('internal', 'page.failed', `This page could not be shown: ${messageOf(error)}`, {
        hint: 'Nothing was changed in the control room.',
      }),
    };
  }

  override render(): ReactNode {
    if (this.state.error === null) return this.props.children;
    return (
      <div className="page guarded">
        <Fault
          error={this.state.error}
          action={
            <Button isSmall onPress={() => this.setState({ error: null })}>
              Show it again
            </Button>
          }
        />
      </div>
    );
  }
}
