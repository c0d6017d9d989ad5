/** The agreement as it is signed: the very text, line by line. */
export function AgreementText({ text }: { readonly text: string }) {
  return (
    <div class="agreement">
      {text.split('\n').map((line) => (
        <p key={line}>{line}</p>
      ))}
    </div>
  );
}
