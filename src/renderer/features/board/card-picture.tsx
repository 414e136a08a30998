import { useBlob } from '../../client/use-blob.ts';

/** The picture that shows the change, as it was captured: cut off below, never restyled. */
export function CardPicture({ hash }: { hash: string }) {
  const blob = useBlob(hash);
  return (
    <div className="card-picture">
      {blob.status === 'ready' ? (
        <img src={blob.url} alt="The product after the change" />
      ) : (
        blob.status === 'failed' && <span>Picture not available</span>
      )}
    </div>
  );
}
